"""What events make of threads: one's places in them, what is unread there, what their roots say.

Every count is made afresh from all replies; the snapshot of a scene about threads holds them.
"""

from collections.abc import Callable
from typing import Any


Document = dict[str, Any]
MOST_PEOPLE = 5


_PREFERRED = ("keywords", "language", "text_size", "version")


class Threads:
    """The part of a replayed snapshot that is about threads, and what the reader prefers."""

    me: str
    conversations: dict[str, Document]
    messages: dict[str, dict[str, Document]]
    marks: dict[str, Document]
    replies: dict[str, dict[str, Document]]
    preferences: Document | None
    _fetch: Callable[[str], Document | None]

    def _begin_threads(self, aside: Document) -> None:
        self.marks = {mark["thread_id"]: mark for mark in aside.get("marks", ())}
        self.replies = {
            thread: {reply["id"]: reply for reply in found}
            for thread, found in aside.get("replies", {}).items()
        }
        self.preferences = aside.get("preferences")

    def _back_in_threads(self) -> None:
        """I am in a conversation again, and heard nothing of its threads in between."""
        fetched = None if self.preferences is None else self._fetch("threads")
        if fetched is not None:
            self._begin_threads(fetched)

    def _shown_threads(self) -> Document:
        if self.preferences is None:
            return {}
        marks = [self.marks[thread] for thread in sorted(self.marks)]
        return {
            "marks": [mark for mark in marks if mark["conversation_id"] in self.conversations],
            "replies": {
                thread: sorted(found.values(), key=lambda reply: -reply["position"])
                for thread, found in sorted(self.replies.items())
            },
            "preferences": self.preferences,
        }

    # -- replies -----------------------------------------------------------------------------------

    def _reply(self, reply: Document) -> None:
        if reply["thread_id"] is not None:
            self.replies.setdefault(reply["thread_id"], {})[reply["id"]] = reply

    def _follow(self, reply: Document) -> None:
        """Who writes or is named follows from there on; the root's author from the beginning."""
        thread, position = reply["thread_id"], reply["position"]
        mark = self.marks.get(thread)
        if mark is not None and mark["following"]:
            return
        wrote, first = reply["author"] == self.me, reply["thread_author"] == self.me
        if mark is None and first:
            self._mark(reply, following=True, read_position=-1)
        elif wrote or self.me in reply["mentions"]:
            read = position if wrote else position - 1
            self._mark(reply, following=True, read_position=read)

    def _mark(self, about: Document, **changes: Any) -> None:
        thread = about["thread_id"]
        fresh = {
            "thread_id": thread,
            "conversation_id": about["conversation_id"],
            "following": False,
            "read_position": -1,
        }
        self.marks[thread] = self.marks.get(thread, fresh) | changes

    # -- what I say --------------------------------------------------------------------------------

    def _read_to(self, thread: str, position: int) -> int:
        mark = self.marks.get(thread)
        return position if mark is None else max(position, int(mark["read_position"]))

    def _thread_followed(self, envelope: Document, event: Document) -> None:
        read = self._read_to(event["thread_id"], event["read_position"])
        self._mark(event, following=True, read_position=read)

    def _thread_unfollowed(self, envelope: Document, event: Document) -> None:
        self._mark(event, following=False)

    def _thread_read(self, envelope: Document, event: Document) -> None:
        self._mark(event, read_position=self._read_to(event["thread_id"], event["read_position"]))

    def _threads_read(self, envelope: Document, event: Document) -> None:
        for thread in event["threads"]:
            mark = self.marks[thread]
            self._mark(mark, read_position=self._read_to(thread, event["read_position"]))

    def _preferences_changed(self, envelope: Document, event: Document) -> None:
        self.preferences = {name: event[name] for name in _PREFERRED}

    # -- what there is to show -----------------------------------------------------------------------

    def _unread_in(self, thread: str) -> list[Document]:
        mark = self.marks.get(thread)
        if mark is None or not mark["following"]:
            return []
        return [
            reply
            for reply in self.replies.get(thread, {}).values()
            if reply["position"] > mark["read_position"]
            and reply["author"] != self.me
            and reply["state"] == "active"
            and not reply["in_channel"]
        ]

    def _unread_replies(self, conversation: str) -> list[Document]:
        threads = [t for t, m in self.marks.items() if m["conversation_id"] == conversation]
        return [reply for thread in threads for reply in self._unread_in(thread)]

    def _rooted(self, message: Document) -> Document:
        """Return a message of a timeline with what it says of its thread."""
        if message["thread_id"] is not None:
            return message
        return message | {"thread": self._summary(message)}

    def _summary(self, root: Document) -> Document | None:
        replies = [r for r in self.replies.get(root["id"], {}).values() if r["state"] == "active"]
        mark = self.marks.get(root["id"])
        if not replies and mark is None:
            return None
        replies.sort(key=lambda reply: -reply["position"])
        last = replies[0] if replies else root
        place = mark or {"following": False, "read_position": -1}
        return {
            "replies": len(replies),
            "last_at": last["created_at"],
            "last_position": last["position"],
            "people": list(dict.fromkeys(reply["author"] for reply in replies))[:MOST_PEOPLE],
            "following": place["following"],
            "read_position": place["read_position"],
            "unread": len(self._unread_in(root["id"])),
        }
