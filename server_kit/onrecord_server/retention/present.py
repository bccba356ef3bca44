"""Verdicts as people are shown them."""

from typing import Any

from onrecord.wire import imports as import_wire
from onrecord.wire import retention as wire
from onrecord_server.retention.rules import FOREVER, HoldReason, MinimumReason, Reason, Verdict
from onrecord_server.retention.sources import WeighedSource


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


# -- the files of imports --------------------------------------------------------------------------


def source(row: Any, weighed: WeighedSource, *, names_holds: bool) -> import_wire.ImportRetention:
    """Return what becomes of the file of an import; one of which some is gone says by what the rest stays."""
    verdict, state = weighed.verdict, _state(weighed)
    reasons = verdict.reasons if state == "kept" else ()
    kept = [_kept(one, names_holds=names_holds) for one in reasons]
    return import_wire.ImportRetention(
        import_id=row.id,
        state=state,
        kept=list(dict.fromkeys(kept)),
        goes_at=None if state == "goes" or verdict.goes == FOREVER else verdict.goes,
        file_erased_by=row.erased_position,
    )


def erased_source(row: Any) -> import_wire.ImportRetention:
    """Return that the file of an import is gone, and by which event."""
    return import_wire.ImportRetention(
        import_id=row.id, state="erased", file_erased_by=row.erased_position
    )


def _state(weighed: WeighedSource) -> import_wire.ImportFileState:
    verdict, asked = weighed.verdict, weighed.source.lost or not weighed.source.brought
    if verdict.outcome == "destroy":
        return "goes"
    return "kept" if asked and verdict.outcome == "keep" and verdict.reasons else "stays"


def _kept(reason: Reason, *, names_holds: bool) -> import_wire.ImportFileKept:
    if isinstance(reason, HoldReason):
        if names_holds:
            return import_wire.ImportFileKept(because="hold", hold_id=reason.id)
        return import_wire.ImportFileKept(because="duty")
    if isinstance(reason, MinimumReason):
        return import_wire.ImportFileKept(
            because="minimum", rule=reason.rule, basis=reason.basis, until=reason.until
        )
    return import_wire.ImportFileKept(because="case" if reason.kind == "case" else "running")
