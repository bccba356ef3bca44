"""Loading is authorising: a case for who may review it, and what opening it shows.

``CaseSight`` is the only key to the words of a case; only this module makes one, and it asks anew each
time: the duty, the separation, the policy in force, and whether one is a party by now.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import Conflict, Forbidden, NotFound
from onrecord.wire.policy_document import Act, PolicyDocument, Reviewer
from onrecord_server.conversations import tags
from onrecord_server.core.actor import Actor
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import entries
from onrecord_server.core.sets import chunks
from onrecord_server.messages.rows import held, messages
from onrecord_server.oversight import access as oversight
from onrecord_server.oversight import parties
from onrecord_server.oversight.access import Ruling
from onrecord_server.oversight.cases import apart, rules
from onrecord_server.oversight.cases.rows import case_requests, cases
from onrecord_server.people.rows import people
from onrecord_server.policy import access as policy_access
from onrecord_server.policy import standing


@dataclass
class Bench:
    """Who sits over cases at this moment: the policy in force, those of the cases, and the actor's duties."""

    tx: Tx
    now: Ruling
    duties: frozenset[str]
    _then: dict[int, Ruling] = field(default_factory=dict)

    @cached_property
    def revealed(self) -> dict[str, set[str]]:
        """Return in which cases it was revealed to the actor who somebody is, and whom of them."""
        query = sa.select(case_requests.c.case, case_requests.c.whom).where(
            case_requests.c.tenant == self.tx.tenant,
            case_requests.c.kind == "reveal",
            case_requests.c.state == "approved",
            case_requests.c.asked_by == self.tx.actor.person,
        )
        found: dict[str, set[str]] = {}
        for row in self.tx.execute(query):
            found.setdefault(row.case, set()).add(row.whom)
        return found

    def then(self, version: int) -> Ruling:
        """Return the policy under which a case was made."""
        if version not in self._then:
            self._then[version] = ruling_of(self.tx, version)
        return self._then[version]

    def among(self, row: Any) -> list[Reviewer]:
        """Return who reviews a case."""
        then = self.then(row.policy_version).document
        return rules.reviewers(self.now.document, then, row.trigger)

    def duty(self, row: Any, act: Act) -> str:
        """Return as what the actor does something. Raises ``Forbidden`` where they may not."""
        duty = rules.duty_for(self.among(row), self.duties, act)
        if duty is None:
            raise Forbidden(f"You have no duty that may {act} what {row.trigger} finds.")
        return duty

    def may(self, row: Any, act: Act) -> bool:
        """Say whether the actor has a duty for an act."""
        return self.may_trigger(row.trigger, row.policy_version, act)

    def may_trigger(self, trigger: str, version: int, act: Act) -> bool:
        """Say the same of what a trigger of a version found."""
        then = self.then(version).document
        among = rules.reviewers(self.now.document, then, trigger)
        return rules.duty_for(among, self.duties, act) is not None

    def asks_two(self, row: Any, act: Act) -> bool:
        """Say whether undoing what an act did takes two people."""
        return rules.asks_two(self.among(row), self.duties, act)

    def needs_two(self, row: Any, act: Act) -> bool:
        """Say whether the actor needs a second person for an act."""
        return rules.needs_two(self.among(row), self.duties, act)


def bench(tx: Tx) -> Bench:
    """Return who sits over cases. Raises ``Forbidden`` where no policy is in force."""
    return Bench(tx, oversight.ruling(tx), policy_access.duties(tx))


def ruling_of(tx: Tx, version: int) -> Ruling:
    """Return an approved version of the policy and what it says."""
    found = next(one for one in standing.approved(tx.unit, tx.tenant) if one.version == version)
    return oversight.ruled(tx, found)


# -- loading ---------------------------------------------------------------------------------------


def seen(tx: Tx, case_id: str) -> tuple[Any, Bench]:
    """Load a case for who may open it, approves or audits. Raises ``NotFound`` for all others.

    That includes whom it is about, who is in the conversation, and their line of management.
    """
    sits = _bench_or_nothing(tx)
    row = row_of(tx, case_id)
    sees_it = sees(sits, row or Nowhere(case_id, sits.now.version.version))
    if row is None or not sees_it:
        raise NotFound
    return row, sits


@dataclass(frozen=True)
class Nowhere:
    """A case that is not there, of which as much is asked as of one that is there for others."""

    id: str
    policy_version: int
    trigger: str = ""
    person: str = "\N{REPLACEMENT CHARACTER}"
    message: str = "msg_"
    conversation: str = "cnv_"


def _bench_or_nothing(tx: Tx) -> Bench:
    try:
        return bench(tx)
    except Forbidden:
        raise NotFound from None


