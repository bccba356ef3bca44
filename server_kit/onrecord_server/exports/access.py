"""Who may export, who approves one, and which export is meant. What it opens, oversight says."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from onrecord.errors import Conflict, Forbidden, NotFound
from onrecord_server.core.decision import demand
from onrecord_server.core.operation import Tx
from onrecord_server.exports.rows import exports
from onrecord_server.oversight import access, auditing
from onrecord_server.oversight.access import Opened
from onrecord_server.oversight.rows import grants
from onrecord_server.policy import access as policy_access
from onrecord_server.policy import profiles, standing
from onrecord_server.policy.deciding import with_duty
from onrecord_server.policy.rules import APPROVERS, reviewers_of, sighted


def exporting(
    tx: Tx, grant_id: str, since: int | None = None, until: int | None = None
) -> tuple[Any, Opened, bool]:
    """Return an open grant of the actor's own that they may export, and whether two people must agree.

    What it opens is that between two moments, where they are given.

    Raises ``NotFound``, and ``Forbidden`` where it opens nothing, or the policy lets nobody of their
    duties export it.
    """
    row, opened = access.opened(tx, grant_id)
    duties, document = sighted(policy_access.duties(tx)), access.ruling(tx).document
    may = [
        one
        for one in reviewers_of(document, row.trigger)
        if one.duty in duties and "export" in one.may
    ]
    if not may:
        raise Forbidden(f"The policy lets none of your duties export what {row.trigger} opens.")
    narrowed = replace(
        opened,
        since=max(opened.since, since or 0),
        until=opened.until if until is None else min(opened.until, until),
    )
    return row, narrowed, all("export" in one.two_person for one in may)


def unsealed(tx: Tx, sealed_to: str | None) -> str | None:
    """Say by which rule of the policy in force an export must be sealed and is not; nothing where it may leave."""
    now = standing.in_force(tx.unit, tx.tenant, tx.now)
    if sealed_to is not None or now is None:
        return None
    return profiles.unsealed(access.ruled(tx, now).document.profiles)


def demand_sealed(tx: Tx, row: Any) -> None:
    """Refuse to begin an export by which words would leave unsealed, against a rule. Raises ``Conflict``."""
    why = unsealed(tx, row.sealed_to)
    if why is not None:
        raise Conflict(f"{why} Cancel this one, and ask for one that is sealed.")


def seen_by(tx: Tx) -> list[sa.ColumnElement[bool]]:
    """Return what exports satisfy that the actor sees: their own; for who approves or audits, all."""
    if access.sees_all(policy_access.duties(tx)):
        return []
    return [exports.c.requester == tx.actor.person]


def found(tx: Tx, archive_id: str) -> Any:
    """Load an export that the actor sees. Raises ``NotFound``."""
    query = sa.select(exports).where(
        exports.c.tenant == tx.tenant, exports.c.id == archive_id, *seen_by(tx)
    )
    row = tx.execute(query).one_or_none()
    if row is None or not outside(tx, [row]):
        raise NotFound
    return row


def outside(tx: Tx, rows: Sequence[Any]) -> list[Any]:
    """Leave out what others export under a grant that concerns the actor."""
    query = sa.select(grants).where(
        grants.c.tenant == tx.tenant, grants.c.id.in_({row.grant for row in rows})
    )
    known = {row.id for row in access.outside(tx, tx.execute(query).all())}
    return [row for row in rows if row.grant in known]


@auditing.leaves_out
def _concerning(tx: Tx, ids: Collection[str]) -> set[str]:
    query = sa.select(exports).where(exports.c.tenant == tx.tenant, exports.c.id.in_(ids))
    rows = tx.execute(query).all()
    return {row.id for row in rows} - {row.id for row in outside(tx, rows)}


def own(tx: Tx, archive_id: str) -> Any:
    """Load an export of the actor's own. Raises ``NotFound``."""
    row = found(tx, archive_id)
    if row.requester != tx.actor.person:
        raise NotFound
    return row


def changing(tx: Tx, archive_id: str, *states: str) -> Any:
    """Load an export for who is about to change it; nobody else does so meanwhile. Raises ``Conflict``."""
    access.by_oneself(tx)
    tx.unit.lock([tx.tenant])
    row = found(tx, archive_id)
    if row.state not in states:
        raise Conflict(f"There is nothing to do: this export is {row.state}.")
    return row


def demand_second(tx: Tx, row: Any) -> None:
    """Refuse to approve one's own, without a duty for it, or as a party. Raises ``Forbidden``."""
    if row.requester == tx.actor.person:
        raise Forbidden("Somebody else approves what you asked for.")
    demand(with_duty(policy_access.duties(tx), APPROVERS))
    access.demand_deciding(tx, access.grant(tx, row.grant))
