"""Random samples, from rows to wire."""

from typing import Any

from onrecord.wire import samples as wire
from onrecord_server.core.doc import moment
from onrecord_server.core.stream import Stored, composes


_KEPT = (
    *("id", "state", "trigger", "severity", "population", "policy_version", "policy_hash"),
    *("commitment", "position", "unsampled", "drawn_position", "ended_by", "eligible", "drawn"),
)
_TIMES = ("began_at", "ends_at", "drawn_at", "due_at", "reckoned_at")


def sample(row: Any, decided: int) -> wire.Sample:
    """Return a period; its seed is shown once it is drawn, and not before.

    ``decided`` is how much of it is so far; once that is on the record, it is what that says.
    """
    so_far = decided if row.state == "drawn" else None
    times = {name: getattr(row, name) for name in _TIMES}
    return wire.Sample.model_validate(
        {
            **{name: getattr(row, name) for name in _KEPT},
            **{name: None if at is None else moment(at) for name, at in times.items()},
            "decided": so_far if row.decided is None else row.decided,
            "hundredths": row.percent,
            "seed": row.seed if row.state == "drawn" else None,
        }
    )


@composes("sample.committed")
def _committed(item: Stored) -> dict[str, Any]:
    return {"sample_id": item.entry["object"], "commitment": item.entry["facts"]["commitment"]}


@composes("sample.listed")
def _listed(item: Stored) -> dict[str, Any]:
    return {"sample_id": item.entry["object"], "part": item.entry["facts"]["part"]}


@composes("sample.drawn")
def _drawn(item: Stored) -> dict[str, Any]:
    facts = item.entry["facts"]
    counted = {name: facts[name] for name in ("seed", "eligible", "drawn")}
    return {"sample_id": item.entry["object"], **counted}


@composes("sample.reckoned")
def _reckoned(item: Stored) -> dict[str, Any]:
    facts = item.entry["facts"]
    return {
        "sample_id": item.entry["object"],
        "drawn": facts["drawn"],
        "decided": facts["decided"],
    }
