"""Loading is authorising: numbers for who writes from them, people outside for who writes with them."""

import json
from typing import Any

import sqlalchemy as sa

from onrecord.errors import Forbidden, NotAssigned, NotFound
from onrecord_server.conversations import access as conversations
from onrecord_server.conversations.rows import members
from onrecord_server.core.decision import demand
from onrecord_server.core.operation import Tx
from onrecord_server.people import access as people_access
from onrecord_server.policy import access as policy_access
from onrecord_server.sms import rules
from onrecord_server.sms.rows import sms_accounts, sms_contacts, sms_outbox, sms_pairs, sms_senders


def demand_manager(tx: Tx) -> None:
    """Let in who looks after texts. Raises ``Forbidden``."""
    demand(rules.may_manage(policy_access.duties(tx), scope=tx.actor.has(rules.SCOPE)))


def manages(tx: Tx) -> bool:
    """Say whether the actor looks after texts."""
    scope = tx.actor.has(rules.SCOPE)
    return rules.may_manage(policy_access.duties(tx), scope=scope).allowed


def reads_all(tx: Tx) -> bool:
    """Say whether the actor sees all numbers, contacts and consents."""
    return manages(tx) or not rules.READERS.isdisjoint(policy_access.duties(tx))


def account(tx: Tx, account_id: str) -> Any:
    """Load an account for who looks after texts. Raises ``Forbidden``, ``NotFound``."""
    demand_manager(tx)
    return found(tx, sms_accounts, sms_accounts.c.id == account_id)


def found(tx: Tx, table: sa.Table, *meant: sa.ColumnElement[bool]) -> Any:
    """Return one row of the tenant. Raises ``NotFound``."""
    row = one(tx, table, *meant)
    if row is None:
        raise NotFound
    return row


def one(tx: Tx, table: sa.Table, *meant: sa.ColumnElement[bool]) -> Any:
    """Return one row of the tenant, or ``None``."""
    return tx.execute(sa.select(table).where(table.c.tenant == tx.tenant, *meant)).one_or_none()


def inbox(sender: Any) -> list[str]:
    """Return who may write from a number."""
    listed: list[str] = json.loads(sender.inbox)
    return listed


def writes_from(tx: Tx) -> list[str]:
    """Return the numbers that the actor may write from, by their ids."""
    people_access.admit(tx)
    query = sa.select(sms_senders).where(sms_senders.c.tenant == tx.tenant)
    return [row.id for row in tx.execute(query) if tx.actor.person in inbox(row)]


def sender(tx: Tx, sender_id: str) -> Any:
    """Load a number for who writes from it, or sees all. Raises ``NotFound``."""
    row = found(tx, sms_senders, sms_senders.c.id == sender_id)
    if tx.actor.person not in inbox(row) and not reads_all(tx):
        raise NotFound
    return row


def sender_to_write(tx: Tx, sender_id: str) -> Any:
    """Load a number for who is about to write from it. Raises ``NotFound``, ``NotAssigned``."""
    row = sender(tx, sender_id)
    if tx.actor.person not in inbox(row):
        raise NotAssigned("You are not among those who write from this number.")
    return row


def demand_texter(tx: Tx) -> None:
    """Let in who writes from some number, or looks after texts. Raises ``Forbidden``."""
    if not writes_from(tx) and not manages(tx):
        raise Forbidden("This is for who writes to people outside; ask to be put into an inbox.")


def met() -> sa.Select[Any]:
    """Select the contacts with whom a person (``person``) is in a conversation of a tenant (``tenant``)."""
    same = sa.and_(
        members.c.tenant == sms_pairs.c.tenant, members.c.conversation == sms_pairs.c.conversation
    )
    query = sa.select(sms_pairs.c.contact).join_from(sms_pairs, members, same)
    mine = (sms_pairs.c.tenant == sa.bindparam("tenant"), members.c.active)
    return query.where(*mine, members.c.person == sa.bindparam("person"))


def seen(tx: Tx) -> list[sa.ColumnElement[bool]]:
    """Say which contacts the actor sees: whom they write with, and whom nobody writes with yet."""
    if reads_all(tx):
        return []
    given = {"tenant": tx.tenant, "person": tx.actor.person}
    mine = sms_contacts.c.id.in_(met().params(given))
    pairs = sa.select(sms_pairs.c.contact).where(sms_pairs.c.tenant == tx.tenant)
    free = sms_contacts.c.id.not_in(pairs) if writes_from(tx) else sa.false()
    return [mine | free]


def contact(tx: Tx, contact_id: str) -> Any:
    """Load somebody outside for who writes with them. Raises ``NotFound``."""
    people_access.admit(tx)
    return found(tx, sms_contacts, sms_contacts.c.id == contact_id, *seen(tx))


def pair(tx: Tx, conversation_id: str) -> Any:
    """Load what a conversation is of, for a member. Raises ``NotFound``."""
    conversations.member(tx, conversation_id)
    return found(tx, sms_pairs, sms_pairs.c.conversation == conversation_id)


def text_to_decide(tx: Tx, text_id: str) -> Any:
    """Load a text for who serves its conversation, stands in, or looks after texts; nobody else moves it.

    Raises ``NotFound``, ``NotAssigned``.
    """
    tx.unit.lock([tx.tenant])
    row = found(tx, sms_outbox, sms_outbox.c.id == text_id)
    if manages(tx):
        return row
    if not rules.may_serve(tx.actor.person, pair(tx, row.conversation), tx.now):
        raise NotAssigned("Who serves this conversation says what became of its texts.")
    return row


def pair_to_hand_on(tx: Tx, conversation_id: str) -> tuple[Any, Any]:
    """Load a pair and its number for who gives it to somebody else. Raises ``NotFound``, ``NotAssigned``.

    They serve it, stand in, may write from its number, or look after texts, whether they are in there or not.
    """
    row = one(tx, sms_pairs, sms_pairs.c.conversation == conversation_id)
    if row is None:
        raise NotFound
    number = found(tx, sms_senders, sms_senders.c.id == row.sender)
    person = tx.actor.person
    if person in inbox(number) or rules.may_serve(person, row, tx.now) or manages(tx):
        return row, number
    conversations.member(tx, conversation_id)
    raise NotAssigned("Who serves this conversation gives it to somebody else.")
