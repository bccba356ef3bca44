"""Which version is in force at a moment, and who has acknowledged enough for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.held import Key, held, hold
from onrecord_server.core.sets import chunks
from onrecord_server.core.unit import Unit
from onrecord_server.policy.rows import policies, policy_acknowledgements


@dataclass(frozen=True, slots=True)
class Approved:
    """A version with all its approvals; ``needs`` is the oldest acknowledgement that is enough."""

    version: int
    hash: str
    needs: int
    effective_from: int
    content_id: str


_APPROVED: Final = (
    sa.select(*(policies.c[name] for name in Approved.__dataclass_fields__))
    .where(policies.c.tenant == sa.bindparam("tenant"), policies.c.state == "approved")
    .order_by(policies.c.version.desc())
)


def approved(unit: Unit, tenant: str) -> Sequence[Approved]:
    """Return the approved versions, the newest first; their dates only go up with their numbers."""
    key = (tenant, "policy", "")
    known = held(unit, [key])
    if key in known:
        return tuple(known[key])
    relied = unit.rely_on_rights(tenant)
    rows: Any = unit.execute(_APPROVED, {"tenant": tenant})
    found = tuple(Approved(*row) for row in rows)
    hold(unit, tenant, relied, {key: found})
    return found


def in_force(unit: Unit, tenant: str, now: int) -> Approved | None:
    """Return the version in force at a moment, or ``None``. No clock fires: it is asked each time."""
    return next((one for one in approved(unit, tenant) if one.effective_from <= now), None)


def coming(unit: Unit, tenant: str, now: int) -> Approved | None:
    """Return the next approved version whose date has not come."""
    later = [one for one in approved(unit, tenant) if one.effective_from > now]
    return later[-1] if later else None


def acknowledged(unit: Unit, tenant: str, people: Iterable[str]) -> dict[str, int]:
    """Return the newest version that each of some people has acknowledged; 0 for none."""
    wanted = {(tenant, "acknowledged", person) for person in people}
    found: dict[Key, int] = held(unit, wanted)
    missing = sorted(key[2] for key in wanted - found.keys())
    if missing:
        relied = unit.rely_on_rights(tenant)
        fresh = {(tenant, "acknowledged", person): 0 for person in missing}
        fresh |= _newest(unit, tenant, missing)
        hold(unit, tenant, relied, fresh)
        found |= fresh
    return {key[2]: version for key, version in found.items()}


_NEWEST: Final = (
    sa.select(policy_acknowledgements.c.person, sa.func.max(policy_acknowledgements.c.version))
    .where(
        policy_acknowledgements.c.tenant == sa.bindparam("tenant"),
        policy_acknowledgements.c.person.in_(sa.bindparam("people", expanding=True)),
    )
    .group_by(policy_acknowledgements.c.person)
)


def _newest(unit: Unit, tenant: str, people: Sequence[str]) -> dict[Key, int]:
    found: dict[Key, int] = {}
    for some in chunks(people):
        rows: Any = unit.execute(_NEWEST, {"tenant": tenant, "people": list(some)})
        found |= {(tenant, "acknowledged", person): version for person, version in rows}
    return found
