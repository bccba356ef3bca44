"""Who may ask whether the record holds."""

from onrecord.errors import Forbidden
from onrecord_server.core.operation import Tx
from onrecord_server.policy import access
from onrecord_server.policy.rules import APPROVERS


#: Who answers for the record, and is told when it does not hold.
ANSWERS: tuple[str, ...] = (*sorted(APPROVERS), "auditor")


def demand(tx: Tx) -> None:
    """Let in who approves policies or audits. Raises ``Forbidden``."""
    if access.duties(tx).isdisjoint(ANSWERS):
        raise Forbidden("This is for who approves policies, and for auditors.")


def who_answers(tx: Tx) -> list[str]:
    """Return the people who are told when the record does not hold."""
    return sorted({one for duty in ANSWERS for one in access.holders(tx, duty)})
