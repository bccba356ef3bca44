"""Reactions: one emoji of one person, counted exactly, for who may see the message."""

import json
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord import endpoints
from onrecord.client import Actor as Client
from onrecord.errors import Archived, Forbidden, Full, Invalid, NotFound
from onrecord.wire.reactions import AddReaction, RemoveReaction
from onrecord_server.conversations.rows import conversations
from onrecord_server.core.settings import Limits
from onrecord_server.reactions.rows import reaction_totals
from onrecord_server.tenants.directory import Tenant
from tests.operations.conftest import Refuses
from tests.support import engines
from tests.support.engines import Room
from tests.support.statements import statements
from tests.support.verified import findings


def shown(who: Client, message_id: str) -> list[tuple[str, int, bool]]:
    return [(r.emoji, r.count, r.mine) for r in who.messages.get(message_id).reactions]


@pytest.fixture
def said(room: Room, group: str) -> str:
    return room.plain("alice").messages.send(group, "hello").id


def test_everybody_sees_how_many_and_whether_they_are_among_them(
    room: Room, group: str, said: str
) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    bob.reactions.add(said, "👍")
    alice.reactions.add(said, "❤")
    alice.reactions.add(said, "👍")
    assert shown(bob, said) == [("👍", 2, True), ("❤️", 1, False)]
    assert shown(room.plain("carol"), said) == [("👍", 2, False), ("❤️", 1, False)]
    assert bob.messages.list(group).data[0].reactions == bob.messages.get(said).reactions
    assert room.types()[-3:] == ["reaction.added"] * 3
    assert findings(room) == []


def test_the_same_again_changes_nothing_in_whatever_form(room: Room, said: str) -> None:
    bob = room.plain("bob")
    first = bob.reactions.add(said, "❤")
    before = room.rows()
    assert bob.reactions.add(said, "❤️") == first
    assert room.rows() == before
    assert (first.emoji, first.name, first.person_id) == ("❤️", "Bob", "bob")


def test_it_is_taken_back_by_who_gave_it(room: Room, said: str) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    bob.reactions.add(said, "👍")
    before = room.rows()
    assert alice.reactions.remove(said, "👍").at is None
    assert room.rows() == before, "one has nothing to take back"
    alice.reactions.add(said, "🎉")
    assert bob.reactions.remove(said, "👍").at is not None
    bob.reactions.add(said, "👍")
    assert shown(bob, said) == [("🎉", 1, False), ("👍", 1, True)], "the first comes first"
    bob.reactions.remove(said, "👍")
    alice.reactions.remove(said, "🎉")
    assert shown(bob, said) == []
    assert room.rows()["onrecord_reactions"] == room.rows()["onrecord_reaction_totals"] == []
    assert findings(room) == []


def test_the_record_commits_to_the_emoji_and_can_forget_it(room: Room, said: str) -> None:
    room.plain("bob").reactions.add(said, "👍")
    entry = json.loads(room.entries()[-1].entry)
    assert entry["object"] == said
    assert entry["actor"] == "bob"
    assert "👍" not in room.entries()[-1].entry
    contents = {row[1]: row[2] for row in room.rows()["onrecord_contents"]}
    assert json.loads(contents[entry["content"]]) == {"emoji": "👍"}


@pytest.mark.parametrize("text", ["a", "👍👍", ":+1:", "1", "👍 ok", "<b>"])
def test_what_is_no_emoji_is_refused(room: Room, said: str, text: str, refuses: Refuses) -> None:
    bob = room.plain("bob")
    found = refuses(Invalid, lambda: bob.reactions.add(said, text))
    assert isinstance(found, Invalid)
    assert found.errors[0]["pointer"] == "/emoji"
    refuses(Invalid, lambda: bob.reactions.remove(said, text))


