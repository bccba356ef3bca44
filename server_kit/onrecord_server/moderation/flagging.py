"""Writing down what was found: one entry and one row for each trigger that found something."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from onrecord_server.core.doc import micros, moment, time_text
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx
from onrecord_server.moderation import freezing
from onrecord_server.moderation.classifying import ASKED
from onrecord_server.moderation.findings import Finding, Verdict
from onrecord_server.moderation.freezing import Cause
from onrecord_server.moderation.rows import hits
from onrecord_server.policy import documents, standing, wording
from onrecord_server.policy.durations import after
from onrecord_server.policy.rules import trigger_of


#: Within this time somebody decides where the policy does not name what found it.
UNNAMED: Final = "P1D"


#: Places of one finding that are written down.
MOST_SPANS: Final = 100


@dataclass(frozen=True, slots=True)
class Where:
    """The version of a message in which something was found."""

    message: str
    version: int
    conversation: str
    author: str


def flag(
    tx: Tx, where: Where, verdict: Verdict, original: str | None = None, *, whole: bool = False
) -> None:
    """Put every finding of a verdict on the record; ``original`` is the text before it was covered.

    ``whole`` keeps it with every finding: it is no text of the message, and kept nowhere else.
    """
    for finding in verdict.findings:
        if finding.why == ASKED:
            continue
        _flag(tx, where, verdict, finding, original if whole or finding.action == "mask" else None)
        if (rule := verdict.freezing.get(finding.trigger)) is not None:
            cause = Cause(where.message, where.conversation, verdict.policy_version)
            freezing.count(tx, where.author, finding.trigger, rule, cause)


def _flag(tx: Tx, where: Where, verdict: Verdict, finding: Finding, original: str | None) -> None:
    hit = tx.ports.new_id("hit")
    content = _content(finding, original)
    row = _row(tx, where, verdict, finding) | {"id": hit}
    row["content_id"] = f"{where.message}:{where.version}:{hit}"
    event = {
        "hit_id": hit,
        "message_id": where.message,
        "conversation_id": where.conversation,
        "trigger": finding.trigger,
        "action": finding.action,
    }
    tx.record(
        Draft(
            type="message.flagged",
            object=where.message,
            audience=NOBODY,
            event=event,
            facts={
                **_facts(row, finding, tx.actor.person),
                **_words(tx, finding),
                "due_at": time_text(_due(tx, verdict, finding)),
            },
            version=where.version,
            content=content,
            content_id=row["content_id"],
            numbered=[(hits, "position", row)],
        )
    )


def _due(tx: Tx, verdict: Verdict, finding: Finding) -> int:
    """Return until when somebody decides about a finding, as the policy that found it says."""
    version = next(
        one
        for one in standing.approved(tx.unit, tx.tenant)
        if one.version == verdict.policy_version
    )
    document = documents.approved(tx.unit, tx.tenant, version.hash, version.content_id)
    trigger = trigger_of(document, finding.trigger)
    return micros(after(moment(tx.now), UNNAMED if trigger is None else trigger.due))


def _words(tx: Tx, finding: Finding) -> dict[str, str]:
    """Return which words tell the author, who hears of what is covered alone."""
    return wording.named(tx.unit, tx.tenant, "mask") if finding.action == "mask" else {}


def _content(finding: Finding, original: str | None) -> dict[str, Any]:
    spans = [[one.start, one.end, one.rule] for one in finding.spans[:MOST_SPANS]]
    said: dict[str, Any] = {"spans": spans}
    return said if original is None else {**said, "text": original}


def _row(tx: Tx, where: Where, verdict: Verdict, finding: Finding) -> dict[str, Any]:
    return {
        "tenant": tx.tenant,
        "id": "",
        "message": where.message,
        "version": where.version,
        "conversation": where.conversation,
        "author": where.author,
        "trigger": finding.trigger,
        "kind": finding.kind,
        "severity": finding.severity,
        "action": finding.action,
        "lexicon": finding.lexicon,
        "lexicon_version": finding.lexicon_version,
        "spans": len(finding.spans),
        "policy_version": verdict.policy_version,
        "policy_hash": verdict.policy_hash,
        "content_id": "",
        "at": tx.now,
        "position": None,
    }


_SAID: Final = (
    *("id", "conversation", "trigger", "kind", "severity", "action", "lexicon", "lexicon_version"),
    *("spans", "policy_version", "policy_hash"),
)


def _facts(row: Mapping[str, Any], finding: Finding, actor: str) -> dict[str, Any]:
    facts = {name: row[name] for name in _SAID} | {"hit": row["id"]}
    facts |= {"lexicon_hash": finding.lexicon_hash, "why": finding.why}
    facts |= {"author": row["author"] if row["author"] != actor else None}
    del facts["id"]
    return {name: value for name, value in facts.items() if value is not None}
