"""What is about to be shown to others is judged first, and then delivered, covered or kept back."""

from typing import Any

from onrecord.wire.messages import Message, SendMessage
from onrecord_server.conversations import tags
from onrecord_server.core.doc import Doc, time_text
from onrecord_server.core.operation import Tx
from onrecord_server.messages import files, keeping, versions
from onrecord_server.messages.writing import Writing, write
from onrecord_server.moderation import judging
from onrecord_server.moderation.findings import Verdict, covered, strongest
from onrecord_server.moderation.flagging import Where, flag
from onrecord_server.moderation.judging import Judge


def send(tx: Tx, writing: Writing, judge: Judge | None) -> Doc[Message]:
    """Send a message as far as the policy lets it; without a judge there is nothing to look for."""
    verdict = None if judge is None else _verdict(tx, judge, writing.command)
    attached = files.bind(tx, writing.command, writing.id)
    if verdict is None:
        return write(tx, writing, writing.command.text, attached)
    if verdict.stops:
        return keeping.keep(tx, writing, verdict, attached)
    text = writing.command.text
    doc = write(tx, writing, covered(text, verdict.findings), attached)
    where = Where(writing.id, 1, writing.command.conversation_id, tx.actor.person)
    flag(tx, where, verdict, text)
    return _answer(tx, doc, verdict)


def edit(tx: Tx, row: Any, doc: Doc[Message], text: str) -> Doc[Message]:
    """Write a new version of a message as far as the policy lets it."""
    verdict = judging.judge(tx, text)
    if verdict is None or tags.protected(tx, [row.conversation]):
        return versions.write_version(tx, row, doc, text)
    if verdict.stops:
        return keeping.keep_version(tx, row, text, verdict)
    fresh = versions.write_version(tx, row, doc, covered(text, verdict.findings))
    where = Where(row.id, row.version + 1, row.conversation, row.author)
    flag(tx, where, verdict, text)
    return _answer(tx, fresh, verdict)


def _verdict(tx: Tx, judge: Judge, command: SendMessage) -> Verdict | None:
    """Return what is found in a message; nothing is looked for where a tag protects."""
    findings = judge.find(command.text)
    if not findings or tags.protected(tx, [command.conversation_id]):
        return None
    return judge.verdict(findings)


def _answer(tx: Tx, doc: Doc[Message], verdict: Verdict) -> Doc[Message]:
    """Tell the author alone that something was covered: the event says nothing of it."""
    if verdict.action != "mask":
        return doc
    decides = strongest(verdict.findings)
    said = {
        "trigger": decides.trigger,
        "kind": decides.kind,
        "action": "mask",
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
