"""What the record says that the table of attachments holds; verification compares the two."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from onrecord_server.attachments.rows import attachments
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


#: What files go with; of what was kept back they are a part too, and nobody sees them.
_BINDS: Final = frozenset({"message.created", "message.held", "message.blocked"})
_ERASES: Final = frozenset({"message.erased", "held.erased"})


def _fold(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    if entry["type"] in _BINDS:
        for attachment_id in entry["facts"].get("attachments", ()):
            key = (attachment_id,)
            bound = {"state": "bound", "message": entry["object"]}
            yield key, _there(known, key) | bound
        return
    if entry["type"] in _ERASES:
        for attachment_id in entry["facts"].get("attachments", ()):
            yield (attachment_id,), _there(known, (attachment_id,)) | {"state": "erased"}
        return
    key = (entry["object"],)
    before = {} if entry["type"] == "attachment.begun" else _there(known, key)
    yield key, before | _FOLDS[entry["type"]](entry) | _said(entry)


def _there(known: Known, key: Key) -> Expected:
    row = known(key)
    if row is None:
        raise KeyError(key[0])
    return row


def _said(entry: Mapping[str, Any]) -> Expected:
    """Return what changes where the owner has said something of the file."""
    if entry.get("version") is None:
        return {}
    return {"version": entry["version"], "content_id": entry["content"]}


def _begun(entry: Mapping[str, Any]) -> Expected:
    facts = entry["facts"]
    return {
        "conversation": facts["conversation"],
        "owner": entry["actor"],
        "store": facts["store"],
        "size": facts["size"],
        "created_at": entry_micros(entry),
        "state": "uploading",
        "checked_content_id": None,
        "reason": None,
        "message": None,
    }


_FOLDS: Final[Mapping[str, Callable[[Mapping[str, Any]], Expected]]] = {
    "attachment.begun": _begun,
    "attachment.described": lambda _: {},
    "attachment.finished": lambda _: {"state": "checking"},
    "attachment.held": lambda _: {},
    "attachment.ready": lambda entry: {
        "state": "ready",
        "checked_content_id": entry["content"],
    },
    "attachment.refused": lambda entry: {
        "state": "refused",
        "reason": entry["facts"]["reason"],
    },
    "attachment.ended": lambda entry: {"state": entry["facts"]["how"]},
}

CHECK: Final = register(
    StateCheck(
        noun="attachment",
        table=attachments,
        key=("id",),
        types=frozenset({*_FOLDS, *_BINDS, *_ERASES}),
        fold=_fold,
    )
)
