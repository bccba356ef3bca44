"""Audiences by rule, where an announcement conversation is in no space: people come and go by it.

A row of ``audience_members`` stays when somebody is taken out by hand: so the rule keeps its hands
off them until it has ceased to match.
"""

import logging
from collections.abc import Iterable, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Invalid, QuotaExceeded
from onrecord.wire import announcements as wire
from onrecord.wire.people import Person
from onrecord_server.announcements import rules
from onrecord_server.announcements.rows import audience_members, audiences
from onrecord_server.conversations import access, changes, moves
from onrecord_server.conversations.access import Membership
from onrecord_server.conversations.rows import members
from onrecord_server.conversations.rules import may_open
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.sets import chunks
from onrecord_server.people.follow import follows
from onrecord_server.spaces import operations as spaces
from onrecord_server.spaces import ruling
from onrecord_server.spaces.language import Facts, parse


logger = logging.getLogger("onrecord.announcements")


@implements(endpoints.GET_AUDIENCE)
def get_audience(tx: Tx, command: wire.GetAudience) -> wire.AudienceRule:
    """Return by which rule people come into an announcement conversation."""
    membership = access.member(tx, command.conversation_id)
    demand(rules.may_lead(membership.role))
    return _shown(tx, membership.conversation)


@implements(endpoints.SET_AUDIENCE)
def set_audience(tx: Tx, command: wire.SetAudience) -> Doc[wire.AudienceRule]:
    """Put another rule in place, and let people come and go by it at once."""
    membership = access.writer(tx, command.conversation_id)
    demand(rules.may_rule(membership.role))
    _check_place(membership)
    demand(spaces.may_create(tx, "broadcast"))
    shown = _shown(tx, membership.conversation)
    if shown.rule == command.rule:
        return Unchanged(wire.AudienceRule, shown.model_dump(mode="json"))
    if command.rule is not None:
        demand(may_open(membership.history_from, "everybody"))
    tx.unit.lock([tx.tenant])  # nobody arrives unseen while the rule looks at all
    matched = _matched(tx, command)
    _replace(tx, command, shown.version)
    _apply(tx, membership.conversation, matched)
    return Doc.of(_shown(tx, membership.conversation))


def _check_place(membership: Membership) -> None:
    if membership.kind != "announcement" or membership.space is not None:
        said = "Only announcements that are in no space have an audience by rule of their own."
        raise Invalid(said, errors=[{"pointer": "/conversation_id", "detail": said}])


def _matched(tx: Tx, command: wire.SetAudience) -> Sequence[str]:
    if command.rule is None:
        return ()
    found = ruling.audience(tx, command.rule)
    ruling.confirm(found, command.confirm)
    return found.people


def _replace(tx: Tx, command: wire.SetAudience, before: int) -> None:
    found, version = command.conversation_id, before + 1
    row = {"rule": command.rule, "version": version}
    if before:
        mine = (audiences.c.tenant == tx.tenant, audiences.c.conversation == found)
        tx.execute(sa.update(audiences).where(*mine).values(**row))
    else:
        tx.unit.insert(audiences, [{"tenant": tx.tenant, "conversation": found, **row}])
    tx.record(
        Draft(
            type="audience.ruled",
            object=f"{found}:audience",
            audience=to_person(tx.actor.person),
            event={"conversation_id": found, **row},
            facts={"conversation": found},
            version=version,
            content={"rule": command.rule},
            content_id=f"{found}:audience:{version}",
        )
    )


def _apply(tx: Tx, conversation_id: str, matched: Sequence[str]) -> None:
    """Let those go and come who are to; under a new rule nobody is kept out any more."""
    ruled = _people(tx, audience_members, conversation_id)
    inside = _people(tx, members, conversation_id, members.c.active)
    wanted = set(matched)
    plain = _people(tx, members, conversation_id, members.c.active, members.c.role == "member")
    going = sorted((ruled & plain) - wanted)
    coming = [person for person in matched if person not in inside]
    changes.check_limits(tx, coming, len(inside) - len(going) + len(coming))
    _forget(tx, conversation_id, sorted(ruled - (wanted & inside)))
    moves.let_go(tx, conversation_id, going)
    _let_in(tx, conversation_id, coming)


