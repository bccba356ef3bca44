"""Loading is authorising: a grant for those whom it concerns, and what an open one opens.

``Opened`` is the only key to messages that one is not a party to; only this module makes one, and
every question asks anew: the duty, the policy in force, the time, and whether one is a party by now.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import Forbidden, NotFound
from onrecord.wire.grants import GrantScope
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.conversations import tags
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import micros
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.sets import chunks
from onrecord_server.core.words import WORDS
from onrecord_server.messages.rows import messages
from onrecord_server.oversight import managers, parties, rules, sharing
from onrecord_server.oversight.rows import grants
from onrecord_server.policy import access as policy_access
from onrecord_server.policy import deciding, documents, standing
from onrecord_server.policy.difference import reaches
from onrecord_server.policy.rules import APPROVERS, trigger_of
from onrecord_server.policy.standing import Approved


#: Sees all grants and what became of them, and never a message.
AUDITOR: Final = "auditor"
_THERE: Final = "You are or were in one of these conversations."


@dataclass(frozen=True, slots=True)
class Ruling:
    """The policy in force: its version and what it says."""

    version: Approved
    document: PolicyDocument


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody may ask for under a trigger, by its outside: no word. Only this module makes one."""

    tenant: str
    looker: str
    duty: str
    since: int
    protecting: tuple[str, ...]
    policy_hash: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What an open grant opens to its asker at this moment. Only this module makes one."""

    tenant: str
    grant: str
    looker: str
    people: tuple[str, ...]
    conversations: tuple[str, ...]
    #: Of what was said when: its own scope.
    since: int
    until: int
    #: Of what came on the record since when: what the policy reaches back to.
    reach: int
    #: Tags that keep it out, wherever a conversation has or had one.
    protecting: tuple[str, ...]


def ruling(tx: Tx) -> Ruling:
    """Return the policy in force. Raises ``Forbidden`` where there is none: then nobody looks."""
    found = standing.in_force(tx.unit, tx.tenant, tx.now)
    if found is None:
        raise Forbidden("There is no policy in force: nobody looks at anything.")
    return ruled(tx, found)


def ruled(tx: Tx, version: Approved) -> Ruling:
    """Return an approved version and what it says; a process reads it once."""
    tx.unit.flush()
    document = documents.approved(tx.unit, tx.tenant, version.hash, version.content_id)
    return Ruling(version, document)


def by_oneself(tx: Tx) -> frozenset[str]:
    """Return the actor's duties. Raises ``Forbidden`` for a service, by itself or in somebody's name."""
    deciding.by_oneself(tx)
    return policy_access.duties(tx)


# -- grants ----------------------------------------------------------------------------------------


def grant(tx: Tx, grant_id: str) -> Any:
    """Load a grant for who asked, who may decide about it, or who audits. Raises ``NotFound``.

    That includes whom it is about, who is in its conversations, and their line of management: a look
    that is kept from people is not shown to them here.
    """
    duties = policy_access.duties(tx)
    row = _row(tx, grant_id)
    if row is None or not _concerns(tx, row, duties) or not outside(tx, [row]):
        raise NotFound
    return row


def changing(tx: Tx, grant_id: str) -> Any:
    """Load a grant for who is about to change it; nobody else does so meanwhile."""
    by_oneself(tx)
    tx.unit.lock([tx.tenant])
    return grant(tx, grant_id)


def _row(tx: Tx, grant_id: str) -> Any:
    query = sa.select(grants).where(grants.c.tenant == tx.tenant, grants.c.id == grant_id)
    return tx.execute(query).one_or_none()


def _concerns(tx: Tx, row: Any, duties: frozenset[str]) -> bool:
    if row.requester == tx.actor.person or sees_all(duties):
        return True
    found = standing.in_force(tx.unit, tx.tenant, tx.now)
    if found is None:
        return False
    document = documents.document(tx, found.content_id)
    return rules.opening_duty(document, row.trigger, duties) is not None


def sees_all(duties: frozenset[str]) -> bool:
    """Say whether people of some duties see every grant."""
    return AUDITOR in duties or not APPROVERS.isdisjoint(duties)


def seen_by(tx: Tx) -> list[sa.ColumnElement[bool]]:
    """Return what grants satisfy that the actor sees: all for some, else one's own and those one may decide."""
    duties = policy_access.duties(tx)
    if sees_all(duties):
        return []
    found = standing.in_force(tx.unit, tx.tenant, tx.now)
    document = None if found is None else documents.document(tx, found.content_id)
    opens = [] if document is None else rules.opened_by(document, duties)
    return [(grants.c.requester == tx.actor.person) | grants.c.trigger.in_(opens)]


