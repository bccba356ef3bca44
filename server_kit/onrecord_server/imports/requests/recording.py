"""Putting on the record what was asked of somebody, and what they answered. No entry holds a word of it."""

from collections.abc import Mapping
from typing import Any

from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.operation import Tx


def record(
    tx: Tx, kind: str, request_id: str, told: str, facts: Mapping[str, Any], **content: Any
) -> None:
    """Record one thing that was done with a request, and tell one person of it."""
    state = facts.get("state", "asked")
    tx.record(
        Draft(
            type=kind,
            object=request_id,
            audience=to_person(told),
            event={"request_id": request_id, "state": state},
            facts=dict(facts),
            **content,
        )
    )
