"""Loading is authorising: what is asked, for those who answer, approve or audit."""

from typing import Any

import sqlalchemy as sa

from onrecord.errors import Conflict, NotFound, RetentionAskChanged, RetentionAskOver
from onrecord_server.core.decision import demand
from onrecord_server.core.operation import Tx
from onrecord_server.oversight import access as oversight
from onrecord_server.policy import access as policy_access
from onrecord_server.policy.deciding import by_oneself, with_duty
from onrecord_server.retention import governing
from onrecord_server.retention_asks import rules
from onrecord_server.retention_asks.rows import retention_asks


def demand_reader(tx: Tx) -> None:
    """Let in who answers, approves or audits. Raises ``Forbidden``."""
    demand(with_duty(policy_access.duties(tx), rules.READERS))


def demand_duty(tx: Tx, needed: frozenset[str]) -> None:
    """Let in who has one of some duties, in person. Raises ``Forbidden``."""
    demand(with_duty(policy_access.duties(tx), needed))
    by_oneself(tx)


def ask(tx: Tx, ask_id: str) -> Any:
    """Load what is asked. Raises ``Forbidden``, ``NotFound``."""
    demand_reader(tx)
    mine = (retention_asks.c.tenant == tx.tenant, retention_asks.c.id == ask_id)
    row = tx.execute(sa.select(retention_asks).where(*mine)).one_or_none()
    if row is None:
        raise NotFound
    return row


def changing(tx: Tx, ask_id: str, needed: frozenset[str], *states: str) -> Any:
    """Load what is asked for who decides about it, in person; nobody else does meanwhile.

    Raises ``Forbidden``, ``NotFound``, and ``Conflict`` in another state.
    """
    demand_duty(tx, needed)
    tx.unit.lock([tx.tenant])
    tx.unit.flush()
    row = ask(tx, ask_id)
    if row.state not in states:
        said = f"What is asked here is {row.state}: read it again."
        raise Conflict(said, extra={"state": row.state})
    return row


def demand_second(tx: Tx, row: Any) -> None:
    """Let approve who did not answer, outside of the line of who did. Raises ``Forbidden``."""
    in_line = bool(oversight.conflicting(tx, [row.answered_by]))
    demand(rules.may_approve(tx.actor.person, row.answered_by, in_line=in_line))


def demand_current(tx: Tx, row: Any, given: str) -> None:
    """Refuse a word about something else than what is asked now, by the policy in force.

    Raises ``RetentionAskChanged``, ``RetentionAskOver``.
    """
    if given != row.hash:
        raise RetentionAskChanged("It was counted anew: read it again.")
    governed = governing.in_force(tx)
    if rules.hashes(governed.rules).get(row.rule) != row.rule_hash:
        raise RetentionAskOver("Its rule is not in force any more: nothing goes by it.")
    if governed.version != row.policy_version:
        raise RetentionAskOver("Another version of the policy is in force: it is counted anew.")
