"""Putting up what rules of retention ask: one question for each rule, space and year, counted anew while open.

It ends where its rule is not in force any more, or nothing is left to ask about.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa
from pydantic import BaseModel

from onrecord.endpoints import Endpoint
from onrecord.wire._base import Command
from onrecord_server.core.doc import Doc, moment
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.retention import governing
from onrecord_server.retention.governing import Governing
from onrecord_server.retention_asks import counting, queries, recording, rules
from onrecord_server.retention_asks.counting import Group, Key
from onrecord_server.retention_asks.rows import retention_asks


#: Questions that one transaction puts up, counts anew or ends.
AT_ONCE: Final = 200


class CountAsks(Command):
    """Count what rules of retention ask."""


class CountedAsks(BaseModel):
    """Whether there is more to count at once."""

    more: bool


COUNT_ASKS: Final = Endpoint("retention_asks.count", "PUT", "", CountAsks, CountedAsks, writes=True)
Change = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was counted, by which rules, and what stood then."""

    governed: Governing
    standing: Sequence[Any]
    groups: Mapping[Key, Group]


class _Ahead(CountAsks):
    """A command with what was counted ahead of its turn: a million messages take seconds."""

    found: Any


def _ahead(tx: Tx, _: CountAsks) -> _Ahead:
    return _Ahead.model_construct(found=_find(tx))


def _find(tx: Tx) -> _Found:
    governed, standing = governing.in_force(tx), queries.standing(tx)
    return _Found(governed, standing, counting.count(tx, governed))


@implements(COUNT_ASKS, ahead=_ahead)
def count(tx: Tx, command: CountAsks) -> Doc[CountedAsks]:
    """Put up what is asked now. It is counted without holding anybody up; what changed meanwhile is counted again."""
    found = command.found if isinstance(command, _Ahead) else _find(tx)
    tx.unit.lock([tx.tenant])
    tx.unit.flush()
    if queries.standing(tx) != found.standing or governing.in_force(tx) != found.governed:
        return Unchanged(CountedAsks, {"more": True})
    changes = list(islice(_changes(tx, found.governed, found.standing, found.groups), AT_ONCE))
    for change in changes:
        change()
    more = {"more": len(changes) == AT_ONCE}
    return Doc(CountedAsks, more) if changes else Unchanged(CountedAsks, more)


def _changes(
    tx: Tx, governed: Governing, rows: Iterable[Any], found: Mapping[Key, Group]
) -> Iterator[Change]:
    """Yield what is to be done: end what is over, count anew what is open, put up what is new."""
    hashes, left = rules.hashes(governed.rules), dict(found)
    for row in rows:
        if _is_over(tx, governed, row, hashes):
            yield partial(lapse, tx, row)
        elif row.state == "open":
            yield from _recount(tx, governed, row, left.pop(_key(row), None))
    for key, group in sorted(left.items(), key=lambda one: one[1].first_at):
        if group.messages:
            yield partial(_put_up, tx, _sealed(governed, key, group))


def _is_over(tx: Tx, governed: Governing, row: Any, hashes: Mapping[str, str]) -> bool:
    """Say whether a question, or what was answered to it, does not stand any more."""
    old = row.state == "proposed" and row.policy_version != governed.version
    past = row.state == "kept" and row.until <= tx.now
    return bool(old or past or hashes.get(row.rule) != row.rule_hash)


def _key(row: Any) -> Key:
    return row.rule, row.space, moment(row.first_at).year


def _recount(tx: Tx, governed: Governing, row: Any, group: Group | None) -> Iterator[Change]:
    if group is None or not group.messages:
        yield partial(lapse, tx, row)
        return
    counted = _sealed(governed, _key(row), group)
    if any(getattr(row, name) != value for name, value in counted.items()):
        yield partial(_count_anew, tx, row, counted)


def _sealed(governed: Governing, key: Key, group: Group) -> dict[str, Any]:
    rule, space, _ = key
    return {
        "rule": rule,
        "rule_hash": rules.hashes(governed.rules)[rule],
        "policy_version": governed.version,
        "space": space,
        "messages": group.messages,
        "held": group.held,
        "first_at": group.first_at,
        "last_at": group.last_at,
        "upto": group.upto,
    }


def _put_up(tx: Tx, counted: Mapping[str, Any]) -> None:
    ask_id = tx.ports.new_id("retention_ask")
    facts = {**counted, "hash": rules.hash_of(ask_id, counted)}
    nothing = dict.fromkeys(("erased", "still_held", "kept"), 0) | {"position": -1}
    at = {"asked_at": tx.now, "counted_at": tx.now}
    row = {"tenant": tx.tenant, "id": ask_id, "state": "open", **facts, **at, **nothing}
    tx.execute(sa.insert(retention_asks), row)
    recording.counted(tx, ask_id, facts)


def _count_anew(tx: Tx, row: Any, counted: Mapping[str, Any]) -> None:
    facts = {**counted, "hash": rules.hash_of(row.id, counted)}
    recording.update(tx, row.id, {**facts, "counted_at": tx.now})
    recording.counted(tx, row.id, facts)


def lapse(tx: Tx, row: Any) -> None:
    """End a question; where something was being erased by its answer, certify what went."""
    went = {name: getattr(row, name) for name in ("erased", "still_held", "kept")}
    began = row.state == "approved"
    recording.update(tx, row.id, {"state": "lapsed", "ended_at": tx.now})
    facts = {"state": "lapsed", **(went if began else {})}
    recording.ended(tx, row.id, "lapsed", facts, certifies=began)
