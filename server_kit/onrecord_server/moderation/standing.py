"""Which lists of words are in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.held import held, hold
from onrecord_server.core.unit import Unit
from onrecord_server.moderation.rows import lexicons


@dataclass(frozen=True, slots=True)
class Standing:
    """A version that is in force."""

    name: str
    version: int
    hash: str
    purpose: str
    language: str | None
    content_id: str


_EVER_APPROVED: Final = (
    sa.select(
        *(lexicons.c[name] for name in Standing.__dataclass_fields__),
        lexicons.c.state,
    )
    .where(lexicons.c.tenant == sa.bindparam("tenant"), lexicons.c.approved_at.is_not(None))
    .order_by(lexicons.c.name, lexicons.c.version)
)


def in_force(unit: Unit, tenant: str) -> Mapping[str, Standing]:
    """Return the versions in force by name. What was taken back brings no earlier version back."""
    key = (tenant, "lexicons", "")
    known = held(unit, [key])
    if key in known:
        found: Mapping[str, Standing] = known[key]
        return found
    relied = unit.rely_on_rights(tenant)
    rows: Any = unit.execute(_EVER_APPROVED, {"tenant": tenant})
    newest = {row.name: row for row in rows}
    standing = {
        name: Standing(*row[:-1]) for name, row in newest.items() if row.state == "approved"
    }
    hold(unit, tenant, relied, {key: standing})
    return standing
