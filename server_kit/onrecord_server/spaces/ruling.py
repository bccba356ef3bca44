"""Who is in a space by its rule: worked out over all people at once, or for one who changed."""

import dataclasses
import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import ConfirmAudience, QuotaExceeded
from onrecord.wire.people import Person
from onrecord.wire.spaces import SetRule
from onrecord_server.core.draft import Draft, to_moderators
from onrecord_server.core.operation import Tx
from onrecord_server.people.follow import follows
from onrecord_server.people.rows import people
from onrecord_server.spaces import rules, steps
from onrecord_server.spaces.access import Standing
from onrecord_server.spaces.language import Facts, parse
from onrecord_server.spaces.rows import space_members, spaces
from onrecord_server.spaces.steps import Place, Places


logger = logging.getLogger("onrecord.spaces")


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a rule matches now, by name, of how many people there are."""

    people: Sequence[str]
    everybody: int

    @property
    def must_confirm(self) -> bool:
        """Say whether its number must be confirmed."""
        return rules.must_confirm(len(self.people), self.everybody)


def audience(tx: Tx, rule: str) -> Audience:
    """Return whom a rule matches among the active people. Raises ``RuleUnreadable``."""
    test = parse(rule)
    query = (
        sa.select(people.c.id, people.c.roles, people.c.attributes)
        .where(people.c.tenant == tx.tenant, people.c.status == "active")
        .order_by(people.c.name_key, people.c.id)
    )
    rows = tx.execute(query).all()
    return Audience([row.id for row in rows if test(facts_of(row))], len(rows))


def facts_of(row: Any) -> Facts:
    """Return what the host says of a person, from their row."""
    return Facts(row.id, frozenset(json.loads(row.roles)), json.loads(row.attributes))


def confirm(found: Audience, said: int | None) -> None:
    """Demand the number of a large audience. Raises ``ConfirmAudience`` with it."""
    count = len(found.people)
    if found.must_confirm and said != count:
        raise ConfirmAudience(
            f"This rule matches {count} of {found.everybody} people: confirm with that number.",
            extra={"count": count},
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """Who would come into a space and who would go, if a rule matched some people."""

    coming: Sequence[str]
    going: Sequence[str]


def difference(known: Places, matched: Iterable[str]) -> Difference:
    """Compare a space's rows with whom a rule matches; who is kept out stays out."""
    wanted = dict.fromkeys(matched)
    inside = {person for person, row in known.items() if row.active}
    out = {person for person, row in known.items() if not row.active and row.kept_out}
    ruled = [p for p, row in known.items() if row.active and row.source == "rule"]
    coming = [person for person in wanted if person not in inside and person not in out]
    return Difference(coming, [person for person in ruled if person not in wanted])


def apply(tx: Tx, space_id: str, role: str, known: Places, matched: Sequence[str]) -> None:
    """Let those go and come who are to. Raises ``QuotaExceeded`` for too many."""
    found, coming = difference(known, matched), steps.Coming(role, "rule")
    size = sum(row.active for row in known.values())
    check_size(tx, size + len(found.coming) - len(found.going))
    steps.part(tx, space_id, found.going, keep_out=False)
    steps.enter(tx, space_id, found.coming, coming, known)
    for row in _with_another_role(known, matched, role):
        steps.change(tx, row, coming)


def _with_another_role(known: Places, matched: Sequence[str], role: str) -> list[Place]:
    staying = [known[person] for person in matched if person in known and known[person].active]
    return [row for row in staying if row.source == "rule" and row.role != role]


def replace(tx: Tx, standing: Standing, command: SetRule, matched: Sequence[str]) -> None:
    """Put another rule in place: who was kept out under the old one is asked about anew."""
    space_id, version = standing.space, standing.rule_version + 1
    values = {"rule": command.rule, "rule_role": command.role, "rule_version": version}
    mine = (spaces.c.tenant == tx.tenant, spaces.c.id == space_id)
    tx.execute(sa.update(spaces).where(*mine).values(**values))
    record(tx, space_id, command.rule, command.role, version)
    known = steps.places(tx, space_id)
    kept_out = [p for p, row in known.items() if row.kept_out]
    steps.update(tx, space_id, kept_out, {"kept_out": False})
    apply(tx, space_id, command.role, asked_anew(known), matched)


def asked_anew(known: Places) -> Places:
    """Return who is and was in a space as if nobody were kept out: so a new rule sees them."""
    return {person: dataclasses.replace(row, kept_out=False) for person, row in known.items()}


def record(tx: Tx, space_id: str, rule: str | None, role: str, version: int) -> None:
    """Put it on the record that another rule holds."""
    tx.record(
        Draft(
            type="space.ruled",
            object=space_id,
            audience=to_moderators(space_id),
            event={"space_id": space_id, "rule": rule, "rule_role": role},
            facts={"rule_role": role},
            version=version,
            content={"rule": rule},
            content_id=f"{space_id}:rule:{version}",
            rights=True,
        )
    )


def check_size(tx: Tx, size: int) -> None:
    """Refuse more members than a space may have."""
    most = tx.settings.members_a_space
    if size > most:
        raise QuotaExceeded(f"A space has at most {most} members.", extra={"quota": "members"})


_RULED: Final = (
    sa.select(spaces.c.id, spaces.c.rule, spaces.c.rule_role)
    .where(spaces.c.tenant == sa.bindparam("tenant"), spaces.c.rule.is_not(None))
    .order_by(spaces.c.id)
)


@follows
def person_changed(tx: Tx, person: Person) -> None:
    """Look at every rule again for one person of whom the host says something else now."""
    facts = Facts(person.id, frozenset(person.roles), person.attributes)
    for space in tx.execute(_RULED, {"tenant": tx.tenant}).all():
        matches = person.status == "active" and parse(space.rule)(facts)
        _settle(tx, space, person.id, matches=matches)


def _settle(tx: Tx, space: Any, person: str, *, matches: bool) -> None:
    known = steps.places(tx, space.id, [person])
    row = known.get(person)
    if row is not None and row.active:
        if row.source == "rule" and not matches:
            steps.part(tx, space.id, [person], keep_out=False)
    elif matches and not (row is not None and row.kept_out):
        _let_in(tx, space, person, known)
    elif not matches and row is not None and row.kept_out:
        steps.update(tx, space.id, [person], {"kept_out": False})


def _let_in(tx: Tx, space: Any, person: str, known: Places) -> None:
    """A full space takes nobody; the host's login must not fail for it."""
    count = sa.select(sa.func.count()).where(
        space_members.c.tenant == tx.tenant,
        space_members.c.space == space.id,
        space_members.c.active,
    )
    if tx.execute(count).scalar_one() >= tx.settings.members_a_space:
        logger.warning("the space %s is full: its rule could not let %s in", space.id, person)
        return
    steps.enter(tx, space.id, [person], steps.Coming(space.rule_role, "rule"), known)