def outside(tx: Tx, rows: Sequence[Any]) -> list[Any]:
    """Leave out what others asked about the actor, their conversations or their line of management."""
    return [row for row in rows if row.requester == tx.actor.person or not _is_part(tx, row)]


def _is_part(tx: Tx, row: Any) -> bool:
    try:
        demand_outside(tx, row)
    except Forbidden:
        return True
    return False


def demand_outside(tx: Tx, row: Any) -> None:
    """Refuse whom a grant concerns: also who shares a small conversation with whom it names alone."""
    scope = scope_of(tx, row)
    demand_no_part(tx, scope)
    if sharing.shares(tx, scope, row.opened_at or tx.now):
        raise Forbidden(_THERE)


def demand_deciding(tx: Tx, row: Any) -> None:
    """Refuse who is in one line of management with who asked, and whom a grant concerns."""
    if conflicting(tx, [row.requester]):
        raise Forbidden("Nobody decides what they or their line of management asked for.")
    demand_outside(tx, row)


def scope_of(tx: Tx, row: Any) -> GrantScope:
    """Return the exact scope of a grant."""
    return GrantScope.model_validate(content(tx, row.content_id)["scope"])


def content(tx: Tx, content_id: str) -> dict[str, Any]:
    """Return what a content of a grant says."""
    tx.unit.flush()
    query = sa.select(WORDS).where(contents.c.tenant == tx.tenant, contents.c.id == content_id)
    found: dict[str, Any] = json.loads(tx.execute(query).scalar_one())
    return found


# -- who may not look ------------------------------------------------------------------------------


def demand_no_part(tx: Tx, scope: GrantScope) -> None:
    """Refuse who is among the people of a scope, reports to them, leads them, or is a party of it."""
    demand_apart(tx, scope.people, beginnings(tx, scope))


def demand_apart(tx: Tx, people: Sequence[str], places: Mapping[str, int]) -> None:
    """Refuse the same of people, and of what was written at a place of each conversation.

    Everything is asked whatever is found, so that the time it takes does not tell which it was.
    """
    party, there = _parties(tx, places), few(tx, places)
    led = {one for here in there for one, begun in there[here].items() if begun <= places[here]}
    line = conflicting(tx, {*people, *led})
    if party:
        raise Forbidden(_THERE)
    if line:
        raise Forbidden(
            "Nobody decides or looks at themselves, nor along their line of management."
        )


def beginnings(tx: Tx, scope: GrantScope) -> dict[str, int]:
    """Return where in each conversation of a scope that begins which was written in its time."""
    since = 0 if scope.since is None else micros(scope.since)
    said = sa.func.coalesce(messages.c.said_at, messages.c.created_at)
    query = (
        sa.select(messages.c.conversation, sa.func.min(messages.c.position).label("first"))
        .where(messages.c.tenant == tx.tenant, messages.c.conversation.in_(scope.conversations))
        .where(messages.c.position.is_not(None), said >= since)
        .group_by(messages.c.conversation)
    )
    found = {row.conversation: int(row.first) for row in tx.execute(query)}
    return {one: found.get(one, parties.NEWEST) for one in scope.conversations}


def few(tx: Tx, ids: Collection[str]) -> dict[str, dict[str, int]]:
    """Return who is in each of those of some conversations that are small, and where their part begins."""
    found: dict[str, dict[str, int]] = {}
    for some in chunks(sorted(ids)):
        mine = (members.c.tenant == tx.tenant, members.c.conversation.in_(some), members.c.active)
        small = (
            sa.select(members.c.conversation)
            .where(*mine)
            .group_by(members.c.conversation)
            .having(sa.func.count() <= rules.SMALL)
        )
        query = sa.select(members.c.conversation, members.c.person, members.c.party_from)
        for row in tx.execute(query.where(*mine, members.c.conversation.in_(small))):
            found.setdefault(row.conversation, {})[row.person] = row.party_from
    return found


def conflicting(tx: Tx, concerned: Collection[str]) -> list[str]:
    """Return those of some people whom the actor may not look at."""
    wanted = sorted(concerned)
    known = managers.above(tx, {tx.actor.person, *wanted})
    return rules.conflicts(known, tx.actor.person, wanted)


def _parties(tx: Tx, places: Mapping[str, int]) -> set[str]:
    """Return those of some conversations of which the actor is a party, at a place of each."""
    here = members.c.conversation
    at = sa.case(places, value=here, else_=sa.literal(parties.NEWEST, sa.BigInteger))
    mine = (members.c.tenant == tx.tenant, members.c.person == tx.actor.person)
    query = sa.select(here).where(
        *mine, here.in_(list(places)), parties.party(tx.tenant, here, tx.actor.person, at)
    )
    return set(tx.execute(query).scalars()) if places else set()


