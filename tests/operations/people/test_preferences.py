"""What a person prefers: each part by itself, by the person or by the host, and none of it in the record."""

import pytest

from onrecord.client import Actor as Client
from onrecord.errors import Invalid
from onrecord_server.core.actor import Actor
from tests.operations.conftest import Refuses
from tests.support.engines import Room, Worker


def test_what_is_not_named_stays_and_nothing_changes_without_a_change(room: Room) -> None:
    me = room.person("bob").preferences
    assert (me.get().language, me.get().text_size, me.get().version) == (None, 100, 0)
    me.set(keywords=["Invoice", "invoice"], language="pt-BR")
    me.set(text_size=175)
    found = me.set(text_size=175)
    assert (found.keywords, found.language, found.text_size) == (["Invoice"], "pt-BR", 175)
    assert (found.version, me.get()) == (2, found)
    assert me.set(language="").language is None
    assert [kind for kind in room.types() if kind == "preferences.changed"] == [
        "preferences.changed"
    ] * 3
    said = [row.entry for row in room.entries() if row.type == "preferences.changed"]
    assert not any("pt-BR" in entry or "text_size" in entry for entry in said)


def test_the_host_sets_them_in_a_persons_name(room: Room) -> None:
    bob = room.person("bob")
    service = frozenset({"impersonate"})
    host = Client(Worker(room.engines, Actor("acme", "bob", service, "service:desk")))
    host.preferences.set(language="de", text_size=200)
    assert (bob.preferences.get().language, bob.preferences.get().text_size) == ("de", 200)


@pytest.mark.parametrize("wrong", [{"text_size": 99}, {"text_size": 201}, {"language": "Deutsch!"}])
def test_what_is_no_size_and_no_language_is_refused(
    room: Room, refuses: Refuses, wrong: dict[str, object]
) -> None:
    me = room.person("bob").preferences
    refuses(Invalid, lambda: me.set(**wrong))  # type: ignore[arg-type]
