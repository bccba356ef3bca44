"""Messages: sent once, edited in versions, removed to a tombstone; the record keeps it all."""

import json
from typing import Any

import pytest

from onrecord.errors import (
    ClientIdReused,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    QuotaExceeded,
    TextTooLong,
)
from onrecord_server.core.settings import Limits
from tests.operations.conftest import Refuses
from tests.support import engines
from tests.support.as_read import by_others
from tests.support.engines import Room


def test_versions_come_in_pages(room: Room, group: str) -> None:
    alice = room.plain("alice")
    sent = alice.messages.send(group, "0")
    for number in range(1, 5):
        alice.messages.edit(sent.id, str(number))
    first = alice.messages.versions(sent.id, limit=3)
    rest = alice.messages.versions(sent.id, limit=3, cursor=first.next_cursor)
    assert [v.text for v in (*first.data, *rest.data)] == ["0", "1", "2", "3", "4"]
    assert rest.next_cursor is None


def test_a_send_is_answered_with_what_everybody_then_reads(room: Room, group: str) -> None:
    sent = room.plain("alice").messages.send(group, "Hello **you**", client_id="one")
    assert (sent.author, sent.text, sent.version, sent.state) == (
        "alice",
        "Hello **you**",
        1,
        "active",
    )
    assert sent.on_behalf_of == "service:host"
    assert sent.position == room.end()
    assert room.plain("alice").messages.get(sent.id) == sent
    assert room.plain("bob").messages.get(sent.id) == by_others(sent)
    assert room.plain("bob").messages.list(group).data == [by_others(sent)]
    entry = room.entries()[-1]
    assert (entry.type, entry.object, entry.audience) == ("message.created", sent.id, f"c:{group}")
    assert "Hello" not in entry.entry


def test_a_retry_is_answered_with_the_same_message(room: Room, group: str) -> None:
    alice = room.plain("alice")
    sent = alice.messages.send(group, "once", client_id="one")
    before = room.rows()
    assert alice.messages.send(group, "once", client_id="one") == sent
    assert room.rows() == before


def test_a_retry_after_an_edit_or_a_removal_answers_what_is_there_now(
    room: Room, group: str
) -> None:
    alice = room.plain("alice")
    sent = alice.messages.send(group, "once", client_id="one")
    edited = alice.messages.edit(sent.id, "twice")
    assert alice.messages.send(group, "once", client_id="one") == edited
    gone = alice.messages.remove(sent.id)
    assert alice.messages.send(group, "once", client_id="one") == gone
    assert room.types().count("message.created") == 1


def test_a_client_id_with_another_body_is_refused(room: Room, group: str, refuses: Refuses) -> None:
    alice = room.plain("alice")
    other = alice.conversations.create(kind="group", members=["bob"]).id
    first = alice.messages.send(group, "once", client_id="one")
    refuses(ClientIdReused, lambda: alice.messages.send(group, "twice", client_id="one"))
    refuses(ClientIdReused, lambda: alice.messages.send(other, "once", client_id="one"))
    reply = lambda: alice.messages.send(group, "once", client_id="one", reply_to=first.id)  # noqa: E731
    refuses(ClientIdReused, reply)


def test_a_client_id_is_its_senders_own(room: Room, group: str) -> None:
    alices = room.plain("alice").messages.send(group, "hers", client_id="one")
    bobs = room.plain("bob").messages.send(group, "his", client_id="one")
    assert alices.id != bobs.id


def test_texts_are_counted_in_code_points_at_the_limit(database_url: str) -> None:
    with engines.room(database_url, limits=Limits(text_code_points=5)) as small:
        alice = small.person("alice")
        made = alice.conversations.create(kind="group").id
        assert alice.messages.send(made, "😀" * 5).text == "😀" * 5
        before = small.rows()
        with pytest.raises(TextTooLong):
            alice.messages.send(made, "😀" * 6)
        with pytest.raises(TextTooLong):
            alice.messages.edit(alice.messages.list(made).data[0].id, "x" * 6)
        assert small.rows() == before


