"""Telling who audits what is out of the ordinary about reviewers, when it first shows in a quarter.

The running app asks by itself (``watcher``). Each entry is for one person who audits, who sees no
content; it names a reviewer and a pattern, and no case.
"""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import sqlalchemy as sa

from onrecord.endpoints import Endpoint
from onrecord.errors import Forbidden
from onrecord.wire._base import Command, Wire
from onrecord.wire.watching import Oddity
from onrecord_server.core.doc import Doc, micros, moment
from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.rows import entries
from onrecord_server.core.sets import chunks
from onrecord_server.core.stream import Stored, composes
from onrecord_server.oversight import access
from onrecord_server.oversight.unnamed import record_unnamed
from onrecord_server.oversight.watching import reading, rules
from onrecord_server.people.rows import people
from onrecord_server.policy import access as policy_access
from onrecord_server.record.story import tells


#: What is looked at: the same time as ``watch.reviewers`` shows where none is named.
SPAN: Final = timedelta(days=30)


class LookAtReviewers(Command):
    """Look at what reviewers did lately."""


class LookedAtReviewers(Wire):
    """How many were told of something."""

    told: int = 0


#: What the running app does by itself. Not callable from afar.
NOTICE: Final = Endpoint("watch.notice", "PUT", "", LookAtReviewers, LookedAtReviewers, writes=True)
#: Whom it concerns, who it is about, what, and the quarter.
_Noticed = tuple[str, str, Oddity, str]


@implements(NOTICE)
def notice(tx: Tx, _: LookAtReviewers) -> Doc[LookedAtReviewers]:
    """Tell everybody who audits of what they have not been told of in this quarter."""
    if not tx.actor.is_service:
        raise Forbidden("Only the house does this.")
    tx.unit.lock([tx.tenant])
    auditors = _auditors(tx)
    found = {_id(one): one for one in _found(tx, auditors)} if auditors else {}
    fresh = sorted(found.keys() - _told(tx, sorted(found)))
    for one in fresh:
        _record(tx, one, found[one])
    answer = {"told": len(fresh)}
    return Doc(LookedAtReviewers, answer) if fresh else Unchanged(LookedAtReviewers, answer)


def _auditors(tx: Tx) -> list[str]:
    query = sa.select(people).where(
        people.c.tenant == tx.tenant,
        people.c.roles.contains(f'"{access.AUDITOR}"', autoescape=True),
    )
    rows = tx.execute(query.order_by(people.c.id))
    return [row.id for row in rows if access.AUDITOR in policy_access.duties_of(row)]


def _found(tx: Tx, auditors: list[str]) -> Iterator[_Noticed]:
    now = moment(tx.now)
    acts = reading.acts(tx, micros(now - SPAN), tx.now)
    tallies, quarter = rules.tallies(acts, timedelta()), rules.quarter_of(now)
    for person, tally in tallies.items():
        others = [one for one in tallies.values() if one is not tally]
        for odd in rules.oddities(tally, others):
            yield from ((auditor, person, odd, quarter) for auditor in auditors)


def _id(one: _Noticed) -> str:
    return "odd_" + hashlib.blake2b("\n".join(one).encode(), digest_size=16).hexdigest()


def _told(tx: Tx, ids: list[str]) -> set[str]:
    found: set[str] = set()
    for some in chunks(ids):
        query = sa.select(entries.c.object).where(
            entries.c.tenant == tx.tenant, entries.c.object.in_(list(some))
        )
        found |= set(tx.execute(query).scalars())
    return found


def _record(tx: Tx, name: str, one: _Noticed) -> None:
    auditor, *said = one
    facts = dict(zip(("person_id", "odd", "quarter"), said, strict=True))
    draft = Draft(
        type="reviewer.noticed", object=name, audience=to_person(auditor), event=facts, facts=facts
    )
    record_unnamed(tx, draft)


@composes("reviewer.noticed")
def _noticed(item: Stored) -> dict[str, Any]:
    return dict(item.entry["facts"])


@tells("reviewer.noticed")
def _tells(entry: Any) -> str:
    facts = entry["facts"]
    return f"told who audits of {facts['person_id']} in {facts['quarter']}: {facts['odd']}"
