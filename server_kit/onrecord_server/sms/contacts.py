"""People outside: adding, changing and listing them, and that a number has another owner."""

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict, NumberRefused
from onrecord.wire import sms as wire
from onrecord.wire.page import Page
from onrecord.wire.people import UpsertPerson
from onrecord_server.conversations import moves
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.paging import latest_first
from onrecord_server.people import operations as people_operations
from onrecord_server.sms import access, numbers, present, recording, rules
from onrecord_server.sms.rows import sms_contacts, sms_pairs


_PLAIN: Final = ("generation", "active", "person", "version", "created_at", "ended_at")
_SAID: Final = ("client_ref", "tz", "us_state", "locale")
_WORDS: Final = ("number", "name", *_SAID)


def number_of(text: str, home: str | None = None) -> str:
    """Return a number as it is kept. Raises ``NumberRefused`` for one that nobody is written to at."""
    found = numbers.recipient(text, home)
    if isinstance(found, numbers.NoNumber):
        raise NumberRefused(
            found.said,
            errors=[{"pointer": "/number", "detail": found.said}],
            extra={"reason": found.trouble},
        )
    return found.e164


def of_number(tx: Tx, number: str) -> Any:
    """Return who has a number now, or ``None``."""
    return access.one(tx, sms_contacts, sms_contacts.c.number == number, sms_contacts.c.active)


@implements(endpoints.ADD_SMS_CONTACT)
def add_contact(tx: Tx, command: wire.AddSmsContact) -> wire.SmsContact | Doc[wire.SmsContact]:
    """Add somebody outside; who is there already is answered to whom may see them."""
    access.demand_texter(tx)
    number = number_of(command.number, command.home)
    tx.unit.lock([tx.tenant])
    there = of_number(tx, number)
    if there is not None:
        return _there(tx, there)
    said = command.model_dump(include={"name", *_SAID})
    return present.contact(put(tx, number, said))


def _there(tx: Tx, row: Any) -> Doc[wire.SmsContact]:
    if access.one(tx, sms_contacts, sms_contacts.c.id == row.id, *access.seen(tx)) is None:
        raise Conflict("Somebody else writes to this number: ask who looks after texts.")
    return Unchanged(wire.SmsContact, present.contact(row).model_dump(mode="json"))


def put(tx: Tx, number: str, said: Mapping[str, Any], generation: int = 1) -> Any:
    """Put somebody up who has a number from now on; asks for no right of its own."""
    contact_id = tx.ports.new_id("sms_contact")
    row = {
        "tenant": tx.tenant,
        "id": contact_id,
        "number": number,
        **{name: said.get(name) for name in _SAID},
        "name": said.get("name") or "",
        "generation": generation,
        "active": True,
        "person": rules.person_of(contact_id),
        "version": 1,
        "created_at": tx.now,
        "ended_at": None,
    }
    tx.execute(sa.insert(sms_contacts), row)
    _record(tx, row)
    _introduce(tx, row)
    return access.found(tx, sms_contacts, sms_contacts.c.id == contact_id)


def _introduce(tx: Tx, row: Mapping[str, Any]) -> None:
    """Let the people know who somebody outside is; their number is what they are called without a name."""
    shown = row["name"] or numbers.display(row["number"])
    people_operations.add_outsider(
        tx,
        UpsertPerson.model_construct(
            person_id=row["person"], name=shown, roles=[], attributes={"from": "sms"}
        ),
    )


def _record(tx: Tx, row: Mapping[str, Any]) -> None:
    recording.record(
        *(tx, "sms.contact_set", row["id"], {"contact_id": row["id"]}),
        {"set": {name: row[name] for name in _PLAIN}},
        content={"set": {name: row[name] for name in _WORDS}},
        content_id=f"{row['id']}:{row['version']}",
    )


@implements(endpoints.CHANGE_SMS_CONTACT)
def change_contact(tx: Tx, command: wire.ChangeSmsContact) -> wire.SmsContact:
    """Change what is known of somebody outside."""
    access.demand_texter(tx)
    tx.unit.lock([tx.tenant])
    row = access.contact(tx, command.contact_id)
    said = command.model_dump(exclude={"contact_id"}, exclude_none=True)
    changed = _set(tx, row, said)
    if changed["name"] != row.name:
        _introduce(tx, changed)
    return present.contact(access.contact(tx, row.id))


def _set(tx: Tx, row: Any, said: Mapping[str, Any]) -> dict[str, Any]:
    values = {**said, "version": row.version + 1}
    recording.change(tx, sms_contacts, {"id": row.id}, values)
    changed: dict[str, Any] = row._asdict() | values
    _record(tx, changed)
    return changed


@implements(endpoints.RECYCLE_SMS_CONTACT)
def recycle_contact(tx: Tx, command: wire.RecycleSmsContact) -> wire.SmsContact:
    """End who had a number, archive what was said with them, and begin anew with who has it now."""
    access.demand_texter(tx)
    tx.unit.lock([tx.tenant])
    row = access.contact(tx, command.contact_id)
    if not row.active:
        raise Conflict("This number has another owner already.")
    _set(tx, row, {"active": False, "ended_at": tx.now})
    pairs = sa.select(sms_pairs.c.conversation).where(
        sms_pairs.c.tenant == tx.tenant, sms_pairs.c.contact == row.id
    )
    for conversation in tx.execute(pairs).scalars().all():
        moves.set_archived(tx, conversation, archived=True)
    return present.contact(put(tx, row.number, {"name": command.name}, row.generation + 1))


@implements(endpoints.GET_SMS_CONTACT)
def get_contact(tx: Tx, command: wire.GetSmsContact) -> wire.SmsContact:
    """Return somebody outside."""
    return present.contact(access.contact(tx, command.contact_id))


@implements(endpoints.LIST_SMS_CONTACTS)
def list_contacts(tx: Tx, command: wire.ListSmsContacts) -> Page[wire.SmsContact]:
    """List people outside, the newest first."""
    query = sa.select(sms_contacts).where(sms_contacts.c.tenant == tx.tenant, *access.seen(tx))
    if command.number is not None:
        query = query.where(sms_contacts.c.number == number_of(command.number))
    if command.client_ref is not None:
        query = query.where(sms_contacts.c.client_ref == command.client_ref)
    by = (sms_contacts.c.created_at, sms_contacts.c.id)
    rows, cursor = latest_first(tx, query, by, command)
    return Page[wire.SmsContact](data=[present.contact(row) for row in rows], next_cursor=cursor)


def shown(number: str) -> str:
    """Return a number as people write it."""
    return numbers.display(number)
