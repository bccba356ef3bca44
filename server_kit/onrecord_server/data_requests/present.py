"""Requests as people are shown them, and their events again from the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.wire import data_requests as wire
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx
from onrecord_server.core.stream import Stored, composes
from onrecord_server.data_requests import access, queries, rules
from onrecord_server.data_requests.recording import said_of
from onrecord_server.data_requests.rows import OPEN
from onrecord_server.holds import access as holds
from onrecord_server.holds.queries import silent
from onrecord_server.holds.rules import may_read
from onrecord_server.messages.proofs import shows
from onrecord_server.policy import access as policy_access


_SAME = (
    *("id", "kind", "state", "made_by", "identified_by", "weighed_by", "weighing_hash"),
    "approved_by",
)
_TIMES = ("received_at", "due_at", "weighed_at", "until", "ended_at")


def shown(tx: Tx, rows: Sequence[Any]) -> list[wire.DataRequest]:
    """Return requests as the actor may know them."""
    said = queries.said(tx, rows)
    copies = queries.archives(tx, rows)
    reads = not rules.HANDLERS.isdisjoint(policy_access.duties(tx))
    known = {own: _known(tx, own=own) for own in {row.person == tx.actor.person for row in rows}}
    found = [_one(tx, row, said, known[row.person == tx.actor.person], reads=reads) for row in rows]
    return [
        one.model_copy(update=_copy(copies[one.id])) if one.id in copies else one for one in found
    ]


@dataclass(frozen=True, slots=True)
class _Known:
    """Which holds are none for the actor, and whether they see any at all."""

    secret: frozenset[str]
    names_holds: bool


def _known(tx: Tx, *, own: bool) -> _Known:
    """Return what the actor knows: whom it is about, and who sees no holds, knows of no silent one."""
    sees = not own and may_read(policy_access.duties(tx)).allowed
    return _Known(frozenset(holds.hidden(tx)) if sees else silent(tx), sees)


def one(tx: Tx, row: Any) -> wire.DataRequest:
    """Return a request as the actor may know it."""
    return shown(tx, [row])[0]


def _one(
    tx: Tx, row: Any, said: Mapping[str, Any], known: _Known, *, reads: bool
) -> wire.DataRequest:
    own = row.person == tx.actor.person
    weighed = said.get(row.weighing_content_id or "", {})
    goes, kept = rules.told(
        weighed.get("goes", 0), weighed.get("kept", ()), known.secret, names_holds=known.names_holds
    )
    return wire.DataRequest.model_validate(
        {
            **{name: getattr(row, name) for name in _SAME},
            **{name: _moment(getattr(row, name)) for name in _TIMES},
            "person_id": row.person,
            "overdue": row.state in rules.OPEN and row.due_at <= tx.now,
            "said": _text(said, row.content_id) if own or reads else None,
            "extended": _text(said, row.extended_content_id),
            "identified_how": _text(said, row.identified_content_id),
            "answer": _text(said, row.answer_content_id),
            "goes": goes if "goes" in weighed else None,
            "kept": kept,
            "complete": weighed.get("complete"),
            "erased": row.erased + row.going,
            "left": row.left_over,
            "position": row.ended_position,
        }
    )


@shows("data_request.moved")
def _proves(tx: Tx, request_id: str) -> None:
    access.request(tx, request_id)


def _copy(row: Any) -> dict[str, Any]:
    return {"archive": _archive(row)} if row.state == "done" else {"stopped": row.state}


def _archive(row: Any) -> wire.DataArchive:
    opened = row.opened_at
    return wire.DataArchive(
        size=row.size,
        sha256=row.sha256,
        until=moment(row.until),
        opened_at=_moment(opened),
        open_until=None if opened is None else moment(opened + OPEN),
    )


def _moment(value: int | None) -> Any:
    return None if value is None else moment(value)


def _text(said: Mapping[str, Any], content_id: str | None) -> Any:
    return said.get(content_id or "", {}).get("text")


@composes(
    "data_request.made", "data_request.weighed", "data_request.advanced", "data_request.moved"
)
def _event(item: Stored) -> dict[str, Any]:
    entry = item.entry
    return {"request_id": entry["object"], **said_of(entry["type"], entry["facts"])}
