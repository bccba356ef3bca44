from datetime import UTC, datetime, timedelta

import anyio
import pytest

from onrecord.endpoints import ENDPOINTS
from onrecord_server.core.ports import Ports
from onrecord_server.rest.idempotency import DAY, kind
from tests.support.doors import House, house


pytestmark = pytest.mark.anyio
BODY = {"kind": "group", "members": ["bob"], "title": "Plans"}


def test_every_post_that_takes_a_key_says_how_it_is_repeated() -> None:
    assert [e.name for e in ENDPOINTS.values() if kind(e) == "unknown"] == []


@pytest.mark.parametrize("key", ["k1", '"8e03978e-40d5-43dd-bc93-6894a57f9324"'])
async def test_a_repeated_post_makes_one_thing(chat: House, key: str) -> None:
    await chat.meet("alice", "bob")
    async with chat.client("acme/alice", idempotency_key=key) as alice:
        first = await alice.post("/v1/conversations", json=BODY)
        before = chat.rows()
        again = await alice.post("/v1/conversations", json=BODY)
        assert first.status_code == again.status_code == 201
        assert first.json()["id"] == again.json()["id"]
        assert chat.rows() == before


async def test_a_key_with_another_body_is_422_and_changes_nothing(chat: House) -> None:
    await chat.meet("alice", "bob")
    async with chat.client("acme/alice", idempotency_key="k1") as alice:
        await alice.post("/v1/conversations", json=BODY)
        before = chat.rows()
        answer = await alice.post("/v1/conversations", json={**BODY, "title": "Other"})
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
        assert chat.rows() == before


async def test_a_key_is_of_one_person_in_one_tenant(chat: House) -> None:
    await chat.meet("alice", "bob")
    await chat.meet("alice", "bob", tenant="globex")
    ids = set()
    for login in ("acme/alice", "acme/bob", "globex/alice"):
        async with chat.client(login, idempotency_key="k1") as person:
            body = {"kind": "group", "title": "x"}
            ids.add((await person.post("/v1/conversations", json=body)).json()["id"])
    assert len(ids) == 3


async def test_twenty_at_once_make_one_thing(chat: House) -> None:
    await chat.meet("alice", "bob")
    ids: list[str] = []

    async def create() -> None:
        async with chat.client("acme/alice", idempotency_key="k1") as alice:
            answer = await alice.post("/v1/conversations", json=BODY)
            assert answer.status_code == 201
            ids.append(answer.json()["id"])

    async with anyio.create_task_group() as group:
        for _ in range(20):
            group.start_soon(create)
    assert len(ids) == 20
    assert len(set(ids)) == 1


async def test_a_refused_request_keeps_no_key(chat: House) -> None:
    await chat.meet("alice")
    async with chat.client("acme/alice", idempotency_key="k1") as alice:
        assert (await alice.post("/v1/conversations", json=BODY)).status_code == 422
        await chat.meet("bob")
        assert (await alice.post("/v1/conversations", json=BODY)).status_code == 201


async def test_a_message_with_a_key_is_sent_once_for_ever(chat: House) -> None:
    await chat.meet("alice", "bob")
    async with chat.client("acme/alice") as alice:
        group = (await alice.post("/v1/conversations", json=BODY)).json()["id"]
        path, headers = f"/v1/conversations/{group}/messages", {"idempotency-key": "m1"}
        first = await alice.post(path, json={"text": "hi"}, headers=headers)
        again = await alice.post(path, json={"text": "hi"}, headers=headers)
        assert first.json() == again.json()
        other = await alice.post(path, json={"text": "ho"}, headers=headers)
        assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_a_state_that_is_reached_may_be_asked_for_again(chat: House) -> None:
    await chat.meet("ann")
    async with chat.bearer("service:hr", "people:write") as hr:
        headers = {"idempotency-key": "d1"}
        for _ in range(2):
            answer = await hr.post("/v1/people/ann/deactivate", headers=headers)
            assert answer.json()["status"] == "deactivated"


@pytest.mark.parametrize("key", ["", '""', '"open', "a b", "x" * 256, "ä", 'a"b'])
async def test_what_is_no_key_is_refused(small_chat: House, key: str) -> None:
    await small_chat.meet("alice", "bob")
    async with small_chat.client("acme/alice") as alice:
        headers = {"idempotency-key": key.encode()}
        answer = await alice.post("/v1/conversations", json=BODY, headers=headers)
        assert answer.status_code == 422


async def test_no_words_are_kept_with_a_key(small_chat: House) -> None:
    await small_chat.meet("alice", "bob")
    async with small_chat.client("acme/alice", idempotency_key="s3cret-key") as alice:
        await alice.post("/v1/conversations", json={**BODY, "title": "c4nary"})
    kept = str(small_chat.rows()["onrecord_idempotency"])
    assert "c4nary" not in kept
    assert "s3cret-key" not in kept


async def test_after_a_day_a_key_is_new_again(small_url: str) -> None:
    now = [datetime(2026, 1, 2, tzinfo=UTC)]
    async with house(small_url, ports=Ports(clock=lambda: now[0])) as chat:
        await chat.meet("alice", "bob")
        async with chat.client("acme/alice", idempotency_key="k1") as alice:
            first = (await alice.post("/v1/conversations", json=BODY)).json()["id"]
            now[0] += timedelta(microseconds=DAY - 1)
            assert (await alice.post("/v1/conversations", json=BODY)).json()["id"] == first
            now[0] += timedelta(microseconds=1)
            assert (await alice.post("/v1/conversations", json=BODY)).json()["id"] != first
        assert len(chat.rows()["onrecord_idempotency"]) == 1
