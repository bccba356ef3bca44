"""What events make of reactions, pins, saved messages and cards."""

from typing import Any


Document = dict[str, Any]


class Marks:
    """The part of a replayed snapshot that people put on messages, and what the host says."""

    me: str
    messages: dict[str, dict[str, Document]]
    subjects: dict[str, Document]

    def _put(self, event: Document, **values: Any) -> None:
        page = self.messages.get(event["conversation_id"], {})
        message = page.get(event["message_id"])
        if message is not None and message["state"] == "active":
            page[message["id"]] = message | values

    def _reaction_added(self, envelope: Document, event: Document) -> None:
        self._react(event, 1)

    def _reaction_removed(self, envelope: Document, event: Document) -> None:
        self._react(event, -1)

    def _react(self, event: Document, change: int) -> None:
        page = self.messages.get(event["conversation_id"], {})
        message, emoji = page.get(event["message_id"]), event["emoji"]
        if message is None or emoji is None:
            return
        found = {total["emoji"]: total for total in message["reactions"]}
        before = found.get(emoji, {"emoji": emoji, "count": 0, "mine": False})
        mine = change > 0 if event["person_id"] == self.me else before["mine"]
        found[emoji] = before | {"count": before["count"] + change, "mine": mine}
        self._put(event, reactions=[total for total in found.values() if total["count"]])

    def _message_pinned(self, envelope: Document, event: Document) -> None:
        self._put(event, pinned=True)

    def _message_unpinned(self, envelope: Document, event: Document) -> None:
        self._put(event, pinned=False)

    def _message_saved(self, envelope: Document, event: Document) -> None:
        self._put(event, saved=True)

    def _message_unsaved(self, envelope: Document, event: Document) -> None:
        self._put(event, saved=False)

    def _subject_described(self, envelope: Document, event: Document) -> None:
        self.subjects.pop(event["subject"], None)
        if event["card"] is not None:
            self.subjects[event["subject"]] = event["card"]

    def _subject_removed(self, envelope: Document, event: Document) -> None:
        self.subjects.pop(event["subject"], None)


def told(known: Document | None, message: Document) -> Document:
    """Return what a reader keeps of a message besides its event: of a removed one, nothing."""
    names = ("reactions", "pinned", "saved")
    if known is None or message["state"] != "active":
        return {}
    return {name: known[name] for name in names}