def test_a_tenant_has_no_more_messages_than_its_quota(database_url: str) -> None:
    with engines.room(database_url, limits=Limits(messages_a_tenant=8)) as small:
        alice = small.person("alice")
        made = alice.conversations.create(kind="group").id
        for number in range(8):
            alice.messages.send(made, f"{number}", client_id=f"{number}")
        before = small.rows()
        with pytest.raises(QuotaExceeded):
            alice.messages.send(made, "one more")
        assert alice.messages.send(made, "7", client_id="7").text == "7", "a retry costs nothing"
        assert small.rows() == before


@pytest.mark.parametrize(
    "text", ["", "   ", "\x00", "a\x00b", "\x07", "\ud800", "\u202e", "x" * 65_537]
)
def test_what_is_no_text_is_refused(room: Room, group: str, refuses: Refuses, text: str) -> None:
    refuses(Invalid, lambda: room.plain("alice").messages.send(group, text))


@pytest.mark.parametrize(
    "text",
    [
        "Robert'); DROP TABLE onrecord_messages;--",
        "%s %(x)s :name {0} \\",
        "\u2028 \u200d \U0001f469\u200d\U0001f467 \u05e9\u05dc\u05d5\u05dd \U0001d54f",
        '{"text": "json"}',
        "a\r\nb\tc",
        "<script>alert(1)</script>",
    ],
)
def test_any_other_text_comes_back_as_it_was(room: Room, group: str, text: str) -> None:
    sent = room.plain("alice").messages.send(group, text)
    assert room.plain("bob").messages.get(sent.id).text == text.replace("\r\n", "\n")


@pytest.mark.req("SEC-2")
@pytest.mark.req("MIF-6")
def test_an_edit_is_a_new_version_and_the_old_ones_stay(room: Room, group: str) -> None:
    alice = room.plain("alice")
    sent = alice.messages.send(group, "one")
    edited = alice.messages.edit(sent.id, "two", version=1)
    assert (edited.version, edited.text, edited.position) == (2, "two", sent.position)
    assert edited.edited_at is not None
    assert room.plain("bob").messages.get(sent.id) == by_others(edited)
    versions = room.plain("bob").messages.versions(sent.id).data
    assert [(v.version, v.text, v.author) for v in versions] == [
        (1, "one", "alice"),
        (2, "two", "alice"),
    ]
    assert room.types()[-2:] == ["message.created", "message.edited"]


def test_an_edit_to_the_same_text_records_nothing(room: Room, group: str) -> None:
    sent = room.plain("alice").messages.send(group, "one")
    before = room.rows()
    assert room.plain("alice").messages.edit(sent.id, "one") == sent
    assert room.rows() == before


def test_an_edit_of_an_older_version_is_refused(room: Room, group: str, refuses: Refuses) -> None:
    alice = room.plain("alice")
    sent = alice.messages.send(group, "one")
    alice.messages.edit(sent.id, "two")
    refuses(Conflict, lambda: alice.messages.edit(sent.id, "three", version=1))


def test_only_the_author_edits_and_only_what_is_there(
    room: Room, group: str, refuses: Refuses
) -> None:
    alice, bob, mallory = (room.plain(name) for name in ("alice", "bob", "mallory"))
    sent = bob.messages.send(group, "one")
    refuses(Forbidden, lambda: alice.messages.edit(sent.id, "hers"))
    refuses(NotFound, lambda: mallory.messages.edit(sent.id, "mine"))
    bob.messages.remove(sent.id)
    refuses(Forbidden, lambda: bob.messages.edit(sent.id, "back"))


@pytest.mark.req("SEC-2")
def test_a_removal_leaves_a_tombstone_and_the_record_keeps_the_words(
    room: Room, group: str
) -> None:
    bob = room.plain("bob")
    sent = bob.messages.send(group, "oops <@carol>")
    gone = room.plain("alice").messages.remove(sent.id, reason="private")
    assert (gone.text, gone.state, gone.removed_by, gone.removed_reason, gone.mentions) == (
        None,
        "removed",
        "alice",
        "private",
        [],
    )
    assert by_others(bob.messages.get(sent.id)) == gone
    assert [by_others(one) for one in bob.messages.list(group).data] == [gone]
    assert bob.messages.versions(sent.id).data == []
    contents = {row[1]: row[2] for row in room.rows()["onrecord_contents"]}
    assert json.loads(contents[f"{sent.id}:1"]) == {"text": "oops <@carol>"}
    before = room.rows()
    assert by_others(bob.messages.remove(sent.id)) == gone
    assert room.rows() == before


