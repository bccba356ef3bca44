"""Conversations with people outside: the one of each number and contact."""

from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Invalid, PairTaken, SenderPaused
from onrecord.wire import sms as wire
from onrecord.wire.conversations import Conversation, CreateConversation
from onrecord_server.conversations import access as conversation_access
from onrecord_server.conversations import changes
from onrecord_server.conversations.rows import members
from onrecord_server.conversations.rules import OWN
from onrecord_server.conversations.view import view
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import to_conversation
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.sms import access, contacts, recording
from onrecord_server.sms.rows import sms_accounts, sms_contacts, sms_pairs


@implements(endpoints.OPEN_SMS_CONVERSATION)
def open_conversation(tx: Tx, command: wire.OpenSmsConversation) -> Doc[Conversation]:
    """Start to write to somebody outside, or answer the conversation that one has with them."""
    tx.unit.lock([tx.tenant])
    sender = access.sender_to_write(tx, command.sender_id)
    demand_going(tx, sender)
    contact = _contact(tx, command)
    found = of_pair(tx, sender.id, contact.id)
    if found is None:
        begin(tx, sender, contact, tx.actor.person)
        found = of_pair(tx, sender.id, contact.id)
    else:
        _demand_member(tx, found)
    shown = view(tx, found.conversation)
    if not tx.recorded:
        return Unchanged(Conversation, shown.model_dump(mode="json"))
    return Doc.of(shown)


def demand_going(tx: Tx, sender: Any) -> None:
    """Refuse a number that is paused, or whose account is. Raises ``SenderPaused``."""
    account = access.found(tx, sms_accounts, sms_accounts.c.id == sender.account)
    if "paused" in (sender.state, account.state):
        raise SenderPaused(
            "This number, or its account, is paused: who looks after texts says why."
        )


def _contact(tx: Tx, command: wire.OpenSmsConversation) -> Any:
    if (command.contact_id is None) == (command.number is None):
        raise Invalid("Name a contact or a number, and not both.")
    if command.contact_id is not None:
        return access.contact(tx, command.contact_id)
    number = contacts.number_of(command.number or "", command.home)
    return contacts.of_number(tx, number) or contacts.put(tx, number, {})


def of_pair(tx: Tx, sender_id: str, contact_id: str) -> Any:
    """Return the pair of a number and a contact, or ``None``."""
    meant = (sms_pairs.c.sender == sender_id, sms_pairs.c.contact == contact_id)
    return access.one(tx, sms_pairs, *meant)


def _demand_member(tx: Tx, pair: Any) -> None:
    """Refuse who is not in the conversation of a pair; it is named to who looks after texts."""
    found = conversation_access.memberships([tx], [pair.conversation])[0]
    if found is None:
        named = {"conversation_id": pair.conversation} if access.reads_all(tx) else {}
        raise PairTaken(
            "Ask who serves it, or who looks after texts, to hand it over.", extra=named
        )


def begin(tx: Tx, sender: Any, contact: Any, assignee: str) -> str:
    """Begin the one conversation of a number and a contact; asks for no right of its own."""
    conversation_id = tx.ports.new_id("conversation")
    title = contact.name or contacts.shown(contact.number)
    row = {
        "tenant": tx.tenant,
        "id": conversation_id,
        "kind": "external",
        "content_id": f"{conversation_id}:1",
        "version": 1,
        **dict.fromkeys(("subject", "direct_key", "created_position", "space")),
        "created_at": tx.now,
        "joining": "invited",
        "posting": "everybody",
        "allow_replies": False,
        "allow_reactions": False,
    }
    people_in = [assignee, *sorted({*access.inbox(sender), contact.person} - {assignee})]
    tx.unit.insert(members, [_member(tx, conversation_id, one, assignee) for one in people_in])
    command = CreateConversation.model_construct(kind="external", title=title[:200])
    draft = changes.created(tx, command, row, people_in)
    draft.facts = {**draft.facts, "owner": assignee}
    draft.event = {**draft.event, "owner": assignee}
    tx.record(draft)
    _pair(tx, conversation_id, (sender, contact), assignee)
    tx.unit.flush()
    return conversation_id


def _member(tx: Tx, conversation_id: str, person: str, assignee: str) -> dict[str, Any]:
    role = "owner" if person == assignee else "member"
    begun = OWN if person == tx.actor.person else 0
    return changes.member_row(tx, conversation_id, person, role, party_from=begun)


def _pair(tx: Tx, conversation_id: str, of: tuple[Any, Any], assignee: str) -> None:
    sender, contact = of
    keys = {"sender": sender.id, "contact": contact.id}
    row = {
        "conversation": conversation_id,
        "assignee": assignee,
        **dict.fromkeys(("cover", "cover_until", "disclosed_at")),
        "created_at": tx.now,
    }
    tx.execute(sa.insert(sms_pairs), {"tenant": tx.tenant, **keys, **row, "wrote_at": None})
    event = {
        "conversation_id": conversation_id,
        "sender_id": sender.id,
        "contact_id": contact.id,
        "assignee": assignee,
    }
    recording.record(
        *(tx, "sms.paired", conversation_id, event, {**keys, "set": row}),
        audience=to_conversation(conversation_id),
        rights=True,
    )


def contact_of(tx: Tx, pair: Any) -> Any:
    """Return the contact of a pair."""
    return access.found(tx, sms_contacts, sms_contacts.c.id == pair.contact)