def changing(tx: Tx, case_id: str) -> tuple[Any, Bench]:
    """Load a case for who is about to change it; nobody else does so meanwhile."""
    oversight.by_oneself(tx)
    tx.unit.lock([tx.tenant])
    return seen(tx, case_id)


def rows_of(tx: Tx, ids: Iterable[str]) -> dict[str, Any]:
    """Return the rows of some cases by their ids."""
    found: dict[str, Any] = {}
    for some in chunks(sorted(set(ids))):
        query = sa.select(cases).where(cases.c.tenant == tx.tenant, cases.c.id.in_(list(some)))
        found |= {row.id: row for row in tx.execute(query)}
    return found


def row_of(tx: Tx, case_id: str) -> Any:
    """Return a case's row, or ``None``."""
    query = sa.select(cases).where(cases.c.tenant == tx.tenant, cases.c.id == case_id)
    return tx.execute(query).one_or_none()


def sees(sits: Bench, row: Any) -> bool:
    """Say whether a case is there for the actor."""
    may, party = sits.may(row, "open"), is_party(sits.tx, row)
    return (may or oversight.sees_all(sits.duties)) and not party


def is_party(tx: Tx, row: Any, person: str | None = None) -> bool:
    """Say whether a case is about somebody, what they brought, their conversation or their line of management."""
    asking = tx if person is None else replace(tx, actor=Actor(tx.tenant, person))
    brought = apart.has_brought(tx, row, asking.actor.person)
    named = [row.person] if row.person else []
    places = {row.conversation: parties.place(tx, row.message)} if row.conversation else {}
    try:
        oversight.demand_apart(asking, named, places)
    except Forbidden:
        return True
    return brought


def handed_on(tx: Tx, row: Any) -> set[str]:
    """Return everybody who ever handed a case on: none of them gets it back."""
    query = sa.select(entries.c.actor).where(
        entries.c.tenant == tx.tenant, *_handed(entries.c.object == row.id)
    )
    return {*tx.execute(query).scalars(), *({row.escalated_by} - {None})}


def handed_by(person: str) -> sa.ColumnElement[bool]:
    """Say of a case whether somebody ever handed it on."""
    mine = (entries.c.tenant == cases.c.tenant, entries.c.actor == person)
    return sa.exists().where(*mine, *_handed(entries.c.object == cases.c.id))


def _handed(about: sa.ColumnElement[bool]) -> tuple[sa.ColumnElement[bool], ...]:
    return about, entries.c.type == "case.escalated"


def demand_version(row: Any, version: int) -> None:
    """Refuse a change of a case that somebody else changed since it was read. Raises ``Conflict``."""
    if row.version != version:
        raise Conflict(f"The case is at version {row.version} by now: look at it again.")


# -- who has it ------------------------------------------------------------------------------------


def void(sits: Bench, rows: Iterable[Any]) -> set[str]:
    """Return those of some cases whose reviewer may not have them any more: the duty gone, or a party by now."""
    tx, held = sits.tx, [row for row in rows if row.assignee is not None]
    duties = duties_of(tx, {row.assignee for row in held})
    concerned = _parties(tx, held)
    return {
        row.id
        for row in held
        if rules.duty_for(sits.among(row), duties.get(row.assignee, frozenset()), "open") is None
        or row.id in concerned
    }


def duties_of(tx: Tx, ids: set[str]) -> dict[str, frozenset[str]]:
    """Return the duties of some people at this moment."""
    query = sa.select(people).where(people.c.tenant == tx.tenant, people.c.id.in_(sorted(ids)))
    found = tx.execute(query) if ids else ()
    return {row.id: policy_access.duties_of(row) for row in found}


def _parties(tx: Tx, rows: list[Any]) -> set[str]:
    wanted = [row.id for row in rows if row.conversation]
    query = sa.select(cases.c.id).where(
        cases.c.tenant == tx.tenant, cases.c.id.in_(wanted), apart.concerns(cases.c.assignee)
    )
    return set(tx.execute(query).scalars()) if wanted else set()


def reviewer(sits: Bench, row: Any) -> str | None:
    """Return who has a case at this moment."""
    return None if void(sits, [row]) else row.assignee


def state(sits: Bench, row: Any) -> str:
    """Return a case's state at this moment."""
    has = reviewer(sits, row) is not None
    return rules.state_at(row, sits.tx.now, has_reviewer=has)


