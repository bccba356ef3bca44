"""The SDK against the real thing: a mounted chat on a real port, over HTTP and the socket."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from onrecord import (
    AsyncClient,
    Branding,
    Client,
    ClientIdReused,
    Envelope,
    Forbidden,
    Invalid,
    NotFound,
    ResyncNeeded,
    TokenInvalid,
    Unauthenticated,
)
from onrecord.wire.messages import MessageCreated
from onrecord_server import OnRecord
from onrecord_server.people.tokens import TokenKey, mint
from tests.support.served import served


@dataclass
class There:
    """A running host, seen from outside."""

    chat: OnRecord
    url: str

    def client(self, person: str, scopes: Sequence[str] = (), **options: Any) -> Client:
        minted = lambda: self.chat.mint_token("acme", person, scopes=scopes)  # noqa: E731
        return Client(self.url, token=minted, **options)

    def async_client(self, person: str) -> AsyncClient:
        return AsyncClient(self.url, token=lambda: self.chat.mint_token("acme", person))


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    url = f"sqlite:///{tmp_path_factory.mktemp('there') / 'onrecord.db'}"
    key = TokenKey(b"k" * 32)
    chat = OnRecord(url, identify=lambda _: None, tenants=["acme"], token_key=key)
    chat.migrate()
    with served(chat) as url:
        with chat.acting_as("acme") as host:
            for person in ("alice", "bob", "carol"):
                host.people.upsert(person, name=person.title())
        yield There(chat, url)


def test_two_people_talk_over_http(there: There) -> None:
    with there.client("alice", ["subjects:bind"]) as alice, there.client("bob") as bob:
        order = alice.conversations.create(
            kind="group", members=["bob"], subject="order:1234", title="Order 1234"
        )
        sent = alice.messages.send(order.id, "Your pallet left the dock.")
        [seen] = bob.messages.list(order.id).data
        assert (seen.id, seen.text, seen.author) == (sent.id, sent.text, "alice")
        edited = alice.messages.edit(sent.id, "Your pallet left dock 4.", version=1)
        assert [v.version for v in bob.messages.versions(sent.id).data] == [1, 2]
        mark = bob.conversations.read(order.id, edited.position or 0)
        assert mark.person_id == "bob"
        assert alice.messages.remove(sent.id, reason="wrong dock").text is None
        assert bob.messages.get(sent.id).state == "removed"


def test_a_repeated_send_is_one_message_and_another_body_is_refused(there: There) -> None:
    with there.client("alice") as alice:
        order = alice.conversations.create(kind="group", members=["bob"])
        first = alice.messages.send(order.id, "Once.", client_id="mine")
        again = alice.messages.send(order.id, "Once.", client_id="mine")
        assert first == again
        with pytest.raises(ClientIdReused):
            alice.messages.send(order.id, "Twice?", client_id="mine")


def test_iterate_walks_a_history_of_several_pages_both_ways(there: There) -> None:
    with there.client("alice") as alice:
        order = alice.conversations.create(kind="group", members=["bob"])
        for number in range(12):
            alice.messages.send(order.id, f"{number}")
        down = [m.text for m in alice.messages.iterate(order.id, limit=5)]
        up = [m.text for m in alice.messages.iterate(order.id, after=0, limit=5)]
        assert down == [str(n) for n in reversed(range(12))]
        assert up == [str(n) for n in range(12)]
        assert {m.person_id for m in alice.conversations.iterate_members(order.id, limit=1)} == {
            "alice",
            "bob",
        }


def test_refusals_arrive_as_their_own_class_with_a_request_id(there: There) -> None:
    with there.client("alice") as alice, there.client("carol") as carol:
        order = alice.conversations.create(kind="group", members=["bob"])
        with pytest.raises(NotFound) as caught:
            carol.conversations.get(order.id)
        assert caught.value.request_id
        with pytest.raises(Forbidden):
            alice.tenant.suspend()
        with pytest.raises(Invalid):
            alice.messages.list(order.id, before=1, after=1)
    forged = mint(TokenKey(b"x" * 32), tenant="acme", person="alice", ttl=60)
    with Client(there.url, token=forged) as stranger, pytest.raises(TokenInvalid):
        stranger.me()
    with Client(there.url) as nobody, pytest.raises(Unauthenticated):
        nobody.me()


def test_an_id_with_odd_characters_keeps_them_on_the_way(there: There) -> None:
    odd = "ünï/cødé?x#y%2F&z"
    with there.chat.acting_as("acme") as host:
        host.people.upsert(odd, name="Odd")
    with there.client("alice") as alice:
        assert alice.people.get(odd).id == odd
        assert [p.id for p in alice.people.list(ids=[odd, "bob"]).data] == sorted(["bob", odd])


async def test_the_stream_resumes_where_it_was_left(there: There) -> None:
    async with there.async_client("alice") as alice, there.async_client("bob") as bob:
        order = await alice.conversations.create(kind="group", members=["bob"])
        start = (await bob.me()).position
        async with bob.stream(after=start) as stream:
            await alice.messages.send(order.id, "one")
            assert _text(await anext(stream)) == "one"
            left = stream.epoch, stream.position
        await alice.messages.send(order.id, "two")
        await alice.messages.send(order.id, "three")
        async with bob.stream(epoch=left[0], after=left[1]) as stream:
            assert [_text(await anext(stream)) for _ in range(2)] == ["two", "three"]


def test_the_blocking_stream_does_the_same(there: There) -> None:
    with there.client("alice") as alice, there.client("bob") as bob:
        order = alice.conversations.create(kind="group", members=["bob"])
        start = alice.messages.send(order.id, "before").position
        alice.messages.send(order.id, "after")
        with bob.stream(after=start) as stream:
            assert _text(next(stream)) == "after"


async def test_a_cursor_of_another_epoch_is_told_to_resync(there: There) -> None:
    async with there.async_client("alice") as alice:
        now = await alice.me()
        with pytest.raises(ResyncNeeded) as caught:
            await anext(alice.stream(after=0, epoch="another"))
    assert (caught.value.epoch, caught.value.position) == (now.epoch, now.position)


async def test_a_stream_without_a_valid_token_is_refused(there: There) -> None:
    async with AsyncClient(there.url, token="rubbish") as stranger:
        with pytest.raises(TokenInvalid):
            await anext(stranger.stream())
    async with AsyncClient(there.url) as nobody:
        with pytest.raises(Unauthenticated):
            await anext(nobody.stream())


def test_branding_is_set_by_the_host_and_read_by_everybody(there: There) -> None:
    with there.chat.acting_as("acme") as host, there.client("alice") as alice:
        host.branding.set(Branding(product_name="Dock talk"))
        assert alice.branding.get().branding.product_name == "Dock talk"
        with pytest.raises(Forbidden):
            alice.branding.set(Branding())


def test_the_server_describes_itself(there: There) -> None:
    document = httpx2.get(there.url + "/v1/openapi.json").json()
    OpenAPIV31SpecValidator(document).validate()
    assert document["servers"] == [{"url": "../v1"}]
    assert httpx2.get(there.url + "/v1/asyncapi.json").json()["asyncapi"] == "3.0.0"


def _text(item: object) -> str | None:
    assert isinstance(item, Envelope)
    assert isinstance(item.event, MessageCreated)
    return item.event.message.text
