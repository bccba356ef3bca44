"""Numbers that texts go from: adding, changing and listing them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict, Invalid, SenderUnregistered
from onrecord.wire import sms as wire
from onrecord.wire.page import Page
from onrecord_server.core.actor import Actor
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.paging import latest_first
from onrecord_server.people.rows import people
from onrecord_server.sms import access, numbers, present, recording
from onrecord_server.sms.rows import sms_senders
from onrecord_server.spaces import access as space_access


#: Columns that entries name, and those that are content: they name a house or its people.
_PLAIN: Final = (
    *("account", "kind", "region", "programme", "brand_id", "campaign_id", "use_case"),
    *("category", "rate", "daily_cap", "state", "version", "created_at"),
)
_WORDS: Final = ("number", "name", "inbox")
_CHANGES: Final = (
    *("name", "programme", "brand_id", "campaign_id", "use_case", "category", "rate"),
    *("daily_cap", "state"),
)


@implements(endpoints.ADD_SMS_SENDER)
def add_sender(tx: Tx, command: wire.AddSmsSender) -> wire.SmsSender:
    """Add a number; a long code of the United States has its registration."""
    account = access.account(tx, command.account_id)
    kind, region = _kind(command.number)
    if access.one(tx, sms_senders, sms_senders.c.number == command.number) is not None:
        raise Conflict("Texts go from this number already: change that one.")
    said = command.model_dump(exclude={"account_id", "inbox"})
    row = {
        "tenant": tx.tenant,
        "id": tx.ports.new_id("sms_sender"),
        **said,
        "account": account.id,
        "kind": kind,
        "region": region,
        "state": "active",
        "version": 1,
        "inbox": _inbox(tx, command.inbox),
        "created_at": tx.now,
        "slot_at": 0,
    }
    _demand_registered(row)
    tx.execute(sa.insert(sms_senders), row)
    _record(tx, row)
    return present.sender(access.sender(tx, row["id"]))


def again(tx: Tx, command: wire.AddSmsSender) -> wire.SmsSender:
    """Return the sender of this number, as it is now. Raises ``Forbidden``, ``NotFound``."""
    access.demand_manager(tx)
    return present.sender(access.found(tx, sms_senders, sms_senders.c.number == command.number))


def _kind(number: str) -> tuple[str, str | None]:
    kind = numbers.sender_kind(number)
    if kind is None:
        said = "This is neither a number in E.164, nor a short code, nor a name of 11 letters."
        raise Invalid(said, errors=[{"pointer": "/number", "detail": said}])
    found = numbers.recipient(number) if number.startswith("+") else None
    return kind, found.region if isinstance(found, numbers.Number) else None


def _demand_registered(row: Mapping[str, Any]) -> None:
    """Refuse a long code of the United States without brand and campaign. Raises ``SenderUnregistered``."""
    asked = row["kind"] == "long_code" and row["region"] == "US"
    if asked and not (row["brand_id"] and row["campaign_id"]):
        raise SenderUnregistered("Carriers block it otherwise: give its brand_id and campaign_id.")


def _inbox(tx: Tx, persons: Sequence[str]) -> str:
    """Return an inbox of people who work here: no guest of a space. Raises ``Invalid`` with the others."""
    query = sa.select(people.c.id).where(
        people.c.tenant == tx.tenant, people.c.status == "active", people.c.id.in_(list(persons))
    )
    here = set(tx.execute(query).scalars())
    wrong = [one for one in persons if one not in here or _is_guest(tx, one)]
    if wrong:
        names = ", ".join(wrong[:5])
        errors = [{"pointer": "/inbox", "detail": names}]
        raise Invalid(f"These people do not work here: {names}.", errors=errors)
    return json.dumps(list(persons))


def _is_guest(tx: Tx, person: str) -> bool:
    return space_access.is_guest_only(replace(tx, actor=Actor(tx.tenant, person)))


def _record(tx: Tx, row: Mapping[str, Any]) -> None:
    recording.record(
        *(tx, "sms.sender_set", row["id"], {"sender_id": row["id"]}),
        {"set": {name: row[name] for name in _PLAIN}},
        content={"set": {name: row[name] for name in _WORDS}},
        content_id=f"{row['id']}:{row['version']}",
        rights=True,
    )


@implements(endpoints.CHANGE_SMS_SENDER)
def change_sender(tx: Tx, command: wire.ChangeSmsSender) -> wire.SmsSender:
    """Change a number; what is null stays."""
    access.demand_manager(tx)
    tx.unit.lock([tx.tenant])
    row = access.sender(tx, command.sender_id)._asdict()
    said = {name: getattr(command, name) for name in _CHANGES}
    changed: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
    if command.inbox is not None:
        changed["inbox"] = _inbox(tx, command.inbox)
    row |= changed | {"version": row["version"] + 1}
    _demand_registered(row)
    recording.change(tx, sms_senders, {"id": row["id"]}, changed | {"version": row["version"]})
    _record(tx, row)
    return present.sender(access.sender(tx, row["id"]))


@implements(endpoints.LIST_SMS_SENDERS)
def list_senders(tx: Tx, command: wire.ListSmsSenders) -> Page[wire.SmsSender]:
    """List numbers, the newest first: those that the actor writes from, or all."""
    query = sa.select(sms_senders).where(sms_senders.c.tenant == tx.tenant)
    if not access.reads_all(tx):
        query = query.where(sms_senders.c.id.in_(access.writes_from(tx)))
    by = (sms_senders.c.created_at, sms_senders.c.id)
    rows, cursor = latest_first(tx, query, by, command)
    return Page[wire.SmsSender](data=[present.sender(row) for row in rows], next_cursor=cursor)