def _let_in(tx: Tx, conversation_id: str, coming: Sequence[str]) -> None:
    named = {"tenant": tx.tenant, "conversation": conversation_id}
    tx.unit.insert(audience_members, [{**named, "person": person} for person in coming])
    moves.let_in(tx, conversation_id, coming, "member")


def _may_go(tx: Tx, conversation_id: str, person: str) -> bool:
    """Say whether a rule may take somebody out: who was made a moderator since may stay."""
    role: str = changes.member(tx, conversation_id, person).role
    return role == "member"


def _people(
    tx: Tx, table: sa.Table, conversation_id: str, *which: sa.ColumnElement[bool]
) -> set[str]:
    query = sa.select(table.c.person).where(
        table.c.tenant == tx.tenant, table.c.conversation == conversation_id, *which
    )
    return set(tx.execute(query).scalars())


def _forget(tx: Tx, conversation_id: str, people: Iterable[str]) -> None:
    for some in chunks(list(people), moves.AT_ONCE):
        tx.execute(
            sa.delete(audience_members).where(
                audience_members.c.tenant == tx.tenant,
                audience_members.c.conversation == conversation_id,
                audience_members.c.person.in_(list(some)),
            )
        )


def _shown(tx: Tx, conversation_id: str) -> wire.AudienceRule:
    mine = (audiences.c.tenant == tx.tenant, audiences.c.conversation == conversation_id)
    row = tx.execute(sa.select(audiences).where(*mine)).one_or_none()
    inside = _people(tx, members, conversation_id, members.c.active)
    return wire.AudienceRule(
        conversation_id=conversation_id,
        rule=None if row is None else row.rule,
        version=0 if row is None else row.version,
        people=len(_people(tx, audience_members, conversation_id) & inside),
    )


#: An archive stops no rule: who loses the right to be in loses the right to read.
_RULED: Final = (
    sa.select(audiences.c.conversation, audiences.c.rule)
    .where(audiences.c.tenant == sa.bindparam("tenant"), audiences.c.rule.is_not(None))
    .order_by(audiences.c.conversation)
)


@follows
def person_changed(tx: Tx, person: Person) -> None:
    """Look at every rule again for one person of whom the host says something else now."""
    facts = Facts(person.id, frozenset(person.roles), person.attributes)
    for row in tx.execute(_RULED, {"tenant": tx.tenant}).all():
        matches = person.status == "active" and parse(row.rule)(facts)
        _settle(tx, row.conversation, person.id, matches=matches)


@changes.when_added_by_hand
def added_by_hand(tx: Tx, conversation_id: str, people: Sequence[str]) -> None:
    """Whom somebody adds is theirs from then on: no rule takes them out again."""
    _forget(tx, conversation_id, people)


def _settle(tx: Tx, conversation_id: str, person: str, *, matches: bool) -> None:
    inside = changes.states(tx, conversation_id, [person]).get(person, False)
    ruled = tx.execute(_is_ruled(tx, conversation_id, person)).one_or_none() is not None
    if matches and not ruled and not inside:
        if _has_room(tx, conversation_id, person):
            _let_in(tx, conversation_id, [person])
    elif ruled and not matches:
        _forget(tx, conversation_id, [person])
        if inside and _may_go(tx, conversation_id, person):
            moves.let_go(tx, conversation_id, [person])


def _has_room(tx: Tx, conversation_id: str, person: str) -> bool:
    """Say whether one more may come; the host's login must not fail where none may."""
    try:
        changes.check_limits(tx, [person], changes.size(tx, conversation_id) + 1)
    except QuotaExceeded as full:
        logger.warning("the rule of %s could not let %s in: %s", conversation_id, person, full)
        return False
    return True


def _is_ruled(tx: Tx, conversation_id: str, person: str) -> sa.Select[Any]:
    return sa.select(audience_members.c.person).where(
        audience_members.c.tenant == tx.tenant,
        audience_members.c.conversation == conversation_id,
        audience_members.c.person == person,
    )