def demand_there(tx: Tx, ids: Sequence[str]) -> None:
    """Refuse a scope that names a conversation which is not there. Raises ``NotFound``."""
    query = sa.select(sa.func.count()).where(
        conversations.c.tenant == tx.tenant, conversations.c.id.in_(list(ids))
    )
    if ids and tx.execute(query).scalar_one() != len(ids):
        raise NotFound("One of these conversations is not there.")


def sought(tx: Tx, trigger: str, people: Sequence[str]) -> Sought:
    """Return what the actor may look for under a trigger, before they ask. Raises ``Forbidden``.

    As at a request: nobody looks for themselves, nor along their line of management.
    """
    duties, now = by_oneself(tx), ruling(tx)
    demand(rules.may_seek(now.document, trigger, duties))
    demand_no_part(tx, GrantScope(people=list(people)))
    duty, found = (
        rules.opening_duty(now.document, trigger, duties),
        trigger_of(now.document, trigger),
    )
    assert duty is not None  # noqa: S101 - the rule has seen it
    assert found is not None  # noqa: S101 - and this
    return Sought(
        tx.tenant,
        tx.actor.person,
        duty,
        reach(tx, now, trigger),
        protecting(tx, found.kind),
        now.version.hash,
    )


# -- the door --------------------------------------------------------------------------------------


def opened(tx: Tx, grant_id: str) -> tuple[Any, Opened]:
    """Return a grant of the actor's own with what it opens at this moment.

    Raises ``NotFound`` for everybody but who asked, and ``Forbidden`` where it opens nothing (any
    more): expired, ended, not approved, the duty gone, or the policy's trigger.
    """
    duties = by_oneself(tx)
    row = _row(tx, grant_id)
    if row is None or row.requester != tx.actor.person:
        raise NotFound
    if not rules.is_open(row.state, row.expires_at, tx.now):
        state = rules.state_at(row.state, row.expires_at, tx.now)
        raise Forbidden(rules.opens_nothing(row.kind, state))
    now = ruling(tx)
    if rules.opening_duty(now.document, row.trigger, duties) is None:
        raise Forbidden("By the policy in force you do not open this any more.")
    return row, _opened(tx, row, now)


def _opened(tx: Tx, row: Any, now: Ruling) -> Opened:
    scope = scope_of(tx, row)
    since = 0 if scope.since is None else micros(scope.since)
    until = row.opened_at if scope.until is None else micros(scope.until)
    return Opened(
        tx.tenant,
        row.id,
        row.requester,
        tuple(scope.people),
        tuple(scope.conversations),
        since,
        until,
        reach(tx, now, row.trigger),
        protecting(tx, row.kind),
    )


def protecting(tx: Tx, kind: str) -> tuple[str, ...]:
    """Return the tags that keep out what a kind of trigger opens: none where the law asks."""
    return () if kind == "legal_process" else tags.protecting(tx)


def demand_not_kept(tx: Tx, conversation: str, message: str) -> None:
    """Refuse to report a message that a tag protects, now or when it was written."""
    query = sa.select(messages.c.position).where(
        messages.c.tenant == tx.tenant, messages.c.id == message
    )
    if tags.keeps_out(tx, conversation, tx.execute(query).scalar(), tags.protecting(tx)):
        raise Forbidden(
            "A tag protects this conversation: nobody who reviews can read it. Report the person, "
            "and say in your own words what happened."
        )


def demand_unprotected(tx: Tx, kind: str, ids: Sequence[str]) -> None:
    """Refuse a conversation that a tag protects to all but a legal process."""
    if protecting(tx, kind) and tags.protected(tx, ids):
        raise Forbidden("A tag protects one of these: only a legal process opens it.")


def reach(tx: Tx, now: Ruling, trigger: str) -> int:
    """Return from when on a trigger of the policy in force reaches what was written.

    Nothing new reaches back over what was written under a narrower policy, nor over what was
    written under none; a legal process reaches all.
    """
    found = trigger_of(now.document, trigger)
    if found is not None and found.kind == "legal_process":
        return 0
    start = now.version.effective_from
    for older in standing.approved(tx.unit, tx.tenant):
        if older.version >= now.version.version:
            continue
        if not reaches(ruled(tx, older).document, now.document, trigger):
            break
        start = older.effective_from
    return start
