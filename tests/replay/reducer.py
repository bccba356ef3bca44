"""What events make of a snapshot, written down a second time: plain documents in, documents out.

It is as simple as the widgets' is quick: every count is made afresh from the messages at hand.
"""

from collections.abc import Callable
from typing import Any

from tests.replay.kept import Kept
from tests.replay.marks import Marks, told
from tests.replay.policy import Policies
from tests.replay.spaces import Spaces
from tests.replay.threads import Threads


Document = dict[str, Any]
SETTINGS = (
    *("posting", "wide_mentions", "joining", "allow_replies", "allow_reactions"),
    "slow_seconds",
)


class Replayed(Kept, Marks, Policies, Spaces, Threads):
    """One person's snapshot, moved on by events. ``fetch`` answers for what events leave open."""

    def __init__(self, snapshot: Document, fetch: Callable[[str], Document | None]) -> None:
        self.me: str = snapshot["me"]["person"]["id"]
        self.position: int = snapshot["me"]["position"]
        self.conversations = {c["id"]: dict(c) for c in snapshot["conversations"]}
        self.messages = {i: {m["id"]: m for m in page} for i, page in snapshot["messages"].items()}
        self.members = {
            i: {m["person_id"]: dict(m) for m in found} for i, found in snapshot["members"].items()
        }
        self.subjects = {card["subject"]: card for card in snapshot["subjects"]}
        self.spaces = {space["id"]: dict(space) for space in snapshot.get("spaces", ())}
        self.roles = set(snapshot["me"]["person"]["roles"])
        self._begin_threads(snapshot)
        self._begin_kept(snapshot)
        self.policy = snapshot.get("policy")
        self._fetch = fetch

    def apply(self, envelope: Document) -> None:
        """Apply one envelope."""
        self.position = envelope["position"]
        event = envelope["event"]
        getattr(self, "_" + event["type"].replace(".", "_"))(envelope, event)

    def shown(self, like: Document) -> Document:
        """Return the snapshot that a fresh fetch should give."""
        order = sorted(self.conversations.values(), key=lambda c: (c["last_position"], c["id"]))
        return {
            "me": like["me"] | {"position": self.position},
            "conversations": [self._counted(c) for c in reversed(order)],
            "messages": {
                i: [self._rooted(m) for m in _newest(page)] for i, page in self.messages.items()
            },
            "members": {i: [m[p] for p in sorted(m)] for i, m in self.members.items()},
            "subjects": [self.subjects[name] for name in sorted(self.subjects)],
            **({"spaces": [self.spaces[i] for i in sorted(self.spaces)]} if self.spaces else {}),
            **self._shown_threads(),
            **self._shown_policy(),
            **self._shown_kept(),
        }

    def _counted(self, shown: Document) -> Document:
        unread = [m for m in self.messages[shown["id"]].values() if self._is_unread(shown, m)]
        aside = self._unread_replies(shown["id"])
        named = [m for m in aside if self._names_me(m)]
        return shown | {
            "unread": len(unread) + len(aside),
            "unread_threads": len(aside),
            "mentions": len([m for m in unread if self._names_me(m)]) + len(named),
            "mentions_threads": len(named),
        }

    def _names_me(self, message: Document) -> bool:
        by_id = self.me in message["mentions"]
        return by_id or message["wide"] is not None or bool(self.roles & set(message["roles"]))

    def _is_unread(self, shown: Document, message: Document) -> bool:
        after: bool = message["position"] > shown["read_position"]
        return after and message["author"] != self.me and message["state"] == "active"

    def _conversation_handed_over(self, envelope: Document, event: Document) -> None:
        """Who comes and who goes is told besides."""

    def _message_created(self, envelope: Document, event: Document) -> None:
        message = event["message"]
        self._delivered(message)
        found = message["conversation_id"]
        if message["thread_id"] is not None:
            self._reply(message)
            self._follow(message)
        if not message["in_channel"]:
            self.conversations[found]["last_reply_position"] = message["position"]
            return
        self.messages[found][message["id"]] = message
        self.conversations[found] |= {
            "last_position": message["position"],
            "last_message": message,
        }

    def _message_edited(self, envelope: Document, event: Document) -> None:
        message = event["message"]
        self._delivered(message)
        self._reply(message)
        if not message["in_channel"]:
            return
        shown = self.conversations[message["conversation_id"]]
        page = self.messages[shown["id"]]
        page[message["id"]] = message | told(page.get(message["id"]), message)
        if shown["last_message"]["id"] == message["id"]:
            shown["last_message"] = message

    _message_removed = _message_restored = _message_erased = _message_edited

    def _message_acknowledged(self, envelope: Document, event: Document) -> None:
        page, found = self.messages[event["conversation_id"]], event["message_id"]
        known = page.get(found)
        mine = event["person_id"] == self.me
        if mine and known is not None and known["version"] == event["version"]:
            page[found] = known | {"acknowledged": True}

    def _message_reminded(self, envelope: Document, event: Document) -> None:
        """A reminder is shown and changes nothing; what follows is in no snapshot, and asked for."""

    _person_frozen = _person_unfrozen = _disclosure_made = _message_reminded
    _report_made = _appeal_made = _appeal_decided = _message_reminded
    _notice_made = _notice_read = _message_reminded
    _announcement_exported = _message_reminded
    _audience_ruled = _message_reminded

    def _upload_moved_on(self, envelope: Document, event: Document) -> None:
        """One's own uploads are in no snapshot: whoever shows them asks for them."""

    _attachment_begun = _attachment_described = _attachment_finished = _upload_moved_on
    _attachment_held = _attachment_ready = _attachment_refused = _upload_moved_on
    _attachment_ended = _upload_moved_on

    def _conversation_created(self, envelope: Document, event: Document) -> None:
        found = event["conversation_id"]
        self._load(found)
        known = self.conversations.get(found)  # none where one has gone from it by now
        assert known is None or known["last_position"] >= envelope["position"]

    def _load(self, found: str) -> None:
        fetched = self._fetch(found)
        if fetched is not None:
            self.conversations[found] = dict(fetched["conversation"])
            self.messages[found] = {m["id"]: m for m in fetched["messages"]}
            self.members[found] = {m["person_id"]: m for m in fetched["members"]}

    def _conversation_updated(self, envelope: Document, event: Document) -> None:
        changes = {"title": event["title"], "version": event["version"]}
        settings = {n: event[n] for n in SETTINGS}
        said = {name: value for name, value in settings.items() if value is not None}
        if event["slow_seconds"] is not None:
            said["slow_until"] = event["slow_until"]
        self.conversations[event["conversation_id"]] |= changes | said

    def _conversation_archived(self, envelope: Document, event: Document) -> None:
        self.conversations[event["conversation_id"]]["archived"] = True

    def _conversation_unarchived(self, envelope: Document, event: Document) -> None:
        self.conversations[event["conversation_id"]]["archived"] = False

    def _conversation_muted(self, envelope: Document, event: Document) -> None:
        self.conversations[event["conversation_id"]]["muted"] = event["muted"]

    def _conversation_level(self, envelope: Document, event: Document) -> None:
        self.conversations[event["conversation_id"]]["level"] = event["level"]

    def _conversation_read(self, envelope: Document, event: Document) -> None:
        found, person = event["conversation_id"], event["person_id"]
        self.members[found][person] = self.members[found][person] | {
            "read_position": event["read_position"]
        }
        if person == self.me:
            self.conversations[found]["read_position"] = event["read_position"]

    def _members_added(self, envelope: Document, event: Document) -> None:
        found = event["conversation_id"]
        if self.me in event["members"] or found not in self.conversations:
            self._load(found)
            self._back_in_threads()
            return
        for person in event["members"]:
            fresh = {"person_id": person, "name": person.title(), "role": event["role"]}
            self.members[found].setdefault(person, fresh | {"read_position": -1})
        self.conversations[found]["member_count"] = len(self.members[found])

    def _member_removed(self, envelope: Document, event: Document) -> None:
        found, person = event["conversation_id"], event["person_id"]
        if found not in self.conversations:
            return
        if person == self.me:
            del self.conversations[found], self.messages[found], self.members[found]
            return
        del self.members[found][person]
        self.conversations[found]["member_count"] = len(self.members[found])

    def _member_changed(self, envelope: Document, event: Document) -> None:
        found, person, role = event["conversation_id"], event["person_id"], event["role"]
        self.members[found][person] = self.members[found][person] | {"role": role}
        if person == self.me:
            self.conversations[found]["role"] = role


def _newest(page: dict[str, Document]) -> list[Document]:
    return sorted(page.values(), key=lambda m: -m["position"])
