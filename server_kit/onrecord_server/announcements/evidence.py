"""What makes an acknowledgement evidence: it names the very words that were there. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from onrecord_server.record.agreements import EntryCheck, Notes, register


def _look(entry: Mapping[str, Any], notes: Notes) -> str | None:
    message = entry["object"]
    known = notes.get(message)
    if entry["type"] == "message.acknowledged":
        return _judge(entry, known)
    if entry["type"] == "message.created" and entry["facts"].get("acknowledge"):
        notes.put(message, {"author": entry["actor"], "version": 1, "commit": entry["commit"]})
    elif known is not None:
        notes.put(message, known | _change(entry))
    return None


_GONE: Final = frozenset({"message.removed", "message.erased"})


def _change(entry: Mapping[str, Any]) -> dict[str, Any]:
    if entry["type"] in _GONE:
        return {"removed": True}
    if entry["type"] == "message.restored":
        return {"removed": False}
    return {"version": entry["version"], "commit": entry["commit"]}


def _judge(entry: Mapping[str, Any], known: Mapping[str, Any] | None) -> str | None:
    """Say what is wrong with an acknowledgement; it is always of the newest version at its place."""
    if known is None:
        return "it acknowledges a message that asks for nothing"
    if known.get("removed"):
        return "it acknowledges a message that was removed before"
    if entry["version"] != known["version"]:
        return f"it acknowledges version {entry['version']}, the newest was {known['version']}"
    if entry["facts"]["commit"] != known["commit"]:
        return "its commitment is not that of the version that it acknowledges"
    if entry["facts"]["person_id"] != entry["actor"]:
        return f"{entry['actor']} acknowledged for {entry['facts']['person_id']}"
    return None


EVIDENCE: Final = register(
    EntryCheck(
        noun="acknowledgement",
        types=frozenset(
            {
                *("message.created", "message.edited", "message.removed", "message.restored"),
                *("message.erased", "message.acknowledged"),
            }
        ),
        look=_look,
    )
)
