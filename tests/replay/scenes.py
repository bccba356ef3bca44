"""What people do, scene by scene; bob watches each of them."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from onrecord.client import Actor as Client
from tests.support.engines import Room


@dataclass(frozen=True)
class Stage:
    """The people, and a group in which three messages lie already."""

    room: Room
    alice: Client
    bob: Client
    carol: Client
    group: str
    sent: list[Any]
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def say(self, who: Client, text: str, **more: Any) -> Any:
        """Send with a client id that is the same in every run."""
        more.setdefault("client_id", f"said-{next(self.numbers)}")
        return who.messages.send(self.group, text, **more)


Scene = Callable[[Stage], None]
SCENES: Final[dict[str, Scene]] = {}


def scene(function: Scene) -> Scene:
    """Register a scene under the sentence that describes it."""
    SCENES[(function.__doc__ or "").rstrip(".")] = function
    return function


@scene
def send(s: Stage) -> None:
    """Others send, one names me, one answers another."""
    one = s.say(s.alice, "hello **all**", client_id="c1")
    s.say(s.carol, "for <@bob>", reply_to=one.id)


@scene
def own(s: Stage) -> None:
    """What I send is not unread for me."""
    s.say(s.bob, "mine <@bob>", client_id="c2")


@scene
def retry(s: Stage) -> None:
    """A message that is sent twice with one client id arrives once."""
    for _ in range(2):
        s.say(s.alice, "once", client_id="c3")


@scene
def edit(s: Stage) -> None:
    """An edit changes text and mentions, and notifies nobody anew."""
    s.alice.messages.edit(s.sent[0].id, "now with <@bob>")
    s.alice.messages.edit(s.sent[0].id, "and without")


@scene
def edit_last(s: Stage) -> None:
    """An edit of the last message shows in the list."""
    s.carol.messages.edit(s.sent[-1].id, "the last word <@bob>")


@scene
def remove(s: Stage) -> None:
    """A removal leaves a tombstone and takes its count away."""
    s.alice.messages.remove(s.sent[0].id, reason="wrong window")
    s.carol.messages.remove(s.sent[-1].id)


@scene
def read(s: Stage) -> None:
    """Marks move forward, mine and those of others."""
    s.bob.conversations.read(s.group, s.sent[0].position)
    s.carol.conversations.read(s.group, s.sent[-1].position)
    s.say(s.alice, "one more")


@scene
def rename(s: Stage) -> None:
    """A title changes and is taken away again."""
    s.alice.conversations.update(s.group, title="Crew")
    s.alice.conversations.update(s.group, title="")


@scene
def archive(s: Stage) -> None:
    """A conversation is archived, used again, and other people may write."""
    s.alice.conversations.archive(s.group)
    s.alice.conversations.unarchive(s.group)
    s.alice.conversations.update(s.group, posting="moderators", wide_mentions="moderators")
    s.alice.conversations.update(s.group, allow_replies=False)
    s.alice.conversations.update(s.group, slow_seconds=30)
    s.alice.conversations.update(s.group, slow_seconds=0)
    s.alice.conversations.archive(s.group)


@scene
def arrive(s: Stage) -> None:
    """Others join and leave."""
    s.alice.conversations.add_members(s.group, ["dora", "emil"], role="moderator")
    s.alice.conversations.remove_member(s.group, "dora")
    s.carol.conversations.remove_member(s.group, "carol")


@scene
def hand_over(s: Stage) -> None:
    """Who leads the group leaves, and somebody else takes it over."""
    s.room.person("dora")
    s.room.plain(None).handovers.start("alice", "dora", reason_code="left")


@scene
def promote(s: Stage) -> None:
    """Roles change, mine too."""
    s.alice.conversations.change_member(s.group, "bob", role="moderator")
    s.alice.conversations.change_member(s.group, "carol", role="owner")


@scene
def mute(s: Stage) -> None:
    """I mute and unmute; nobody else hears of it."""
    s.bob.conversations.mute(s.group)
    s.bob.conversations.mute(s.group, muted=False)
    s.bob.conversations.mute(s.group)
    s.alice.conversations.mute(s.group)


@scene
def begin(s: Stage) -> None:
    """Conversations begin, with me and without me."""
    s.alice.conversations.create(kind="group", members=["bob"], title="New", subject="order:9")
    s.bob.conversations.create(kind="direct", members=["carol"])
    s.bob.conversations.create(kind="channel", members=["alice"], title="Mine")
    s.alice.conversations.create(kind="group", members=["carol"], title="Not for bob")


@scene
def go(s: Stage) -> None:
    """I am removed and hear of nothing after it."""
    s.say(s.alice, "see you")
    s.alice.conversations.remove_member(s.group, "bob")
    s.say(s.alice, "is he gone?")


@scene
def come_back(s: Stage) -> None:
    """I come back to a history that begins now."""
    s.alice.conversations.remove_member(s.group, "bob")
    s.say(s.alice, "while he is away")
    s.alice.conversations.add_members(s.group, ["bob"], history="from_now")
    s.say(s.alice, "welcome back")


@scene
def announce(s: Stage) -> None:
    """I acknowledge an announcement, and again after its text has changed."""
    made = s.alice.conversations.create(kind="announcement", members=["bob", "carol"], title="News")
    sent = s.alice.messages.send(made.id, "Read this", client_id="a1", acknowledge=True)
    s.bob.announcements.acknowledge(sent.id, 1)
    s.carol.announcements.acknowledge(sent.id, 1)
    s.alice.messages.edit(sent.id, "Read this again")
    s.alice.announcements.remind(sent.id)
    s.bob.announcements.acknowledge(sent.id, 2)
    s.alice.messages.send(made.id, "And this", client_id="a2", priority="urgent", acknowledge=True)
    s.alice.announcements.export(sent.id)


@scene
def announced(s: Stage) -> None:
    """What I announce is acknowledged by others, and I hear of it."""
    made = s.bob.conversations.create(kind="announcement", members=["alice", "carol"], title="Mine")
    sent = s.bob.messages.send(made.id, "Read this", client_id="a3", acknowledge=True)
    s.carol.announcements.acknowledge(sent.id, 1)
    s.bob.announcements.remind(sent.id)
    s.bob.announcements.export(sent.id)


#: Where the widgets ask the server again, so that events alone do not tell the end.
ASKED_AGAIN: Final = {
    "I come back to a history that begins now",
    "I come into a space that is there, as a guest, a member and a moderator",
}