def test_a_message_has_twenty_different_ones_and_no_more(
    room: Room, said: str, refuses: Refuses
) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    for number in range(20):
        alice.reactions.add(said, chr(0x1F600 + number))
    found = refuses(Full, lambda: bob.reactions.add(said, "👍"))
    assert isinstance(found, Full)
    assert found.extra == {"most": 20}
    bob.reactions.add(said, chr(0x1F600))
    alice.reactions.remove(said, chr(0x1F601))
    bob.reactions.add(said, "👍")
    assert len(shown(bob, said)) == 20


def test_two_workers_do_not_take_the_last_place_twice(
    room: Room, elsewhere: Room, said: str
) -> None:
    """The totals count under the head's lock, and send back whoever comes second."""
    alice = room.plain("alice")
    for number in range(19):
        alice.reactions.add(said, chr(0x1F600 + number))
    asked = [("bob", endpoints.ADD_REACTION, AddReaction(message_id=said, emoji=e)) for e in "👍👎"]
    outcomes = room.batch(*asked)
    refused = [one for one in outcomes if isinstance(one, Full)]
    assert len(refused) == 1
    assert len(shown(elsewhere.plain("bob"), said)) == 20


def test_in_one_batch_a_reaction_may_come_and_go_and_come(room: Room, said: str) -> None:
    add = (endpoints.ADD_REACTION, AddReaction(message_id=said, emoji="👍"))
    take = (endpoints.REMOVE_REACTION, RemoveReaction(message_id=said, emoji="👍"))
    who: list[Any] = [("bob", *add), ("carol", *add), ("bob", *take), ("bob", *add)]
    room.batch(*who)
    assert shown(room.plain("bob"), said) == [("👍", 2, True)]
    assert findings(room) == []


def test_who_may_not_see_the_message_does_not_learn_of_it(
    room: Room, group: str, said: str, refuses: Refuses
) -> None:
    alice, mallory = room.plain("alice"), room.plain("mallory")
    alice.reactions.add(said, "👍")
    alice.conversations.add_members(group, ["dora"], history="from_now")
    for who in (mallory, room.plain("dora")):
        refuses(NotFound, partial(who.reactions.add, said, "👍"))
        refuses(NotFound, partial(who.reactions.remove, said, "👍"))
        refuses(NotFound, partial(who.reactions.list, said))


def test_a_removed_message_takes_none_and_shows_none(
    room: Room, group: str, said: str, refuses: Refuses
) -> None:
    alice, bob = room.plain("alice"), room.plain("bob")
    bob.reactions.add(said, "👍")
    alice.messages.remove(said)
    assert shown(bob, said) == []
    assert bob.reactions.list(said).data == []
    refuses(Forbidden, lambda: bob.reactions.add(said, "👍"))
    refuses(Forbidden, lambda: bob.reactions.remove(said, "👍"))


def test_an_archived_conversation_keeps_them_and_takes_no_more(
    room: Room, group: str, said: str, refuses: Refuses
) -> None:
    bob = room.plain("bob")
    bob.reactions.add(said, "👍")
    archive(room, group)
    refuses(Archived, lambda: bob.reactions.add(said, "❤"))
    refuses(Archived, lambda: bob.reactions.remove(said, "👍"))
    assert shown(bob, said) == [("👍", 1, True)]


def archive(room: Room, conversation: str) -> None:
    """Say in the row what the domain of spaces says by its own operation."""
    with room.engines.prepared("acme").write() as connection:
        where = conversations.c.id == conversation
        connection.execute(sa.update(conversations).where(where).values(archived=True))


def test_a_tenant_takes_the_emoji_it_names(database_url: str) -> None:
    tenants = {"acme": Tenant(emoji=("👍", "❤"))}
    with engines.room(database_url, tenants=tenants) as room:
        alice = room.person("alice")
        made = alice.conversations.create(kind="group", members=[]).id
        said = alice.messages.send(made, "hello").id
        alice.reactions.add(said, "❤️")
        with pytest.raises(Forbidden):
            alice.reactions.add(said, "👎")


