"""Verdicts as people are shown them."""

from typing import Any

from onrecord.wire import retention as wire
from onrecord_server.retention.rules import FOREVER, MinimumReason, Verdict


def explanation(row: Any, policy: int | None, verdict: Verdict) -> wire.MessageRetention:
    """Return what keeps a message, as its parties are told."""
    running = [one for one in verdict.reasons if isinstance(one, MinimumReason)]
    return wire.MessageRetention(
        message_id=row.id,
        version=row.version,
        policy_version=policy,
        kept_until=verdict.until,
        reasons=[
            wire.KeepingRule(rule=one.rule, basis=one.basis, until=one.until) for one in running
        ],
        goes_at=None if verdict.goes == FOREVER else verdict.goes,
    )
