"""What is about to be shown to others is judged first, and then delivered, covered or kept back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord.wire.messages import Message
from onrecord.wire.policy_document import ClassifierTrigger
from onrecord_server.conversations import tags
from onrecord_server.core.doc import Doc, time_text
from onrecord_server.core.operation import Tx
from onrecord_server.messages import files, holding, keeping, versions
from onrecord_server.messages.writing import Writing, write
from onrecord_server.moderation import beside, classifying, flooding, freezing, judging
from onrecord_server.moderation.findings import Finding, Verdict, covered, strongest
from onrecord_server.moderation.flagging import Where, flag
from onrecord_server.moderation.judging import Judge
from onrecord_server.people import access as people_access
from onrecord_server.policy import access as policy
from onrecord_server.spaces.language import parse
from onrecord_server.spaces.ruling import facts_of


def send(
    tx: Tx, writing: Writing, judge: Judge | None, findings: Sequence[Finding]
) -> Doc[Message]:
    """Send a message as far as the policy lets it; without a judge there is nothing to look for.

    ``findings`` are those of its text, which the judge has looked through.
    """
    command = writing.command
    attached = files.bind(tx, command, writing.id)
    verdict = None if judge is None else _of_message(tx, judge, writing, attached, findings)
    if verdict is None:
        return write(tx, writing, command.text, attached)
    if verdict.stops:
        return keeping.keep(tx, writing, verdict, attached)
    doc = write(tx, writing, covered(command.text, verdict.findings), attached)
    where = Where(writing.id, 1, command.conversation_id, tx.actor.person)
    flag(tx, where, verdict, command.text)
    return _answer(tx, doc, verdict)


def bring(tx: Tx, writing: Writing, judge: Judge | None) -> Doc[Message]:
    """Write down what was said elsewhere as far as the policy lets it.

    Floods, freezes and slow mode are about now: what was said then counts towards none.
    """
    text = writing.command.text
    findings = [] if judge is None else judge.find(text)
    asks = judge is not None and bool(findings or judge.classifiers)
    verdict = _verdict(tx, judge, findings) if judge is not None and asks else None
    if verdict is None:
        return write(tx, writing, text, [])
    verdict = replace(verdict, freezing={}, slowing={})
    if verdict.stops:
        return keeping.keep(tx, writing, verdict, [])
    doc = write(tx, writing, covered(text, verdict.findings), [])
    where = Where(writing.id, 1, writing.command.conversation_id, tx.actor.person)
    flag(tx, where, verdict, text)
    return doc


def edit(tx: Tx, row: Any, doc: Doc[Message], text: str) -> Doc[Message]:
    """Write a new version of a message as far as the policy lets it."""
    judge = judging.judge_of(tx)
    attached = doc.value["attachments"]
    verdict = None if judge is None else _of_edit(tx, judge, row.conversation, text, attached)
    if verdict is None:
        return versions.write_version(tx, row, doc, text)
    if verdict.stops:
        holding.supersede(tx, row.id)
        return keeping.keep_version(tx, row, text, verdict)
    fresh = versions.write_version(tx, row, doc, covered(text, verdict.findings))
    where = Where(row.id, row.version + 1, row.conversation, row.author)
    flag(tx, where, verdict, text)
    return _answer(tx, fresh, verdict)


def remove(tx: Tx, row: Any, reason: str | None) -> Doc[Message]:
    """Take a message out of sight; its reason is shown to others, so it goes as far as the policy lets it.

    Raises what a send raises for who may not write: without a reason, a message goes nevertheless.
    """
    verdict = None if reason is None else _of_reason(tx, row, reason)
    if reason is None or verdict is None:
        return versions.remove(tx, row, reason, versions.place(row))
    shown = None if verdict.stops else covered(reason, verdict.findings)
    doc = versions.remove(tx, row, shown, versions.place(row))
    elsewhere = [replace(one, spans=(), why=one.why or "reason") for one in verdict.findings]
    where = Where(row.id, row.version, row.conversation, tx.actor.person)
    flag(tx, where, replace(verdict, findings=elsewhere), reason, whole=True)
    return _answer(tx, doc, verdict)


def _of_reason(tx: Tx, row: Any, reason: str) -> Verdict | None:
    """Return what is found in a reason; it cannot wait for a classifier, so one of those keeps it back."""
    for refusal in (policy.refusals([tx])[0], freezing.refusals([tx])[0]):
        if refusal is not None:
            raise refusal
    judge = judging.judge_of(tx)
    if judge is None or _is_spared(tx, judge, row.conversation):
        return None
    findings = [*judge.find(reason), *map(_unasked, judge.classifiers)]
    return judge.verdict(findings) if findings else None


def _unasked(trigger: ClassifierTrigger) -> Finding:
    return Finding(trigger.id, "unjudged", trigger.severity, "hold", why="reason")


def _of_message(
    tx: Tx,
    judge: Judge,
    writing: Writing,
    attached: Sequence[Mapping[str, Any]],
    in_text: Sequence[Finding],
) -> Verdict | None:
    """Return what is found in a message, where no tag protects: that is asked of few, so at last."""
    text, findings = writing.command.text, list(in_text)
    if attached:
        findings.extend(beside.of_files(judge.find, text, attached))
    asks = findings or judge.floods or judge.classifiers
    if not asks or _is_spared(tx, judge, writing.command.conversation_id):
        return None
    findings += flooding.find(tx, judge.floods, writing.id, text)
    return _verdict(tx, judge, findings)


def _of_edit(
    tx: Tx, judge: Judge, conversation: str, text: str, attached: Sequence[Mapping[str, Any]]
) -> Verdict | None:
    """Return what is found in an edit; it counts for floods as a message does.

    Names of its files were judged when it was sent: here, what the text makes of them.
    """
    findings = [*judge.find(text), *beside.across(judge.find, text, beside.words(attached))]
    asks = findings or judge.floods or judge.classifiers
    if not asks or _is_spared(tx, judge, conversation):
        return None
    findings += flooding.find_edit(tx, judge.floods)
    return _verdict(tx, judge, findings)


def _is_spared(tx: Tx, judge: Judge, conversation: str) -> bool:
    """Say whether nothing is looked for: where a tag protects, and of people whom the policy excludes."""
    if tags.protected(tx, [conversation]):
        return True
    if not judge.excluded or tx.actor.is_service:
        return False
    facts = facts_of(people_access.person(tx, tx.actor.person))
    return any(parse(rule)(facts) for rule in judge.excluded)


def _verdict(tx: Tx, judge: Judge, findings: list[Finding]) -> Verdict | None:
    """Return what was found; where that lets it go, the host's classifiers are asked too."""
    if judge.classifiers and not any(one.action in ("hold", "block") for one in findings):
        findings = [*findings, *classifying.pending(tx, judge.classifiers)]
    return judge.verdict(findings) if findings else None


def _answer(tx: Tx, doc: Doc[Message], verdict: Verdict) -> Doc[Message]:
    """Tell the author alone that something was covered or left out: the event says nothing of it."""
    if verdict.action == "flag":
        return doc
    decides = strongest(verdict.findings)
    said = {
        "trigger": decides.trigger,
        "kind": decides.kind,
        "action": decides.action,
        "said": verdict.said,
        "at": time_text(tx.now),
    }
    answer = Doc(Message, {**doc.value, "judged": said})
    drafts = (recorded.draft for recorded in reversed(tx.unit.recorded))
    draft = next(one for one in drafts if one.event.get("message") is doc)
    for placed in (draft.docs, draft.here):
        if any(one is doc for one, _ in placed):
            placed.append((answer, "position"))
    return answer