def test_the_list_pages_with_names_in_order(room: Room, group: str, said: str) -> None:
    names = ["alice", "bob", "carol"]
    for name in names:
        room.plain(name).reactions.add(said, "👍")
    room.plain("bob").reactions.add(said, "🎉")
    alice = room.plain("alice")
    first = alice.reactions.list(said, limit=3)
    assert [(r.name, r.emoji) for r in first.data] == [(n.title(), "👍") for n in names]
    rest = alice.reactions.list(said, limit=3, cursor=first.next_cursor)
    assert [(r.name, r.emoji) for r in rest.data] == [("Bob", "🎉")]
    assert rest.next_cursor is None
    assert [r.person_id for r in alice.reactions.iterate(said, emoji="👍", limit=1)] == names


def test_ten_thousand_reactions_cost_a_page_two_statements_and_few_rows(room: Room) -> None:
    """Totals are read, not counted: three rows for a message, whoever many reacted."""
    alice = room.person("alice")
    made = alice.conversations.create(kind="group", members=[]).id
    said = [alice.messages.send(made, f"m{n}").id for n in range(3)]
    many(room, said[0], 10_000)
    with statements(room.engines.prepared("acme").engine) as asked:
        page = alice.messages.list(made).data
    assert page[2].reactions[0].count == 10_000
    about = [statement for statement in asked if "onrecord_reaction" in statement]
    assert len(about) == 2
    assert len(alice.reactions.list(said[0], limit=200).data) == 200
    assert alice.reactions.add(said[0], "👍").at is not None
    assert alice.messages.get(said[0]).reactions[0].count == 10_001


def many(room: Room, message: str, count: int) -> None:
    """Put rows in as if that many people had reacted."""
    rows = [
        {"tenant": "acme", "person": f"p{n}", "message": message, "emoji": "👍", "position": n}
        for n in range(count)
    ]
    total = {"tenant": "acme", "message": message, "emoji": "👍", "total": count}
    with room.engines.prepared("acme").write() as connection:
        table = sa.table("onrecord_reactions", *map(sa.column, (*rows[0], "at")))
        connection.execute(sa.insert(table), [{**row, "at": 0} for row in rows])
        connection.execute(sa.insert(reaction_totals), [{**total, "first_position": 0}])


@pytest.mark.parametrize("index", ["order", "emoji", "totals"])
def test_reading_is_by_index(room: Room, index: str) -> None:
    query = {
        "order": "SELECT * FROM onrecord_reactions WHERE tenant = 'acme' AND message = 'm'"
        " AND position > 3 ORDER BY position LIMIT 50",
        "emoji": "SELECT * FROM onrecord_reactions WHERE tenant = 'acme' AND message = 'm'"
        " AND emoji = 'e' AND position > 3 ORDER BY position LIMIT 50",
        "totals": "SELECT * FROM onrecord_reaction_totals WHERE tenant = 'acme'"
        " AND message IN ('m', 'n')",
    }[index]
    database = room.engines.prepared("acme")
    lead = "EXPLAIN QUERY PLAN " if database.dialect == "sqlite" else "EXPLAIN "
    with database.write() as connection:
        if database.dialect == "postgresql":
            connection.execute(sa.text("SET LOCAL enable_seqscan = off"))
        plan = " ".join(str(row) for row in connection.execute(sa.text(lead + query)))
    assert "Seq Scan" not in plan
    assert "SCAN onrecord" not in plan
    assert "TEMP B-TREE" not in plan


def test_limits_are_settings(database_url: str) -> None:
    with engines.room(database_url, limits=Limits(reactions=1)) as room:
        alice = room.person("alice")
        made = alice.conversations.create(kind="group", members=[]).id
        said = alice.messages.send(made, "hello").id
        alice.reactions.add(said, "👍")
        with pytest.raises(Full):
            alice.reactions.add(said, "🎉")
