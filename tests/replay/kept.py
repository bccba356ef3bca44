"""What events make of one's own messages that a rule kept back."""

from typing import Any


Document = dict[str, Any]


class Kept:
    """The part of a replayed snapshot that only the author of a message sees."""

    held: dict[str, list[Document]] | None

    def _begin_kept(self, snapshot: Document) -> None:
        found = snapshot.get("held")
        self.held = None if found is None else {i: list(kept) for i, kept in found.items()}

    def _kept(self, conversation: str) -> list[Document]:
        return [] if self.held is None else self.held.setdefault(conversation, [])

    def _message_held(self, envelope: Document, event: Document) -> None:
        message = event["message"]
        kept = self._kept(message["conversation_id"])
        kept[:] = [one for one in kept if not _same(one, message["id"], message["version"])]
        kept.append(message)

    _message_blocked = _message_held

    def _message_rejected(self, envelope: Document, event: Document) -> None:
        kept = self._kept(event["conversation_id"])
        known = {(one["id"], one["version"]): one for one in kept}
        known[event["message_id"], event["version"]] |= {"state": "rejected"}

    def _message_withdrawn(self, envelope: Document, event: Document) -> None:
        kept, gone = self._kept(event["conversation_id"]), (event["message_id"], event["version"])
        kept[:] = [one for one in kept if not _same(one, *gone)]

    _held_erased = _message_withdrawn

    def _delivered(self, message: Document) -> None:
        """What is there is held no longer, nor is what came before it."""
        kept = self._kept(message["conversation_id"])
        kept[:] = [
            one for one in kept if one["id"] != message["id"] or one["version"] > message["version"]
        ]

    def _shown_kept(self) -> Document:
        if self.held is None:
            return {}
        found = {i: sorted(kept, key=lambda one: -one["position"]) for i, kept in self.held.items()}
        return {"held": {i: kept for i, kept in found.items() if kept}}


def _same(message: Document, found: str, version: int) -> bool:
    return (message["id"], message["version"]) == (found, version)
