"""How the entries of a random sample are told."""

from collections.abc import Mapping
from typing import Any

from onrecord_server.record.story import tells


Entry = Mapping[str, Any]


@tells("sample.committed")
def _committed(entry: Entry) -> str:
    facts = entry["facts"]
    whom = facts.get("population", "everybody")
    gap = (
        f"; {facts['unsampled']} messages before it are in no period" if facts["unsampled"] else ""
    )
    return (
        f"began a period of {facts['trigger']} until {facts['ends_at']}: "
        f"{facts['percent']} hundredths of a percent of what {whom} writes, "
        f"by the seed of {facts['commitment'][:19]}{gap}"
    )


@tells("sample.listed")
def _listed(entry: Entry) -> str:
    facts = entry["facts"]
    return f"listed {facts['eligible']} messages that it was drawn from, {facts['drawn']} drawn"


@tells("sample.drawn")
def _drawn(entry: Entry) -> str:
    facts = entry["facts"]
    return (
        f"drew {facts['drawn']} of {facts['eligible']} messages by the seed {facts['seed'][:19]}, "
        f"to be decided until {facts['due_at']}"
    )


@tells("sample.reckoned")
def _reckoned(entry: Entry) -> str:
    facts = entry["facts"]
    return f"counted: {facts['decided']} of {facts['drawn']} drawn messages were decided in time"
