"""How it is with people: frozen, gone, without acknowledgement of the policy, signed out.

It is for those who may freeze people by the policy in force, and for those who audit. It holds no word
of anybody; when somebody was here last is kept nowhere.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import standings as wire
from onrecord.wire.freezes import Freeze
from onrecord.wire.page import Page
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx, implements
from onrecord_server.moderation import freezing
from onrecord_server.oversight.cases.frozen import veiled
from onrecord_server.oversight.freezing import demand_seeing
from onrecord_server.people import present, rules
from onrecord_server.people.rows import people
from onrecord_server.policy import standing
from onrecord_server.policy.rows import policy_acknowledgements as acknowledgements


_MINE: Final = sa.and_(
    acknowledgements.c.tenant == people.c.tenant, acknowledgements.c.person == people.c.id
)


@implements(endpoints.LIST_STANDINGS)
def list_standings(tx: Tx, command: wire.ListStandings) -> Page[wire.PersonStanding]:
    """Return how it is with people, by name."""
    demand_seeing(tx)
    query = sa.select(people).where(people.c.tenant == tx.tenant, *_narrowed(tx, command))
    if command.cursor is not None:
        place = sa.tuple_(people.c.name_key, people.c.id)
        query = query.where(place > sa.tuple_(*read_cursor(command.cursor, str, str)))
    query = query.order_by(people.c.name_key, people.c.id).limit(command.limit + 1)
    rows = tx.execute(query).all()
    page = rows[: command.limit]
    more = len(rows) > len(page)
    cursor = write_cursor(page[-1].name_key, page[-1].id) if more else None
    return Page[wire.PersonStanding](data=_shown(tx, page), next_cursor=cursor)


def _narrowed(tx: Tx, command: wire.ListStandings) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if command.ids:
        found.append(people.c.id.in_(command.ids))
    if typed := command.query.strip():
        named = people.c.name_key.like(rules.like_prefix(typed), escape="!")
        found.append(named | (people.c.id == typed))
    if command.state is not None:
        found.append(_in_state(tx, command.state))
    return found


def _in_state(tx: Tx, state: wire.StandingState) -> sa.ColumnElement[bool]:
    if state == "frozen":
        return people.c.id.in_(sorted(_frozen(tx)))
    if state in ("active", "deactivated"):
        return people.c.status == state
    enough = sa.exists().where(_MINE, acknowledgements.c.version >= _needs(tx))
    return sa.and_(people.c.status == "active", sa.not_(enough))


def _frozen(tx: Tx) -> dict[str, freezing.Standing]:
    """Return who is frozen, but those who are nobody to the actor but the author in a case."""
    found, hidden = freezing.frozen(tx.unit, tx.tenant, tx.now), veiled(tx)
    return {person: one for person, one in found.items() if person not in hidden}


def _needs(tx: Tx) -> int:
    """Return the oldest version whose acknowledgement is enough; 0 where no policy is in force."""
    found = standing.in_force(tx.unit, tx.tenant, tx.now)
    return 0 if found is None else found.needs


def _shown(tx: Tx, rows: Sequence[Any]) -> list[wire.PersonStanding]:
    done = _acknowledged(tx, [row.id for row in rows])
    frozen = _frozen(tx)
    needs = _needs(tx)
    return [_one(row, frozen.get(row.id), done.get(row.id), needs) for row in rows]


def _acknowledged(tx: Tx, ids: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """Return the newest version that each of some people acknowledged, and when."""
    mine = acknowledgements.c
    query = (
        sa.select(mine.person, mine.version, mine.at)
        .where(mine.tenant == tx.tenant, mine.person.in_(ids))
        .order_by(mine.version)
    )
    return {row.person: (row.version, row.at) for row in tx.execute(query)}


def _one(
    row: Any, frozen: freezing.Standing | None, done: tuple[int, int] | None, needs: int
) -> wire.PersonStanding:
    version, at = done or (0, 0)
    return wire.PersonStanding(
        person=present.person(row),
        freeze=None if frozen is None else Freeze.model_validate(freezing.document(frozen)),
        acknowledged=version or None,
        acknowledged_at=moment(at) if at else None,
        must_acknowledge=row.status == "active" and version < needs,
        tokens_after=moment(row.tokens_after) if row.tokens_after else None,
    )
