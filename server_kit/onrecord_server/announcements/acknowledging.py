"""What a reader does with an announcement: gets it, and takes note of it on the record."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict, Refusal, VersionOutdated
from onrecord.wire import announcements as wire
from onrecord_server.announcements import access, present, queries, rules
from onrecord_server.announcements.access import Announcement
from onrecord_server.announcements.rows import acknowledgements, reached
from onrecord_server.conversations import access as conversations
from onrecord_server.conversations.rows import members
from onrecord_server.core.doc import Doc, time_text
from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.operation import Tx, Unchanged, implements, implements_set
from onrecord_server.core.sets import chunks
from onrecord_server.messages.queries import sight_place
from onrecord_server.messages.rows import messages
from onrecord_server.people import access as people_access


@implements(endpoints.ACKNOWLEDGE_MESSAGE)
def acknowledge(tx: Tx, command: wire.AcknowledgeMessage) -> Doc[wire.Acknowledgement]:
    """Put on the record that the actor took note of the newest version; twice is once."""
    found = access.acknowledgeable(tx, command.message_id)
    newest = _hold(tx, found)
    if command.version != newest:
        said = f"This message is at version {newest}: read that one and acknowledge it."
        raise VersionOutdated(said, extra={"version": newest})
    before = queries.acknowledgement(tx, found.id, tx.actor.person, newest)
    if before is not None:
        done = present.acknowledgement(before)
        return Unchanged(wire.Acknowledgement, done.model_dump(mode="json"))
    commit = queries.commitment(tx, found, newest)
    if commit is None:
        raise Conflict("This version is not on the record yet: acknowledge it after the commit.")
    return _record(tx, found, newest, commit)


def _hold(tx: Tx, found: Announcement) -> int:
    """Return the newest version, which stays the newest until this transaction is over."""
    query = sa.select(messages.c.version, messages.c.state).where(
        messages.c.tenant == tx.tenant, messages.c.id == found.id
    )
    row = tx.execute(query.with_for_update(read=True)).one()
    if row.state != "active":
        raise Conflict("This message was removed.")
    return int(row.version)


def _record(tx: Tx, found: Announcement, version: int, commit: str) -> Doc[wire.Acknowledgement]:
    person, behalf = tx.actor.person, tx.actor.on_behalf_of
    row = {
        "tenant": tx.tenant,
        "message": found.id,
        "person": person,
        "version": version,
        "conversation": found.conversation,
        "commitment": commit,
        "at": tx.now,
        "on_behalf_of": behalf,
        "position": None,
    }
    named = {"message_id": found.id, "conversation_id": found.conversation, "person_id": person}
    event = {**named, "version": version, "commit": commit}
    more = {"at": time_text(tx.now), "position": None, "on_behalf_of": behalf}
    doc = Doc(wire.Acknowledgement, {**event, **more})
    tx.record(
        Draft(
            type="message.acknowledged",
            object=found.id,
            audience=to_person(person),
            also=_author(tx, found),
            event=event,
            facts={"conversation": found.conversation, "person_id": person, "commit": commit},
            version=version,
            numbered=[(acknowledgements, "position", row)],
            here=[(doc, "position")],
        )
    )
    return doc


def _author(tx: Tx, found: Announcement) -> str | None:
    """Return the author as an audience while they lead where they wrote it, or ``None``."""
    query = sa.select(members.c.role).where(
        members.c.tenant == tx.tenant,
        members.c.conversation == found.conversation,
        members.c.person == found.author,
        members.c.active,
    )
    role = tx.execute(query).scalar_one_or_none()
    leads = role is not None and rules.may_lead(role).allowed
    return to_person(found.author) if leads else None


@implements_set(endpoints.MARK_REACHED)
def mark_reached(
    txs: Sequence[Tx], commands: Sequence[wire.MarkReached]
) -> list[Doc[wire.Reached] | Refusal]:
    """Note what has arrived where, for a whole run at once. Nothing of it is on the record."""
    found = _visible(txs, commands)
    rows = [
        {"tenant": tx.tenant, "message": one, "person": tx.actor.person, "at": tx.now}
        for tx, ids in zip(txs, found, strict=True)
        for one in ids
    ]
    for some in chunks(rows) if txs else ():
        txs[0].unit.insert_missing(reached, some)
    return [_answer(tx, ids) for tx, ids in zip(txs, found, strict=True)]


def _answer(tx: Tx, ids: Sequence[str]) -> Doc[wire.Reached] | Refusal:
    if not ids:
        try:
            people_access.admit(tx)
        except Refusal as refusal:
            return refusal
    return Unchanged(wire.Reached, {"message_ids": list(ids)})


def _visible(txs: Sequence[Tx], commands: Sequence[wire.MarkReached]) -> list[list[str]]:
    """Return which of the ids are announcements to each actor: two selects, however many ask."""
    rows = _announcements(txs, {one for command in commands for one in command.message_ids})
    asked = [
        (index, rows[(tx.tenant, one)])
        for index, (tx, command) in enumerate(zip(txs, commands, strict=True))
        for one in dict.fromkeys(command.message_ids)
        if (tx.tenant, one) in rows
    ]
    who, where = [txs[index] for index, _ in asked], [row.conversation for _, row in asked]
    found: list[list[str]] = [[] for _ in txs]
    for (index, row), member in zip(asked, conversations.memberships(who, where), strict=True):
        if member is not None and _arrives(row, member):
            found[index].append(row.id)
    return found


def _arrives(row: Any, member: conversations.Membership) -> bool:
    given = {"in_channel": row.in_channel, "acknowledge": row.acknowledge}
    announced = rules.is_announcement(member.posting, **given)
    return announced and row.sight >= member.history_from and row.author != member.person


_COLUMNS: Final = (
    "tenant",
    "id",
    "conversation",
    "position",
    "author",
    "in_channel",
    "acknowledge",
)


def _announcements(txs: Sequence[Tx], ids: set[str]) -> dict[tuple[str, str], Any]:
    found: dict[tuple[str, str], Any] = {}
    for tenant in {tx.tenant for tx in txs}:
        for some in chunks(sorted(ids)):
            query = sa.select(
                *(messages.c[name] for name in _COLUMNS), sight_place.label("sight")
            ).where(
                messages.c.tenant == tenant,
                messages.c.id.in_(list(some)),
                messages.c.position.is_not(None),
                messages.c.state == "active",
            )
            found |= {(row.tenant, row.id): row for row in txs[0].execute(query)}
    return found
