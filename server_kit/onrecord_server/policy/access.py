"""Who may write policies, who approves them, and who may write messages under the one in force."""

import json
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import Forbidden, NotFound, PolicyUnacknowledged, Refusal
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import entries
from onrecord_server.people import access as people_access
from onrecord_server.people.rows import people
from onrecord_server.policy import rules, standing
from onrecord_server.policy.rows import policies


#: The host's own code holds it: it may draft and propose, and never approves.
DRAFT: Final = "policy:draft"
#: What puts words, marks or files before others; each asks whether the policy is acknowledged.
#: `messages.send` asks by itself, for a whole run at once.
SPEAKS: Final = frozenset(
    {
        "messages.edit",
        "conversations.create",
        "conversations.update",
        "reactions.add",
        "pins.add",
        "spaces.create",
        "spaces.update",
        "spaces.request",
        "attachments.begin",
        "attachments.describe",
        "announcements.remind",
    }
)


def duties(tx: Tx) -> frozenset[str]:
    """Return the roles that the host gives to the actor; a service has none."""
    people_access.admit(tx)
    if tx.actor.is_service:
        return frozenset()
    return duties_of(people_access.person(tx, tx.actor.person))


def duties_of(person: Any) -> frozenset[str]:
    """Return the roles that the host gives to a person who is active."""
    return frozenset(json.loads(person.roles)) if person.status == "active" else frozenset()


def may_read_drafts(tx: Tx) -> bool:
    """Say whether the actor sees what is not in force yet."""
    return tx.actor.has(DRAFT) or not rules.READERS.isdisjoint(duties(tx))


def demand_reading(tx: Tx) -> None:
    """Let in who writes, approves or audits policies. Raises ``Forbidden``."""
    if not may_read_drafts(tx):
        raise Forbidden("This is for who writes or approves policies; the host says who does.")


def demand_author(tx: Tx) -> None:
    """Let in who writes policies. Raises ``Forbidden``."""
    if not (tx.actor.has(DRAFT) or rules.AUTHOR in duties(tx)):
        raise Forbidden(f"This needs the duty {rules.AUTHOR}, which the host gives.")


def demand_approving(tx: Tx) -> None:
    """Let in who approves policies, in person. Raises ``Forbidden``."""
    decision = rules.may_approve(duties(tx), "", tx.actor.person, tx.actor.on_behalf_of)
    if not decision.allowed:
        raise Forbidden(decision.reason)


def demand_approver(tx: Tx, row: Any) -> frozenset[str]:
    """Let in who may approve a version, and return their duties. Raises ``Forbidden``."""
    decision = rules.may_approve(
        duties(tx), writers(tx, row), tx.actor.person, tx.actor.on_behalf_of
    )
    if not decision.allowed:
        raise Forbidden(decision.reason)
    return duties(tx)


def writers(tx: Tx, row: Any) -> set[str]:
    """Return who wrote a version: whoever drafted any text of it."""
    query = sa.select(entries.c.actor).where(
        entries.c.tenant == tx.tenant,
        entries.c.object == f"policy:{row.version}",
        entries.c.type == "policy.drafted",
    )
    return {row.author, *tx.execute(query).scalars()}


def holders(tx: Tx, duty: str) -> set[str]:
    """Return the active people who hold a duty."""
    query = sa.select(people.c.id, people.c.roles).where(
        people.c.tenant == tx.tenant,
        people.c.status == "active",
        people.c.roles.contains(json.dumps(duty), autoescape=True),
    )
    return {row.id for row in tx.execute(query) if duty in json.loads(row.roles)}


def version(tx: Tx, number: int) -> Any:
    """Load a version that the actor may read: what was approved, or anything for those with a duty.

    Raises ``NotFound``.
    """
    people_access.admit(tx)
    row = _row(tx, number)
    if row is None or (row.state != "approved" and not may_read_drafts(tx)):
        raise NotFound
    return row


def changing(tx: Tx, number: int) -> Any:
    """Load a version for who is about to change it; nobody else does so meanwhile."""
    tx.unit.lock([tx.tenant])
    return version(tx, number)


def _row(tx: Tx, number: int) -> Any:
    query = sa.select(policies).where(policies.c.tenant == tx.tenant, policies.c.version == number)
    return tx.execute(query).one_or_none()


# -- writing under the policy ----------------------------------------------------------------------


def refusals(txs: Sequence[Tx]) -> list[Refusal | None]:
    """Say of each who is about to write whether the policy in force is acknowledged: ``None`` if so.

    One select at most for each tenant of the run.
    """
    found: dict[str, dict[str, int]] = {}
    for tenant in {tx.tenant for tx in txs}:
        mine = [tx for tx in txs if tx.tenant == tenant]
        if standing.approved(mine[0].unit, tenant):
            who = [tx.actor.person for tx in mine if not tx.actor.is_service]
            found[tenant] = standing.acknowledged(mine[0].unit, tenant, who)
    return [_refusal(tx, found.get(tx.tenant, {})) for tx in txs]


def _refusal(tx: Tx, acknowledged: dict[str, int]) -> Refusal | None:
    now = standing.in_force(tx.unit, tx.tenant, tx.now)
    if now is None or tx.actor.is_service:
        return None
    if acknowledged.get(tx.actor.person, 0) >= now.needs:
        return None
    said = f"Read version {now.version} of the policy and acknowledge it before you write."
    return PolicyUnacknowledged(said, extra={"version": now.version})


def admit_to(tx: Tx, name: str) -> None:
    """Admit the actor to an operation; the composition root asks this before each of them."""
    people_access.admit_to(tx, name)
    if name in SPEAKS and (refusal := refusals([tx])[0]) is not None:
        raise refusal