def test_members_remove_their_own_and_moderators_any(
    room: Room, group: str, refuses: Refuses
) -> None:
    alice, bob, carol = (room.plain(name) for name in ("alice", "bob", "carol"))
    sent = bob.messages.send(group, "one")
    refuses(Forbidden, lambda: carol.messages.remove(sent.id))
    refuses(NotFound, lambda: room.plain("mallory").messages.remove(sent.id))
    alice.conversations.change_member(group, "carol", role="moderator")
    assert carol.messages.remove(sent.id).state == "removed"


def test_a_reply_names_a_message_of_the_same_conversation(
    room: Room, group: str, refuses: Refuses
) -> None:
    alice = room.plain("alice")
    other = alice.conversations.create(kind="group", members=["bob"]).id
    here, there = alice.messages.send(group, "here"), alice.messages.send(other, "there")
    assert alice.messages.send(group, "re", reply_to=here.id).reply_to == here.id
    refuses(NotFound, lambda: alice.messages.send(group, "re", reply_to=there.id))
    refuses(NotFound, lambda: alice.messages.send(group, "re", reply_to="msg_" + "0" * 32))


def test_members_are_mentioned_and_nobody_else(room: Room, group: str) -> None:
    sent = room.plain("alice").messages.send(group, "<@bob> <@mallory> <@nobody> <@bob> <@carol>")
    assert sent.mentions == ["bob", "carol"]
    assert room.plain("bob").conversations.get(group).mentions == 1
    edited = room.plain("alice").messages.edit(sent.id, "<@carol> only")
    assert edited.mentions == ["carol"]
    assert room.plain("bob").conversations.get(group).mentions == 0


def test_naming_oneself_is_no_news_to_oneself(room: Room, group: str) -> None:
    """A person who writes their own name is not mentioned to themselves, nor by an edit."""
    sent = room.plain("alice").messages.send(group, "note to <@alice>")
    assert room.plain("alice").conversations.get(group).mentions == 0
    room.plain("alice").messages.edit(sent.id, "another note to <@alice>")
    assert room.plain("alice").conversations.get(group).mentions == 0


def test_history_pages_both_ways_from_anywhere(room: Room, group: str) -> None:
    alice = room.plain("alice")
    sent = [alice.messages.send(group, f"m{n}") for n in range(12)]
    positions = [m.position or 0 for m in sent]
    assert [m.text for m in alice.messages.iterate(group, limit=5)] == [
        f"m{n}" for n in reversed(range(12))
    ]
    upwards = alice.messages.iterate(group, after=positions[3], limit=3)
    assert [m.text for m in upwards] == [f"m{n}" for n in range(4, 12)]
    older = alice.messages.list(group, before=positions[4], limit=2).data
    assert [m.text for m in older] == ["m3", "m2"]
    around = [m.text for m in alice.messages.list(group, around=positions[6], limit=5).data]
    assert "m6" in around
    assert len(around) == 5
    assert around == sorted(around, key=lambda t: -int(str(t)[1:]))


@pytest.mark.parametrize(
    "wrong",
    [
        {"before": 1, "after": 1},
        {"around": 1, "cursor": "x"},
        {"cursor": "x"},
        {"cursor": "WzEsInVwIiw5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTld"},
        {"cursor": "WzEsMSwxXQ"},
    ],
)
def test_a_page_that_means_two_things_or_none_is_refused(
    room: Room, group: str, refuses: Refuses, wrong: dict[str, Any]
) -> None:
    refuses(Invalid, lambda: room.plain("alice").messages.list(group, **wrong))
