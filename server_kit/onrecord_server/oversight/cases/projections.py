"""Inside the transaction: what a rule found is to be reviewed, and its author is told what became of it.

Nothing is recorded here: the rows follow from the entries of the findings themselves.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.doc import micros
from onrecord_server.core.draft import Sealed
from onrecord_server.core.hooks import projects
from onrecord_server.core.unit import Unit
from onrecord_server.oversight.cases import rules
from onrecord_server.oversight.cases.rows import cases, notices
from onrecord_server.oversight.casing import PEPPER, fresh


@projects("cases", "message.flagged")
def find(unit: Unit, sealed: Sequence[Sealed]) -> None:
    """Put what was found into the queue, or beside what is there of the same message."""
    for item in sealed:
        facts, message = _timed(item.draft.facts), item.draft.object
        found = _cases_of(unit, item.tenant, message)
        author = author_of(facts, item.actor.person)
        going = next(
            (one for one in found if rules.is_about(one["state"], one["person"], author)), None
        )
        if going is None:
            _make(unit, item, facts, rules.case_id(message, len(found)))
        else:
            _change(unit, going, rules.found_again(going, facts))


_OF: Final = sa.select(cases).where(
    cases.c.tenant == sa.bindparam("tenant"), cases.c.message == sa.bindparam("message")
)


def _cases_of(unit: Unit, tenant: str, message: str) -> list[dict[str, Any]]:
    rows = unit.execute(_OF, {"tenant": tenant, "message": message})
    return [dict(row) for row in rows.mappings()]


def _timed(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {**facts, "due_at": micros(datetime.fromisoformat(facts["due_at"]))}


def _make(unit: Unit, item: Sealed, facts: Mapping[str, Any], case_id: str) -> None:
    author = author_of(facts, item.actor.person)
    row = {**rules.found_first(facts, item.draft.object, author), "id": case_id}
    unit.insert(cases, [fresh(item.tenant, row, item.at, unit.ports.entropy(PEPPER))])


def author_of(facts: Mapping[str, Any], actor: str) -> str:
    """Return who wrote what was found."""
    return str(facts.get("author", actor))


def _change(unit: Unit, row: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    mine = (cases.c.tenant == row["tenant"], cases.c.id == row["id"])
    unit.execute(sa.update(cases).where(*mine).values(**values))


@projects("notices", "message.held", "message.blocked", "message.flagged")
def tell(unit: Unit, sealed: Sequence[Sealed]) -> None:
    """Tell authors what a rule made of their messages; once for each version."""
    rows = []
    for item in sealed:
        draft = item.draft
        author = author_of(draft.facts, item.actor.person)
        entry = {
            "type": draft.type,
            "object": draft.object,
            "version": draft.version,
            "facts": draft.facts,
            "position": item.position,
        }
        row = rules.notice_of(entry, author, item.at)
        if row is not None:
            rows.append({"tenant": item.tenant, **row})
    unit.insert_missing(notices, rows)


@projects("notices", "person.frozen")
def tell_frozen(unit: Unit, sealed: Sequence[Sealed]) -> None:
    """Tell those whom a rule froze that counted what it found."""
    found = []
    for item in sealed:
        entry = {"object": item.draft.object, "facts": item.draft.facts, "position": item.position}
        found.append((item.tenant, rules.freeze_notice(entry, item.at)))
    rows = [{"tenant": tenant, **row} for tenant, row in found if row is not None]
    unit.insert_missing(notices, rows)
