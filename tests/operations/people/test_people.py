"""People are whoever the host says exists, under the host's own ids, for ever."""

import pytest

from onrecord.errors import (
    Forbidden,
    Invalid,
    NotFound,
    PersonDeactivated,
    QuotaExceeded,
    Unauthenticated,
)
from onrecord_server.core.settings import Limits
from tests.operations.conftest import Refuses
from tests.support import engines
from tests.support.engines import Room


def test_a_person_appears_once_and_is_on_the_record(room: Room) -> None:
    host = room.plain(None)
    made = host.people.upsert("alice", name="Alice", roles=["member"], attributes={"team": "red"})
    assert (made.id, made.name, made.roles, made.attributes, made.status) == (
        "alice",
        "Alice",
        ["member"],
        {"team": "red"},
        "active",
    )
    assert host.people.get("alice") == made
    entry = room.entries()[-1]
    assert (entry.type, entry.object, entry.audience) == ("person.added", "person:alice", "-")
    assert "Alice" not in entry.entry, "names are content, never in the entry"


def test_saying_the_same_again_records_nothing(room: Room) -> None:
    host = room.plain(None)
    host.people.upsert("alice", name="Alice", roles=["b", "a"])
    before = room.rows()
    assert host.people.upsert("alice", name="Alice", roles=["a", "b"]).roles == ["a", "b"]
    assert room.rows() == before


def test_a_change_is_a_new_version_of_the_person(room: Room) -> None:
    host = room.plain(None)
    host.people.upsert("alice", name="Alice")
    host.people.upsert("alice", name="Alice Smith")
    assert host.people.get("alice").name == "Alice Smith"
    assert room.types()[-2:] == ["person.added", "person.updated"]


def test_a_deactivated_person_can_do_nothing_until_reactivated(
    room: Room, group: str, refuses: Refuses
) -> None:
    bob, host = room.plain("bob"), room.plain(None)
    host.people.deactivate("bob")
    entry = room.entries()[-1]
    assert (entry.type, entry.audience) == ("person.deactivated", "p:bob")
    refuses(PersonDeactivated, lambda: bob.messages.send(group, "hello"))
    refuses(PersonDeactivated, lambda: bob.messages.list(group))
    refuses(PersonDeactivated, bob.me)
    refuses(PersonDeactivated, lambda: bob.conversations.create(kind="group"))
    host.people.reactivate("bob")
    assert bob.messages.send(group, "back").text == "back"


def test_deactivating_twice_records_once(room: Room) -> None:
    host = room.plain(None)
    host.people.upsert("alice", name="Alice")
    host.people.deactivate("alice")
    before = room.rows()
    assert host.people.deactivate("alice").status == "deactivated"
    assert room.rows() == before


def test_only_the_host_changes_people(room: Room, group: str, refuses: Refuses) -> None:
    alice = room.plain("alice")
    refuses(Forbidden, lambda: alice.people.upsert("bob", name="Bobby"))
    refuses(Forbidden, lambda: alice.people.deactivate("bob"))
    refuses(Forbidden, lambda: alice.people.reactivate("bob"))


@pytest.mark.parametrize("name", ["service:host", "system:clock"])
def test_reserved_ids_are_nobodys(room: Room, refuses: Refuses, name: str) -> None:
    refuses(Invalid, lambda: room.plain(None).people.upsert(name, name="Me"))


def test_strangers_are_told_so_and_unknown_people_are_not_found(
    room: Room, group: str, refuses: Refuses
) -> None:
    refuses(Unauthenticated, lambda: room.plain("stranger").messages.send(group, "hello"))
    refuses(NotFound, lambda: room.plain("alice").people.get("nobody"))
    refuses(NotFound, lambda: room.plain(None).people.deactivate("nobody"))


def test_people_of_another_tenant_do_not_exist(room: Room, refuses: Refuses) -> None:
    room.person("alice")
    room.person("zoe", "globex")
    refuses(NotFound, lambda: room.plain("alice").people.get("zoe"))
    assert [p.id for p in room.plain("alice").people.list().data] == ["alice"]


def test_people_are_found_by_the_start_of_a_word(room: Room) -> None:
    host = room.plain(None)
    for person, name in {"a": "Änne Müller", "b": "Bo O'Neil", "c": "100% Sure_Thing"}.items():
        host.people.upsert(person, name=name)
    found = {q: [p.id for p in host.people.list(query=q).data] for q in ("MÜL", "o", "100%", "e_")}
    assert found == {"MÜL": ["a"], "o": ["b"], "100%": ["c"], "e_": []}
    assert [p.id for p in host.people.list(ids=["c", "nobody"]).data] == ["c"]


@pytest.mark.parametrize("query", ["\x00", "' OR 1=1 --", "!%_", "\u202e"])
def test_no_query_breaks_the_search(room: Room, query: str) -> None:
    room.person("alice")
    try:
        assert room.plain("alice").people.list(query=query).data == []
    except Invalid:
        assert not query.isprintable()


def test_everybody_is_listed_once_over_pages(room: Room) -> None:
    names = [f"p{n:02}" for n in range(23)]
    for name in names:
        room.person(name)
    assert sorted(p.id for p in room.plain("p00").people.iterate(limit=5)) == names


def test_a_tenant_has_no_more_people_than_its_quota(database_url: str) -> None:
    with engines.room(database_url, limits=Limits(people_a_tenant=2)) as small:
        small.person("alice")
        small.person("bob")
        before = small.rows()
        with pytest.raises(QuotaExceeded):
            small.person("carol")
        assert small.rows() == before
