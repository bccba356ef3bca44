"""What is said to people outside is carried as texts: the gate before it, and what is put into the outbox."""

from onrecord.errors import Invalid, NotAssigned, NumberRefused, Refusal, SenderPaused
from onrecord.wire.messages import SendMessage
from onrecord_server.conversations.access import Membership
from onrecord_server.core.operation import Tx
from onrecord_server.messages import outgoing
from onrecord_server.sms import disclosing, outbox, recording, rules, standing
from onrecord_server.sms.notices import choosing, making
from onrecord_server.sms.standing import Ruling


class Outbox:
    """Carries what is said to people outside as texts."""

    def may_not(self, tx: Tx, command: SendMessage, membership: Membership) -> Refusal | None:
        """Say why a text may not leave now; that somebody tried is on the record."""
        if command.attachments or not command.text.strip():
            return Invalid("A text is of words: files do not leave with it.")
        place = standing.place_of(tx, membership.conversation)
        ruling = standing.judge(tx, place, place.sender.category)
        if ruling.goes and not rules.may_serve(membership.person, place.pair, tx.now):
            ruling = Ruling("not_assigned")
        if ruling.goes and choosing.base(tx) is None:
            ruling = _without_page(tx, membership.conversation, command.text)
        if ruling.reason is None:
            return None
        suppress(tx, membership.conversation, ruling.reason)
        return _refusal(ruling.reason, ruling)

    def take(self, tx: Tx, conversation_id: str, message_id: str, text: str) -> None:
        """Put a text into the outbox, behind what somebody outside is told first."""
        place = standing.place_of(tx, conversation_id)
        disclosing.first(tx, place)
        reason = choosing.why(tx, conversation_id, text, message_id)
        if reason is not None:
            making.put(tx, place, message_id, reason)
            return
        outbox.put(tx, place, message_id, text, category=place.sender.category)


outgoing.carried_by(Outbox())


def _without_page(tx: Tx, conversation_id: str, text: str) -> Ruling:
    """Hold back what would go as a notice, where nobody said how its page is seen from outside."""
    return Ruling() if choosing.why(tx, conversation_id, text) is None else Ruling("no_page")


def suppress(tx: Tx, conversation_id: str, reason: str) -> None:
    """Put on the record that somebody tried to write, and why nothing left; it says no word of it."""
    event = {"conversation_id": conversation_id, "message_id": None, "reason": reason}
    recording.record(tx, "sms.suppressed", conversation_id, event, {})


def _refusal(reason: str, ruling: Ruling) -> Refusal:
    if reason == "not_assigned":
        return NotAssigned(f"{ruling.said} Ask to be given the conversation, or to stand in.")
    if reason == "sender_paused":
        return SenderPaused(ruling.said)
    if reason == "number_refused":
        return NumberRefused(ruling.said, extra={"reason": reason})
    return rules.refusal(reason, ruling.said, ruling.until)
