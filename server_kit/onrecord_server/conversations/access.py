"""Loading is authorising: the only way to a conversation's row, for a member."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import Archived, NotFound
from onrecord_server.attachments import access as attachments
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.held import Key as Pair
from onrecord_server.core.held import held, hold
from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.core.unit import Unit
from onrecord_server.people import access as people_access
from onrecord_server.people import rules as people_rules
from onrecord_server.people.rows import people
from onrecord_server.tenants.rows import tenants


@dataclass(frozen=True, slots=True)
class Membership:
    """An active person's place in a conversation of an active tenant. Only this module makes one."""

    tenant: str
    conversation: str
    person: str
    role: str
    kind: str
    history_from: int
    space: str | None = None
    archived: bool = False
    posting: str = "everybody"
    wide_mentions: str = "everybody"
    allow_replies: bool = True
    allow_reactions: bool = True
    slow_seconds: int = 0
    slow_until: int | None = None
    tokens_after: int = 0


@dataclass(frozen=True, slots=True)
class Visibility:
    """What a person may see of a conversation: from a position on. Queries for readers take one."""

    tenant: str
    conversation: str
    person: str
    history_from: int


def visible(membership: Membership) -> Visibility:
    """Return what a member may see."""
    m = membership
    return Visibility(m.tenant, m.conversation, m.person, m.history_from)


_COLUMNS: Final = (
    members.c.tenant,
    members.c.conversation,
    members.c.person,
    members.c.role,
    members.c.history_from,
    conversations.c.kind,
    conversations.c.space,
    conversations.c.archived,
    conversations.c.posting,
    conversations.c.wide_mentions,
    conversations.c.allow_replies,
    conversations.c.allow_reactions,
    conversations.c.slow_seconds,
    conversations.c.slow_until,
    people.c.tokens_after,
)


def _active() -> sa.Select[Any]:
    return (
        sa.select(*_COLUMNS)
        .join(
            conversations,
            sa.and_(
                conversations.c.tenant == members.c.tenant,
                conversations.c.id == members.c.conversation,
            ),
        )
        .join(people, sa.and_(people.c.tenant == members.c.tenant, people.c.id == members.c.person))
        .join(tenants, tenants.c.tenant == members.c.tenant)
        .where(members.c.active, people.c.status == "active", tenants.c.status == "active")
    )


#: Built once: making a select costs more than running it.
_ONE: Final = _active().where(
    members.c.tenant == sa.bindparam("tenant"),
    members.c.conversation == sa.bindparam("conversation"),
    members.c.person == sa.bindparam("person"),
)


def member(tx: Tx, conversation_id: str) -> Membership:
    """Load a conversation for a member. Raises ``NotFound`` for everybody else."""
    people_access.admit(tx)
    given = {"tenant": tx.tenant, "conversation": conversation_id, "person": tx.actor.person}
    row = tx.execute(_ONE, given).one_or_none()
    if row is None:
        raise NotFound
    return _membership(row)


def _membership(row: Any) -> Membership:
    return Membership(*(getattr(row, name) for name in Membership.__dataclass_fields__))


def writer(tx: Tx, conversation_id: str) -> Membership:
    """Load a conversation for a member who is about to write to it.

    Raises ``NotFound`` for everybody else, and ``Archived`` where nobody writes any more.
    """
    membership = member(tx, conversation_id)
    if membership.archived:
        raise Archived("This conversation is archived; it can be read.")
    return membership


def is_archived(tx: Tx, conversation_id: str) -> bool:
    """Say of a conversation whether nobody writes there any more; it tells nothing else of it."""
    query = sa.select(conversations.c.archived).where(
        conversations.c.tenant == tx.tenant, conversations.c.id == conversation_id
    )
    return bool(tx.execute(query).scalar())


attachments.guarded_by(member=member, writer=writer)


def memberships(txs: Sequence[Tx], conversation_ids: Sequence[str]) -> list[Membership | None]:
    """Return, for each actor and conversation, the membership or ``None``: one select at most.

    Held memberships are used where the transaction relies on the same rights position; a missing
    one is always looked up.
    """
    if not txs:
        return []
    unit = txs[0].unit
    pairs = [(tx.tenant, c, tx.actor.person) for tx, c in zip(txs, conversation_ids, strict=True)]
    found: dict[Pair, Membership] = held(unit, pairs)
    found |= _look_up(unit, [pair for pair in set(pairs) if pair not in found])
    return [_by_token(tx, found.get(pair)) for tx, pair in zip(txs, pairs, strict=True)]


def _by_token(tx: Tx, found: Membership | None) -> Membership | None:
    """Leave out the membership of who came by a token that counts no more; ``admit`` says why."""
    is_valid = found and people_rules.counts(tx.actor.token_from, found.tokens_after)
    return found if is_valid else None


def _look_up(unit: Unit, pairs: Sequence[Pair]) -> dict[Pair, Membership]:
    found: dict[Pair, Membership] = {}
    by_tenant: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_tenant.setdefault(pair[0], []).append(pair)
    for tenant, wanted in by_tenant.items():
        relied = unit.rely_on_rights(tenant)
        fresh = _select(unit, tenant, wanted)
        found |= fresh
        hold(unit, tenant, relied, fresh)
    return found


#: Made once, as it stands in the way of every send.
_PAIRS: Final = _active().where(
    members.c.tenant == sa.bindparam("tenant"),
    sa.tuple_(members.c.conversation, members.c.person).in_(sa.bindparam("pairs", expanding=True)),
)


def _select(unit: Unit, tenant: str, wanted: Sequence[Pair]) -> dict[Pair, Membership]:
    found: dict[Pair, Membership] = {}
    for some in chunks(wanted):
        given = {"tenant": tenant, "pairs": [pair[1:] for pair in some]}
        for row in unit.execute(_PAIRS, given):
            found[(row.tenant, row.conversation, row.person)] = _membership(row)
    return found
