"""What waits for the host's classifiers, and what becomes of it once they have answered.

Behind every door: nobody from outside asks for either.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from onrecord.endpoints import Endpoint
from onrecord.errors import Forbidden
from onrecord.wire._base import Command, Wire
from onrecord.wire.policy_document import PartName
from onrecord.wire.scalars import MessageId
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.messages import holding, kept
from onrecord_server.moderation import judging
from onrecord_server.moderation.findings import Finding, Verdict
from onrecord_server.moderation.flagging import Where, flag
from onrecord_server.moderation.judging import Judge


class AskedFor(Command):
    """Ask what of a message waits for classifiers."""

    message_id: MessageId


class Question(Wire):
    """A classifier that a trigger of the policy asks, with the seconds it has."""

    trigger: PartName
    classifier: PartName
    seconds: int


class Questions(Wire):
    """What is asked about a text; nothing where it waits no more."""

    number: int = 0
    text: str = ""
    asked: tuple[Question, ...] = ()


class Classified(Command):
    """Say which triggers found something in what waits, and which could not be answered."""

    message_id: MessageId
    number: int
    found: tuple[PartName, ...] = ()
    failed: tuple[PartName, ...] = ()


class ClassifiedState(Wire):
    """What became of it."""

    state: str


ASKED: Final = Endpoint("messages.asked", "GET", "", AskedFor, Questions, writes=False)
CLASSIFY: Final = Endpoint(
    "messages.classify", "POST", "", Classified, ClassifiedState, writes=True
)


def _demand_host(tx: Tx) -> None:
    if not tx.actor.is_service:
        raise Forbidden("Only the house asks classifiers.")


def _waiting(tx: Tx, message_id: str, number: int | None = None) -> Any:
    rows = kept.of_message(tx, message_id, number)
    return next((one for one in rows if (one.state, one.kind) == ("held", "classifier")), None)


@implements(ASKED)
def asked_for(tx: Tx, command: AskedFor) -> Questions:
    """Return the words that wait, and whom to ask about them."""
    _demand_host(tx)
    row, judge = _waiting(tx, command.message_id), judging.judge_of(tx)
    if row is None or row.body is None:
        return Questions()
    asked = tuple(
        Question(trigger=one.id, classifier=one.classifier, seconds=one.seconds)
        for one in (() if judge is None else judge.classifiers)
    )
    return Questions(number=row.number, text=_words(json.loads(row.body)), asked=asked)


def _words(kept_words: Mapping[str, Any]) -> str:
    """Return what others would read: the text, and names and descriptions of files, a line for each."""
    files = kept_words.get("attachments", ())
    said = (one.get(part) for one in files for part in ("name", "alt"))
    return "\n".join(line for line in (kept_words.get("text"), *said) if line)


@implements(CLASSIFY)
def classify(tx: Tx, command: Classified) -> Doc[ClassifiedState]:
    """Deliver what nothing was found in; keep the rest, and say why on the record.

    Raises ``Conflict`` where its author may not write there any more: then a person decides.
    """
    _demand_host(tx)
    tx.unit.lock([tx.tenant])
    row, judge = _waiting(tx, command.message_id, command.number), judging.judge_of(tx, idle=True)
    if row is None or kept.is_answered(tx, row):
        return Unchanged(ClassifiedState, {"state": "decided"})
    findings = [] if judge is None else _findings(judge, row, command)
    if judge is None or not findings:
        holding.demand_writer(tx, row)
        holding.release(tx, row.id, number=row.number, by_rule=row.trigger)
        return Doc(ClassifiedState, {"state": "released"})
    return _found(tx, row, judge.verdict(findings))


def _found(tx: Tx, row: Any, verdict: Verdict) -> Doc[ClassifiedState]:
    # Asked before it is flagged: who is frozen for this very message still wrote it.
    writes = holding.may_write(tx, row)
    flag(tx, Where(row.id, row.version, row.conversation, row.author), verdict)
    if verdict.action == "hold" or (verdict.action != "block" and not writes):
        return Doc(ClassifiedState, {"state": "held"})
    settle = holding.reject if verdict.action == "block" else holding.release
    state = settle(tx, row.id, number=row.number, by_rule=row.trigger).value["state"]
    return Doc(ClassifiedState, {"state": state})


def _findings(judge: Judge, row: Any, command: Classified) -> list[Finding]:
    """Return what was found; who could not be asked holds, and so does a policy that came meanwhile."""
    triggers = {one.id: one for one in judge.classifiers}
    newer = judge.approved.version != row.policy_version
    changed = [Finding(row.trigger, "unjudged", "medium", "hold", why="policy_changed")]
    failed = [*changed] if newer else []
    failed += [
        Finding(one.id, "unjudged", one.severity, "hold", why="no_answer")
        for name in command.failed
        if (one := triggers.get(name)) is not None
    ]
    return failed + [
        Finding(one.id, "classifier", one.severity, one.action)
        for name in command.found
        if (one := triggers.get(name)) is not None
    ]
