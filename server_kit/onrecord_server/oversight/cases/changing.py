"""How a case changes: its row and its entry together, and the version up by one."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from onrecord.errors import Conflict
from onrecord_server.core.draft import NOBODY, Draft, Words, worded
from onrecord_server.core.operation import Tx
from onrecord_server.oversight.cases.access import Bench
from onrecord_server.oversight.cases.rows import cases


def change(
    sits: Bench,
    row: Any,
    kind: str,
    values: Mapping[str, Any],
    facts: Mapping[str, Any] | None = None,
    *,
    words: Words | None = None,
) -> None:
    """Change a case as it was loaded, and put it on the record under the policy in force.

    Raises ``Conflict`` where somebody else changed it meanwhile.
    """
    tx, version = sits.tx, row.version + 1
    mine = (cases.c.tenant == tx.tenant, cases.c.id == row.id, cases.c.version == row.version)
    query = sa.update(cases).where(*mine).values(**values, version=version)
    if tx.execute(query).rowcount != 1:
        raise Conflict("The case was changed at the same moment: look at it again.")
    draft = Draft(
        type=kind,
        object=row.id,
        audience=NOBODY,
        event={"case_id": row.id, **_named(facts or {})},
        facts={"policy_hash": sits.now.version.hash, **(facts or {})},
        version=version,
    )
    tx.record(worded(draft, words))


def _named(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {"request_id": facts["request"]} if "request" in facts else {}


def again(tx: Tx, row: Any) -> Any:
    """Return a case as it is now, after a change of it."""
    query = sa.select(cases).where(cases.c.tenant == tx.tenant, cases.c.id == row.id)
    return tx.execute(query).one()
