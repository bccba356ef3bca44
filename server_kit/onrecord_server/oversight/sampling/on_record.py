"""What the record says that the tables of random samples hold; verification compares them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from onrecord_server.core.doc import micros
from onrecord_server.oversight.sampling.rows import sample_items, samples
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


Rows = Iterable[tuple[Key, Expected]]
_COMMITTED: Final = (
    *("trigger", "severity", "percent", "due", "policy_version", "policy_hash"),
    *("commitment", "unsampled"),
)


def _micros(text: str) -> int:
    return micros(datetime.fromisoformat(text))


def _sample(entry: Mapping[str, Any], known: Known, _: Folded) -> Rows:
    key = (entry["object"],)
    if entry["type"] == "sample.committed":
        return [(key, _committed(entry))]
    row = known(key)
    if row is None:
        raise KeyError(entry["object"])
    said = _drawn(entry) if entry["type"] == "sample.drawn" else _reckoned(entry)
    return [(key, row | said)]


def _committed(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    return {
        **{name: facts[name] for name in _COMMITTED},
        "state": "committed",
        "population": facts.get("population"),
        "began_at": entry_micros(entry),
        "ends_at": _micros(facts["ends_at"]),
        "position": entry["position"],
        **dict.fromkeys(("drawn_at", "drawn_position", "eligible", "drawn", "decided")),
    }


def _drawn(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    return {
        **{name: facts[name] for name in ("seed", "eligible", "drawn", "parts", "ended_by")},
        "state": "drawn",
        "drawn_at": entry_micros(entry),
        "drawn_position": entry["position"],
        "due_at": _micros(facts["due_at"]),
    }


def _reckoned(entry: Mapping[str, Any]) -> Expected:
    return {"decided": entry["facts"]["decided"], "reckoned_at": entry_micros(entry)}


def _items(entry: Mapping[str, Any], _: Known, content: Folded) -> Rows:
    drawn = () if content is None else content["drawn"]
    return [((entry["object"], message), {}) for message in drawn]


SAMPLES: Final = register(
    StateCheck(
        "sample",
        samples,
        ("id",),
        frozenset({"sample.committed", "sample.drawn", "sample.reckoned"}),
        _sample,
    )
)
ITEMS: Final = register(
    StateCheck(
        "drawn message",
        sample_items,
        ("sample", "message"),
        frozenset({"sample.listed"}),
        _items,
    )
)
