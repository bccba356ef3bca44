"""Nobody finds what they may not see at that very moment, whatever the index still holds."""

import pytest
import sqlalchemy as sa

from onrecord_server.core.database import Database
from onrecord_server.core.rows import contents, entries
from onrecord_server.search import indexing
from onrecord_server.search.reactors import begin_again, catch_up
from onrecord_server.search.rows import search
from tests.operations.search.conftest import Find, settle
from tests.support.engines import Room
from tests.support.statements import statements


WORD = "c4nary"


def database(room: Room) -> Database:
    return room.engines.prepared("acme")


def held(room: Room) -> str:
    """Everything that the index's rows hold, as one text."""
    with database(room).read() as connection:
        return " ".join(map(str, connection.execute(sa.select(search)).all()))


def test_what_is_edited_away_is_gone_at_once_and_the_new_words_are_there(
    room: Room, group: str
) -> None:
    """The index still proposes the old words: nobody confirms them."""
    alice = room.plain("alice")
    sent = alice.messages.send(group, f"{WORD} here")
    settle(room)
    alice.messages.edit(sent.id, "something else")
    for person in ("alice", "bob"):
        me = room.plain(person)
        assert me.search.messages(WORD).data == []
        assert [hit.message_id for hit in me.search.messages("else").data] == [sent.id]
    settle(room)
    assert room.plain("bob").search.messages("else").data[0].edited
    assert room.plain("bob").search.messages(WORD).data == []
    assert WORD not in held(room)


def test_what_is_removed_is_gone_at_once(room: Room, group: str) -> None:
    alice = room.plain("alice")
    sent = alice.messages.send(group, f"{WORD} here")
    settle(room)
    alice.messages.remove(sent.id)
    for query in (WORD, f"{WORD[:3]}*", "from:alice", f"in:{group}", "-nothing"):
        for person in ("alice", "bob"):
            assert room.plain(person).search.messages(query).data == []
    settle(room)
    assert WORD not in held(room)


@pytest.mark.req("GDP-4")
def test_what_is_erased_leaves_the_index(room: Room, group: str, indexed: bool) -> None:
    """Whoever destroys a content makes an entry about it; the index follows that."""
    sent = room.plain("alice").messages.send(group, f"{WORD} here")
    settle(room) if indexed else None
    mine = (contents.c.tenant == "acme", contents.c.id == f"{sent.id}:1")
    nothing = {"body": None, "salt": None, "destroyed_at": 1}
    with database(room).write() as connection:
        connection.execute(sa.update(contents).where(*mine).values(**nothing))
    assert room.plain("alice").search.messages(WORD).data == []
    indexing.index(database(room), "acme", [sent.id])
    assert WORD not in held(room)


def test_who_is_not_in_finds_nothing(room: Room, group: str, found: Find) -> None:
    room.plain("alice").messages.send(group, f"{WORD} here")
    assert found("bob", WORD) == [f"{WORD} here"]
    for query in (
        WORD,
        "from:alice",
        "in:Team",
        f"in:{group}",
        "-nothing",
        "has:link",
        f"*{WORD}*",
    ):
        assert found("mallory", query) == []


def test_who_leaves_finds_nothing_more_and_who_comes_back_does(
    room: Room, group: str, found: Find
) -> None:
    alice = room.plain("alice")
    alice.messages.send(group, f"{WORD} here")
    alice.conversations.remove_member(group, "bob")
    assert found("bob", WORD) == []
    alice.conversations.add_members(group, ["bob"])
    assert found("bob", WORD) == [f"{WORD} here"]


def test_whose_history_starts_later_finds_from_there_on(
    room: Room, group: str, found: Find
) -> None:
    alice = room.plain("alice")
    alice.messages.send(group, f"{WORD} before")
    alice.conversations.add_members(group, ["mallory"], history="from_now")
    alice.messages.send(group, f"{WORD} after")
    assert found("mallory", WORD) == [f"{WORD} after"]
    assert found("mallory", WORD, conversation_id=group) == [f"{WORD} after"]


def test_a_conversation_of_others_is_no_place_to_search_in(room: Room, group: str) -> None:
    """Not even how far a search came tells whether something is said there."""
    room.plain("alice").messages.send(group, WORD)
    settle(room)
    engine = database(room).engine
    with statements(engine) as asked:
        page = room.plain("mallory").search.messages(f"in:{group} {WORD}")
    with statements(engine) as inside:
        room.plain("alice").search.messages(f"in:{group} {WORD}")
    assert (page.data, page.exhausted, page.next_cursor) == ([], True, None)
    indexed = [
        any(" MATCH " in sql or "tsquery" in sql for sql in some) for some in (asked, inside)
    ]
    assert indexed == [False, True]


def test_a_thread_from_before_ones_time_stays_unfound(room: Room, group: str, found: Find) -> None:
    alice = room.plain("alice")
    root = alice.messages.send(group, "root").id
    alice.conversations.add_members(group, ["mallory"], history="from_now")
    alice.messages.send(group, f"{WORD} aside", thread_id=root)
    alice.messages.send(group, f"{WORD} shown", thread_id=root, also_in_channel=True)
    own = alice.messages.send(group, "new root").id
    alice.messages.send(group, f"{WORD} below", thread_id=own)
    assert found("mallory", WORD) == [f"{WORD} below", f"{WORD} shown"]
    assert len(found("bob", WORD)) == 3


