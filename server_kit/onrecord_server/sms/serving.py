"""Who serves a conversation with somebody outside, and who stands in for them."""

from typing import Any

from onrecord import endpoints
from onrecord.errors import Invalid
from onrecord.wire import sms as wire
from onrecord_server.conversations import changes, heirs, moves
from onrecord_server.conversations.heirs import Heir
from onrecord_server.core.doc import micros, time_text
from onrecord_server.core.draft import to_conversation
from onrecord_server.core.operation import Tx, implements
from onrecord_server.people import access as people_access
from onrecord_server.sms import access, recording, rules, standing
from onrecord_server.sms.rows import sms_pairs, sms_senders


@implements(endpoints.ASSIGN_SMS_CONVERSATION)
def assign(tx: Tx, command: wire.AssignSmsConversation) -> wire.SmsStanding:
    """Give a conversation to somebody of the number's inbox; whoever served it stays in there."""
    tx.unit.lock([tx.tenant])
    pair, sender = access.pair_to_hand_on(tx, command.conversation_id)
    _demand_in_inbox(tx, sender, command.person_id)
    _let_in(tx, pair.conversation, command.person_id, "owner")
    _move(tx, pair, {"assignee": command.person_id, "cover": None, "cover_until": None})
    return standing.shown(tx, pair.conversation)


@implements(endpoints.COVER_SMS_CONVERSATION)
def cover(tx: Tx, command: wire.CoverSmsConversation) -> wire.SmsStanding:
    """Let somebody of the number's inbox stand in, or end that."""
    tx.unit.lock([tx.tenant])
    pair, sender = access.pair_to_hand_on(tx, command.conversation_id)
    until = None if command.until is None else micros(command.until)
    if command.person_id is not None:
        _demand_in_inbox(tx, sender, command.person_id)
        _demand_later(tx, until)
        _let_in(tx, pair.conversation, command.person_id, "member")
    elif until is not None:
        raise Invalid("Say who stands in until then.")
    _move(tx, pair, {"assignee": pair.assignee, "cover": command.person_id, "cover_until": until})
    return standing.shown(tx, pair.conversation)


def _demand_in_inbox(tx: Tx, sender: Any, person: str) -> None:
    """Let through who is here and may write from a number. Raises ``Invalid``."""
    said = "This person is not here, or not in the inbox of this number: put them there first."
    here = person in access.inbox(sender) and _is_active(tx, person)
    if not here:
        raise Invalid(said, errors=[{"pointer": "/person_id", "detail": said}])


def _is_active(tx: Tx, person: str) -> bool:
    return bool(people_access.person(tx, person).status == "active")


def _demand_later(tx: Tx, until: int | None) -> None:
    if until is not None and until <= tx.now:
        raise Invalid("Nobody stands in until a time that is over.")


def _let_in(tx: Tx, conversation_id: str, person: str, role: str) -> None:
    there = changes.states(tx, conversation_id, [person])
    if not there.get(person, False):
        moves.let_in(tx, conversation_id, [person], role)
    elif role == "owner":
        moves.give_role(tx, conversation_id, person, role)


def _move(tx: Tx, pair: Any, values: dict[str, Any]) -> None:
    keys = {"sender": pair.sender, "contact": pair.contact}
    recording.change(tx, sms_pairs, keys, values)
    until = values["cover_until"]
    event = {
        "conversation_id": pair.conversation,
        **values,
        "cover_until": None if until is None else time_text(until),
    }
    recording.record(
        *(tx, "sms.assigned", pair.conversation, event, {**keys, "set": values}),
        audience=to_conversation(pair.conversation),
        rights=True,
    )


class Desk:
    """Passes on what somebody served who leaves: to the successor, if they write from the number, or to its inbox."""

    def heir(self, tx: Tx, conversation_id: str, leaver: str, successor: str) -> Heir | None:
        """Return who serves a conversation then; it stays with whoever served it, unless that was the leaver."""
        pair = access.one(tx, sms_pairs, sms_pairs.c.conversation == conversation_id)
        if pair is None:
            return None
        if pair.assignee != leaver:
            return Heir(pair.assignee, takes_over=False)
        sender = access.found(tx, sms_senders, sms_senders.c.id == pair.sender)
        may = [one for one in access.inbox(sender) if one != leaver]
        asked = [one for one in (successor, rules.stands_in(pair, tx.now)) if one in may]
        found = next((one for one in [*asked, *may] if _is_active(tx, one)), None)
        return None if found is None else Heir(found, takes_over=True)

    def pass_on(self, tx: Tx, conversation_id: str, leaver: str, heir: str) -> None:
        """Let somebody serve a conversation; who comes in sees all of it."""
        pair = access.found(tx, sms_pairs, sms_pairs.c.conversation == conversation_id)
        none = {"cover": None, "cover_until": None}
        if pair.assignee == leaver:
            _let_in(tx, conversation_id, heir, "owner")
            _move(tx, pair, {"assignee": heir, **none})
        elif pair.cover == leaver:
            _move(tx, pair, {"assignee": pair.assignee, **none})


heirs.kept_by(Desk())
