"""What the record says that the tables of moderation hold; verification compares them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.moderation.rows import hits
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


_SAID: Final = (
    *("conversation", "trigger", "kind", "severity", "action", "lexicon", "lexicon_version"),
    *("spans", "policy_version", "policy_hash"),
)


def _flagged(entry: Mapping[str, Any], _: Known, __: Folded) -> Iterable[tuple[Key, Expected]]:
    facts = entry["facts"]
    row = {
        **{name: facts.get(name) for name in _SAID},
        "message": entry["object"],
        "version": entry["version"],
        "author": facts.get("author", entry["actor"]),
        "content_id": entry["content"],
        "at": entry_micros(entry),
        "position": entry["position"],
    }
    return [((facts["hit"],), row)]


HITS: Final = register(StateCheck("hit", hits, ("id",), frozenset({"message.flagged"}), _flagged))