def test_an_edit_of_what_is_before_ones_time_stays_unseen(room: Room, group: str) -> None:
    alice = room.plain("alice")
    sent = alice.messages.send(group, "first words")
    alice.conversations.add_members(group, ["mallory"], history="from_now")
    settle(room)
    alice.messages.edit(sent.id, f"{WORD} here")
    assert room.plain("mallory").search.messages(WORD).data == []
    assert len(room.plain("bob").search.messages(WORD).data) == 1


def test_tenants_share_an_index_and_nothing_else(room: Room, group: str, indexed: bool) -> None:
    room.plain("alice").messages.send(group, f"{WORD} acme")
    there = room.person("alice", "globex")
    other = there.conversations.create(kind="group", title="Theirs").id
    there.messages.send(other, f"{WORD} globex")
    if indexed:
        settle(room, "globex")
        settle(room)
    for tenant in ("acme", "globex"):
        hits = room.plain("alice", tenant).search.messages(WORD).data
        assert [hit.excerpt[-1].text for hit in hits] == [f" {tenant}"]


def test_the_host_itself_is_party_to_nothing(room: Room, group: str, indexed: bool) -> None:
    room.plain("alice").messages.send(group, f"{WORD} here")
    settle(room) if indexed else None
    assert room.plain(None).search.messages(WORD).data == []


def test_hints_name_the_directory_and_ones_own_conversations(room: Room, group: str) -> None:
    alice, mallory = room.plain("alice"), room.plain("mallory")
    room.person("zoe")
    direct = alice.conversations.create(kind="direct", members=["zoe"]).id
    hints = alice.search.suggest("te")
    assert [one.id for one in hints.conversations] == [group]
    assert mallory.search.suggest("te").conversations == []
    hints = alice.search.suggest("zo")
    assert [one.id for one in hints.people] == ["zoe"]
    assert [(one.id, one.counterpart) for one in hints.conversations] == [(direct, "zoe")]
    assert room.plain("bob").search.suggest("zo").conversations == []
    alice.conversations.remove_member(group, "bob")
    assert room.plain("bob").search.suggest("te").conversations == []


def test_the_index_can_be_made_again(room: Room, group: str) -> None:
    alice = room.plain("alice")
    for number in range(5):
        alice.messages.send(group, f"{WORD} {number}")
    alice.messages.remove(alice.messages.list(group).data[0].id)
    settle(room)
    before = held(room)
    begin_again(database(room), "acme")
    assert held(room) == ""
    assert len(alice.search.messages(WORD).data) == 4, "what the index lacks is read as it stands"
    assert list(catch_up(database(room), "acme"))[-1] == room.end()
    assert held(room) == before


def test_a_search_writes_nothing(room: Room, group: str) -> None:
    room.plain("alice").messages.send(group, f"{WORD} here")
    before = room.rows()
    room.plain("alice").search.messages(WORD)
    assert room.rows() == before


@pytest.mark.parametrize("more", [0, 1])
def test_indexing_the_same_twice_changes_nothing(room: Room, group: str, more: int) -> None:
    """A reactor hears of everything at least once."""
    sent = room.plain("alice").messages.send(group, f"{WORD} here")
    settle(room)
    before = held(room)
    indexing.index(database(room), "acme", [sent.id] * (1 + more))
    assert held(room) == before
    assert len(room.plain("bob").search.messages(WORD).data) == 1


def test_entries_outlive_the_index(room: Room, group: str) -> None:
    """Nothing of the index is on the record."""
    room.plain("alice").messages.send(group, f"{WORD} here")
    settle(room)
    with database(room).read() as connection:
        texts = connection.execute(sa.select(entries.c.entry)).scalars()
        assert not any(WORD in text for text in texts)


def test_a_guest_is_told_of_nobody_they_share_no_conversation_with(room: Room) -> None:
    alice = room.person("alice")
    for name in ("gus", "bob", "otto"):
        room.person(name)
    space = alice.spaces.create(title="Sales", members=["bob"]).id
    new = {"kind": "channel", "space_id": space, "joining": "invited"}
    side = alice.conversations.create(title="Side", members=["bob"], **new).id  # type: ignore[arg-type]
    alice.conversations.create(title="Secret side", **new)  # type: ignore[arg-type]
    gus = room.plain("gus")
    assert [one.id for one in gus.search.suggest("otto").people] == ["otto"]
    alice.spaces.add_members(space, ["gus"], role="guest", channel_id=side)
    assert gus.search.suggest("otto").people == []
    assert [one.id for one in gus.search.suggest("bo").people] == ["bob"]
    assert [one.id for one in gus.search.suggest("si").conversations] == [side]


def test_what_is_archived_is_still_found(room: Room, group: str, found: Find) -> None:
    alice = room.plain("alice")
    alice.messages.send(group, f"{WORD} here")
    alice.conversations.archive(group)
    assert found("bob", WORD) == [f"{WORD} here"]
    assert found("mallory", WORD) == []