def demand_mine(sits: Bench, row: Any, *states: str) -> None:
    """Refuse who does not have a case that they have opened. Raises ``Conflict``."""
    found = state(sits, row)
    if found not in states:
        raise Conflict(f"Open the case first: it is {found}.")
    me = sits.tx.actor.person
    if reviewer(sits, row) != me:
        raise Conflict("Another reviewer has this case.")
    if found == "appealed" and looked_at(sits.tx, row, me) < _last(sits.tx, row, "case.appealed"):
        raise Conflict("Open the case first: you have not looked at it since it was appealed.")


def looked_at(tx: Tx, row: Any, person: str) -> int:
    """Return where the record says that somebody last looked at a case, -1 for never."""
    now = (
        one
        for one in tx.unit.recorded
        if (one.draft.type, one.draft.object) == ("case.opened", row.id)
    )
    if any(one.actor.person == person for one in now):
        return _NOW
    return _last(tx, row, "case.opened", entries.c.actor == person)


#: After everything that the record has.
_NOW: Final = 2**63 - 1


def _last(tx: Tx, row: Any, kind: str, *also: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.max(entries.c.position)).where(
        entries.c.tenant == tx.tenant, entries.c.object == row.id, entries.c.type == kind, *also
    )
    found = tx.execute(query).scalar()
    return -1 if found is None else int(found)


# -- the door --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CaseSight:
    """What a case shows its reviewer at this moment. Only this module makes one."""

    tenant: str
    case: str
    looker: str
    conversation: str
    message: str
    since: int
    before: int
    after: int
    #: Tags that keep it out, wherever a conversation has or had one.
    protecting: tuple[str, ...]


def sight(sits: Bench, row: Any, *, second: bool = False) -> CaseSight | None:
    """Return what a case shows who has it, or a ``second`` person who is asked to approve something.

    ``None`` where it is about no message, and where a tag protects it: only a legal process opens that.

    Nothing is reached that was written under a narrower policy than that of the case.
    """
    tx = sits.tx
    sits.duty(row, "open")
    if not second:
        demand_mine(sits, row, "opened", "appealed")
    elif not approves(sits, row):
        raise Forbidden("Nothing waits here for a second person.")
    if row.message is None or row.id in protected(tx, [row]):
        return None
    then = sits.then(row.policy_version)
    before, after = around(then.document, row)
    since = oversight.reach(tx, then, row.trigger)
    place = (row.conversation, row.message)
    kept = tags.protecting(tx)
    return CaseSight(tx.tenant, row.id, tx.actor.person, *place, since, before, after, kept)


def protected(tx: Tx, rows: Iterable[Any]) -> set[str]:
    """Return those of some cases whose message a tag protects, now or when it was written."""
    wanted = [row.id for row in rows if row.message is not None]
    names = tags.protecting(tx)
    if not wanted or not names:
        return set()
    mine = (messages.c.tenant == cases.c.tenant) & (messages.c.id == cases.c.message)
    # What was kept back was written, too; only what is on its way now is after everything.
    kept = (
        sa.select(sa.func.max(held.c.position))
        .where(held.c.tenant == cases.c.tenant, held.c.id == cases.c.message)
        .correlate(cases)
        .scalar_subquery()
    )
    place = sa.func.coalesce(messages.c.position, kept, sa.literal(parties.NEWEST, sa.BigInteger))
    query = (
        sa.select(cases.c.id)
        .outerjoin(messages, mine)
        .where(cases.c.tenant == tx.tenant, cases.c.id.in_(wanted))
        .where(tags.shielded(tx.tenant, cases.c.conversation, place, names))
    )
    return set(tx.execute(query).scalars())


def approves(sits: Bench, row: Any) -> bool:
    """Say whether something of a case waits for the actor as the second person."""
    tx = sits.tx
    if rules.took_part(row, tx.actor.person):
        return False
    query = sa.select(case_requests).where(
        case_requests.c.tenant == tx.tenant,
        case_requests.c.case == row.id,
        case_requests.c.state == "waiting",
        case_requests.c.asked_by != tx.actor.person,
    )
    waiting = [one for one in tx.execute(query) if rules.is_waiting(one, row, tx.now)]
    return reviewer(sits, row) != tx.actor.person and any(
        all(sits.may(row, act) for act in rules.acts_of(one.kind, one.action)) for one in waiting
    )


def around(document: PolicyDocument, row: Any) -> tuple[int, int]:
    """Return how many messages a case shows before and after its own."""
    context = document.process.context
    before = context if row.before is None else row.before
    return before, context if row.after is None else row.after


def knows(sits: Bench, row: Any, whom: str = "people") -> bool:
    """Say whether the actor sees who the people of a case are, or who reported it."""
    if whom == "people" and rules.sees_identity(sits.among(row), sits.duties):
        return True
    return whom in sits.revealed.get(row.id, set()) and sits.may(row, "reveal_identity")
