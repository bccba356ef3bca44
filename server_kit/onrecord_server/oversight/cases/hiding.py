"""What enough people reported is out of sight until somebody has decided."""

from typing import Any

import sqlalchemy as sa

from onrecord.wire.policy_document import Trigger
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx
from onrecord_server.messages import removing
from onrecord_server.messages.rows import messages
from onrecord_server.moderation.freezing import HOUSE
from onrecord_server.oversight.cases import noticing, queries
from onrecord_server.oversight.cases.rows import cases
from onrecord_server.oversight.cases.taken import Rule
from onrecord_server.oversight.unnamed import record_unnamed


def hide(tx: Tx, case_id: str, trigger: Trigger, policy_version: int) -> None:
    """Take a message out of sight that so many different people reported as the policy says.

    All are told of the rule that takes reports, and not of what was found in silence before. What somebody
    has decided about stays in sight until it says something else.
    """
    most = getattr(trigger, "hide_after", None)
    query = sa.select(cases).where(cases.c.tenant == tx.tenant, cases.c.id == case_id)
    row = tx.execute(query).one()
    if most is None or row.message is None or is_hidden(tx, row) or _is_decided(tx, row):
        return
    tx.unit.flush()
    if len({one.reporter for one in queries.reports_of(tx, case_id)}) < most:
        return
    rule = Rule(trigger.id, policy_version)
    removing.remove_by_oversight(tx, row.message, rule.trigger)
    _note(tx, row, rule)
    if row.person is not None:
        noticing.tell(tx, row.person, "remove", row, rule=rule)


def _is_decided(tx: Tx, row: Any) -> bool:
    """Say whether what a message says was decided about before, in another case."""
    same = sa.and_(messages.c.tenant == cases.c.tenant, messages.c.id == cases.c.message)
    query = (
        sa.select(sa.literal(1))
        .select_from(sa.join(cases, messages, same))
        .where(cases.c.tenant == tx.tenant, cases.c.message == row.message, cases.c.id != row.id)
        .where(cases.c.decided_at >= sa.func.coalesce(messages.c.edited_at, 0))
    )
    return tx.execute(query.limit(1)).first() is not None


def _note(tx: Tx, row: Any, rule: Rule) -> None:
    mine = (cases.c.tenant == tx.tenant, cases.c.id == row.id)
    tx.execute(sa.update(cases).where(*mine).values(version=row.version + 1))
    draft = Draft(
        type="case.hidden",
        object=row.id,
        audience=NOBODY,
        event={"case_id": row.id},
        facts={"reports": row.reports, **rule._asdict()},
        version=row.version + 1,
    )
    record_unnamed(tx, draft)


def is_hidden(tx: Tx, row: Any) -> bool:
    """Say whether the message of a case is out of sight for as long as nobody has decided."""
    if row.message is None or not queries.history(tx, row.id, "case.hidden"):
        return False
    query = sa.select(messages.c.removed_by).where(
        messages.c.tenant == tx.tenant, messages.c.id == row.message
    )
    return tx.execute(query).scalar() == HOUSE
