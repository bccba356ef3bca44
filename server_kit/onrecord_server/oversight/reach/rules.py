"""Who reads the reach of a tenant, and why somebody is on its list. Pure."""

from collections.abc import Collection
from typing import Final

from onrecord.wire.reach import ReachReason
from onrecord_server.core.decision import Decision
from onrecord_server.policy.deciding import with_duty
from onrecord_server.policy.rules import APPROVERS


#: The duty that is for nothing else: who looks after it that everybody is told.
OFFICER: Final = "communications_officer"
DUTIES: Final = frozenset({OFFICER, "auditor", *APPROVERS})
#: In the order in which they are shown.
REASONS: Final[tuple[ReachReason, ...]] = (
    *("no_space", "no_announcement", "unreached"),
    *("unacknowledged", "policy"),
)
#: No more announcements are looked at.
MOST: Final = 100


def may_read(duties: Collection[str]) -> Decision:
    """Say whether somebody of some duties may see who is left out."""
    return with_duty(duties, DUTIES)
