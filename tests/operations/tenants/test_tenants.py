"""A tenant rests as a whole, looks as it likes, and sees nothing of another."""

import threading

import pytest

from onrecord.errors import Forbidden, Invalid, NotFound, TenantSuspended
from onrecord.wire.tenants import Branding
from tests.operations.conftest import Refuses
from tests.support import engines
from tests.support.engines import Room, check_invariants


def test_a_suspended_tenant_can_do_nothing_and_its_neighbour_everything(
    room: Room, group: str, refuses: Refuses
) -> None:
    room.plain(None).tenant.suspend(reason="unpaid")
    alice = room.plain("alice")
    refuses(TenantSuspended, lambda: alice.messages.send(group, "hello"))
    refuses(TenantSuspended, lambda: alice.messages.list(group))
    refuses(TenantSuspended, lambda: room.plain(None).people.upsert("x", name="X"))
    assert room.person("zoe", "globex").me().tenant == "globex"
    room.plain(None).tenant.resume()
    assert alice.messages.send(group, "hello").text == "hello"
    assert room.types()[-3:] == ["tenant.suspended", "tenant.resumed", "message.created"]


def test_only_the_host_suspends(room: Room, group: str, refuses: Refuses) -> None:
    refuses(Forbidden, room.plain("alice").tenant.suspend)
    refuses(Forbidden, room.plain("alice").tenant.resume)


def test_an_unknown_tenant_is_refused(room: Room, refuses: Refuses) -> None:
    refuses(Invalid, lambda: room.plain("alice", "hooli").me())


def test_a_tenants_conversations_do_not_exist_for_its_neighbour(
    room: Room, group: str, refuses: Refuses
) -> None:
    """The same person id in two tenants is two people."""
    sent = room.plain("alice").messages.send(group, "ours")
    other = room.person("alice", "globex")
    refuses(NotFound, lambda: other.conversations.get(group))
    refuses(NotFound, lambda: other.messages.get(sent.id))
    refuses(NotFound, lambda: other.messages.send(group, "hello"))
    refuses(NotFound, lambda: other.messages.edit(sent.id, "theirs"))
    refuses(NotFound, lambda: other.conversations.remove_member(group, "bob"))
    assert other.conversations.list().data == []


def test_workers_that_meet_a_new_tenant_together_set_it_up_once(empty_url: str) -> None:
    rooms = [Room(engines.make_engines(empty_url)) for _ in range(4)]
    failures: list[BaseException] = []

    def start(found: Room) -> None:
        try:
            found.person("alice")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=start, args=(found,)) for found in rooms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert rooms[0].types().count("tenant.created") == 1
    assert rooms[0].types().count("person.added") == 1
    check_invariants(rooms[0])
    for found in rooms:
        found.engines.stop()


@pytest.mark.parametrize("schema", ["chat"])
def test_all_of_it_works_in_a_schema_of_its_own(postgres_url: str, schema: str) -> None:
    with engines.room(postgres_url, schema=schema) as found:
        alice = found.person("alice")
        found.person("bob")
        made = alice.conversations.create(kind="group", members=["bob"], title="T")
        sent = [alice.messages.send(made.id, f"hello <@bob> {n}") for n in range(3)]
        alice.messages.edit(sent[0].id, "edited")
        bob = found.plain("bob")
        assert bob.conversations.get(made.id).unread == 3
        bob.conversations.read(made.id, sent[-1].position or 0)
        alice.conversations.remove_member(made.id, "bob")
        assert [v.text for v in alice.messages.versions(sent[0].id).data][1] == "edited"


@pytest.mark.parametrize("name", ["", "   ", "X" * 61])
def test_a_product_has_a_name_that_fits_in_a_heading(
    room: Room, refuses: Refuses, name: str
) -> None:
    host = room.plain(None)
    host.branding.set(Branding(product_name="X" * 60))
    error = refuses(Invalid, lambda: host.branding.set(Branding(product_name=name)))
    assert isinstance(error, Invalid)
    assert [one["pointer"] for one in error.errors] == ["/branding/product_name"]
