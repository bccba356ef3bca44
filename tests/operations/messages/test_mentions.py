"""Whom a message names, one by one or many at once, and what keeps it from becoming a storm."""

from collections.abc import Callable
from typing import Any

import pytest

from onrecord.errors import ConfirmMentions, Forbidden, Invalid, OnRecordError, RateLimited
from onrecord.wire.people import UpsertPerson
from onrecord_server.core.actor import host_actor
from tests.support.engines import Room


Refuses = Callable[[type[OnRecordError], Callable[[], Any]], OnRecordError]


def _role(room: Room, person: str, *roles: str) -> None:
    said = UpsertPerson(person_id=person, name=person.title(), roles=list(roles))
    room.engines.call("people.upsert", said, host_actor("acme"))


def _mentions(room: Room, group: str) -> list[int]:
    people = ("alice", "bob", "carol")
    return [room.plain(person).conversations.get(group).mentions for person in people]


@pytest.mark.parametrize("word", ["channel", "here"])
def test_everybody_is_named_without_a_row_for_anybody(room: Room, group: str, word: str) -> None:
    before = len(room.rows()["onrecord_mentions"])
    sent = room.plain("bob").messages.send(group, f"<!{word}> look")
    assert (sent.wide, sent.mentions) == (word, [])
    assert _mentions(room, group) == [1, 0, 1]
    assert len(room.rows()["onrecord_mentions"]) == before
    room.plain("carol").conversations.read(group, room.end())
    assert _mentions(room, group) == [1, 0, 0]
    room.plain("bob").messages.remove(sent.id)
    assert _mentions(room, group) == [0, 0, 0]


def test_a_role_names_those_who_have_it_now(room: Room, group: str) -> None:
    _role(room, "carol", "on_call", "sales")
    sent = room.plain("alice").messages.send(group, "<@&on_call>, help")
    assert sent.roles == ["on_call"]
    assert _mentions(room, group) == [0, 0, 1]
    _role(room, "carol", "onxcall")
    _role(room, "bob", "on_call")
    assert _mentions(room, group) == [0, 1, 0]


def test_who_is_named_twice_by_one_message_is_told_once(room: Room, group: str) -> None:
    _role(room, "bob", "on_call")
    room.plain("alice").messages.send(group, "<@bob> <@&on_call> <!channel>")
    assert _mentions(room, group) == [0, 1, 1]


def test_code_names_nobody(room: Room, group: str) -> None:
    text = "`<@bob>` and `<!channel>`\n\n```\n<@bob> <@&x> <!here>\n```"
    sent = room.plain("alice").messages.send(group, text)
    assert (sent.mentions, sent.roles, sent.wide) == ([], [], None)


def test_an_edit_names_other_people_and_never_more_at_once(room: Room, group: str) -> None:
    alice = room.plain("alice")
    sent = alice.messages.send(group, "<!here> <@bob>")
    edited = alice.messages.edit(sent.id, "<!channel> <@&x> <@carol>")
    assert (edited.mentions, edited.roles, edited.wide) == (["carol"], [], None)
    assert _mentions(room, group) == [0, 0, 1]
    assert alice.messages.get(sent.id).mentions == ["carol"]


def test_a_reply_aside_names_people_one_by_one(room: Room, group: str, refuses: Refuses) -> None:
    alice = room.plain("alice")
    root = alice.messages.send(group, "root")
    refuses(Invalid, lambda: alice.messages.send(group, "<!channel>", thread_id=root.id))
    shown = alice.messages.send(group, "<!channel>", thread_id=root.id, also_in_channel=True)
    assert shown.wide == "channel"
    assert _mentions(room, group) == [0, 1, 1]


def test_a_storm_is_stopped_and_plain_words_go_on(room: Room, group: str, refuses: Refuses) -> None:
    alice = room.plain("alice")
    for number in range(5):
        alice.messages.send(group, f"<!here> {number}" if number % 2 else f"<@&none> {number}")
    said = refuses(RateLimited, lambda: alice.messages.send(group, "<!channel>"))
    assert 500 < (said.retry_after or 0) <= 600  # type: ignore[attr-defined]
    assert alice.messages.send(group, "plain words to <@bob>").mentions == ["bob"]
    assert room.plain("bob").messages.send(group, "<!channel>").wide == "channel"


def test_a_storm_in_one_batch_is_stopped_too(room: Room, group: str) -> None:
    from onrecord import endpoints
    from onrecord.wire.messages import SendMessage

    one = SendMessage(conversation_id=group, text="<!here>")
    said = room.batch(*[("alice", endpoints.SEND_MESSAGE, one)] * 7)
    assert [isinstance(answer, RateLimited) for answer in said] == [False] * 5 + [True] * 2


@pytest.fixture
def crowd(room: Room) -> str:
    """A group of alice and 60 others, who have the role ``crew``."""
    people = [f"p{number}" for number in range(60)]
    for person in people:
        _role(room, person, "crew")
    alice = room.person("alice")
    return alice.conversations.create(kind="group", members=people, title="All").id


@pytest.mark.parametrize("text", ["<!channel>", "<!here>", "<@&crew>", "<@&crew> <!here>"])
def test_more_than_fifty_are_named_only_by_who_knows(
    room: Room, crowd: str, refuses: Refuses, text: str
) -> None:
    alice = room.plain("alice")
    said = refuses(ConfirmMentions, lambda: alice.messages.send(crowd, text))
    assert said.extra == {"count": 60}  # type: ignore[attr-defined]
    refuses(ConfirmMentions, lambda: alice.messages.send(crowd, text, confirm_mentions=53))
    sent = alice.messages.send(crowd, text, confirm_mentions=54, client_id="once")
    assert alice.messages.send(crowd, text, client_id="once") == sent, "a retry is no new question"
    assert room.plain("p7").conversations.get(crowd).mentions == 1


def test_where_moderators_name_many_others_do_not(room: Room, group: str, refuses: Refuses) -> None:
    import sqlalchemy as sa

    from onrecord_server.conversations.rows import conversations

    with room.engines.prepared("acme").write() as connection:
        connection.execute(sa.update(conversations).values(wide_mentions="moderators"))
    for text in ("<!channel>", "<!here>", "<@&on_call>"):
        refuses(Forbidden, lambda text=text: room.plain("bob").messages.send(group, text))  # type: ignore[misc]
    assert room.plain("bob").messages.send(group, "<@carol>").mentions == ["carol"]
    assert room.plain("alice").messages.send(group, "<!channel>").wide == "channel"


@pytest.mark.parametrize("text", ["<!channel>", "<!here>", "<@&on_call>"])
def test_guests_of_a_space_name_people_one_by_one(room: Room, refuses: Refuses, text: str) -> None:
    for name in ("alice", "bob"):
        room.person(name)
    alice, bob = room.plain("alice"), room.plain("bob")
    space = alice.spaces.create(title="Sales").id
    hall = alice.conversations.create(kind="channel", title="Hall", space_id=space).id
    alice.spaces.add_members(space, ["bob"], role="guest", channel_id=hall)
    refuses(Forbidden, lambda: bob.messages.send(hall, text))
    assert bob.messages.send(hall, "<@alice>").mentions == ["alice"]
    assert alice.messages.send(hall, text).state == "active"
    alice.spaces.change_member(space, "bob", role="member")
    assert bob.messages.send(hall, text).state == "active"
