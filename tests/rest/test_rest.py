import re
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from onrecord_server.people.tokens import mint
from tests.support.doors import TOKEN_KEY, House


pytestmark = pytest.mark.anyio


async def _group(client: Any, *members: str, **more: Any) -> str:
    answer = await client.post(
        "/v1/conversations", json={"kind": "group", "members": list(members), **more}
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def test_two_people_talk_and_both_read_the_same(chat: House) -> None:
    await chat.meet("alice", "bob")
    async with chat.client("acme/alice") as alice, chat.client("acme/bob") as bob:
        group = await _group(alice, "bob", title="Lunch")
        sent = await alice.post(
            f"/v1/conversations/{group}/messages", json={"text": "hi", "client_id": "c1"}
        )
        assert sent.status_code == 201
        message = sent.json()
        assert message["position"] > 0
        page = (await bob.get(f"/v1/conversations/{group}/messages")).json()
        assert page["data"] == [message | {"client_id": None}], "it is told to its author alone"
        assert page["next_cursor"] is None
        edited = await alice.patch(f"/v1/messages/{message['id']}", json={"text": "hello"})
        assert edited.json()["version"] == 2
        assert (
            await bob.patch(f"/v1/messages/{message['id']}", json={"text": "x"})
        ).status_code == 403
        versions = (await bob.get(f"/v1/messages/{message['id']}/versions")).json()
        assert [v["text"] for v in versions["data"]] == ["hi", "hello"]
        removed = await alice.delete(f"/v1/messages/{message['id']}", params={"reason": "oops"})
        assert removed.json()["text"] is None
        mark = await bob.put(f"/v1/conversations/{group}/read", json={"position": 5})
        assert mark.status_code == 200
        members = (await bob.get(f"/v1/conversations/{group}/members")).json()["data"]
        assert [m["person_id"] for m in members] == ["alice", "bob"]


async def test_a_retry_with_the_same_client_id_makes_no_second_message(chat: House) -> None:
    await chat.meet("alice", "bob")
    async with chat.client("acme/alice") as alice:
        group = await _group(alice, "bob")
        path, body = f"/v1/conversations/{group}/messages", {"text": "hi", "client_id": "c1"}
        first, again = await alice.post(path, json=body), await alice.post(path, json=body)
        assert first.json() == again.json()
        other = await alice.post(path, json={**body, "text": "other"})
        assert (other.status_code, other.json()["code"]) == (409, "client_id_reused")


async def test_a_page_that_is_not_the_last_says_where_the_next_is(chat: House) -> None:
    await chat.meet("alice", "bob")
    async with chat.client("acme/alice") as alice:
        group = await _group(alice, "bob")
        path = f"/v1/conversations/{group}/messages"
        for number in range(5):
            await alice.post(path, json={"text": str(number), "client_id": f"c{number}"})
        page, seen = await alice.get(path, params={"limit": 2}), []
        while True:
            seen += [m["text"] for m in page.json()["data"]]
            if "link" not in page.headers:
                break
            found = re.fullmatch(r'<(\?[^>]+)>; rel="next"', page.headers["link"])
            assert found is not None
            page = await alice.get(path + found[1])
        assert seen == ["4", "3", "2", "1", "0"]


async def test_a_minted_token_opens_the_door_for_somebody_never_seen(chat: House) -> None:
    token = mint(TOKEN_KEY, tenant="acme", person="zoe")
    async with chat.client(authorization=f"Bearer {token}") as zoe:
        me = (await zoe.get("/v1/me")).json()
        assert (me["tenant"], me["person"]["id"], me["person"]["name"]) == ("acme", "zoe", "zoe")


async def test_a_token_leaves_what_the_host_said_of_a_person(chat: House) -> None:
    await chat.meet("alice")
    token = mint(TOKEN_KEY, tenant="acme", person="alice")
    async with chat.client(authorization=f"Bearer {token}") as alice:
        assert (await alice.get("/v1/me")).json()["person"]["name"] == "Alice"


async def test_a_service_with_the_scope_manages_people(chat: House) -> None:
    token = mint(TOKEN_KEY, tenant="acme", person="service:hr", scopes=["people:write"])
    async with chat.client(authorization=f"Bearer {token}") as hr:
        body = {"name": "Ann", "roles": ["sales"], "attributes": {"department": "Sales"}}
        assert (await hr.put("/v1/people/ann", json=body)).json()["name"] == "Ann"
        gone = await hr.post("/v1/people/ann/deactivate")
        assert gone.json()["status"] == "deactivated"
        async with chat.client("acme/ann") as ann:
            answer = await ann.get("/v1/me")
            assert (answer.status_code, answer.json()["code"]) == (403, "person_deactivated")
        assert (await hr.post("/v1/people/ann/reactivate")).json()["status"] == "active"


async def test_nobody_introduces_strangers_over_rest_whatever_they_claim(chat: House) -> None:
    """In process the host may name people it has not shown; over REST nobody may."""
    await chat.meet("alice")
    async with chat.client("acme/alice/people:introduce") as alice:
        body = {"kind": "group", "members": ["stranger"]}
        answer = await alice.post("/v1/conversations", json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/members"


async def test_a_person_id_may_hold_what_a_path_cannot(chat: House) -> None:
    """``%2F`` stays inside its segment."""
    login = "acme/service:hr/people:write"
    async with chat.client(login) as hr:
        url = "/v1/people/https%3A%2F%2Fidp.example%2Fu%3F1"
        made = await hr.put(url, json={"name": "Slash"})
        assert made.json()["id"] == "https://idp.example/u?1"
        assert (await hr.get(url)).json() == made.json()


async def test_below_a_mount_the_same_paths_hold(small_chat: House) -> None:
    await small_chat.meet("alice")
    host = Starlette(routes=[Mount("/pfx/chat", app=small_chat.app)])
    mounted = House(small_chat.chat, host)
    async with mounted.client("acme/alice") as alice:
        assert (await alice.get("/pfx/chat/v1/me")).json()["person"]["id"] == "alice"
        assert (await alice.get("/pfx/chat/v1/people/a%2Fb")).json()["code"] == "not_found"
        assert (await alice.get("/pfx/chat/v1/me/")).status_code == 404
        assert (await alice.get("/pfx/chat/v1//me")).status_code == 404


async def test_branding_is_set_by_who_may_and_seen_by_everybody(chat: House) -> None:
    await chat.meet("alice")
    async with chat.client("acme/service:ui/branding:write") as service:
        body = {"branding": {"product_name": "Huddle", "light": {"accent": "#0a6b4d"}}}
        assert (await service.put("/v1/branding", json=body)).json()["version"] == 1
        assert (await service.put("/v1/branding", json=body)).json()["version"] == 1
        bad = {"branding": {"light": {"accent": "#ffdd00"}}}
        refused = (await service.put("/v1/branding", json=bad)).json()
        assert refused["code"] == "contrast_too_low"
        assert refused["nearest"].startswith("#")
    async with chat.client("acme/alice") as alice:
        shown = (await alice.get("/v1/branding")).json()
        assert shown["light"]["--onrecord-accent"] == "#0a6b4d"
        assert (await alice.put("/v1/branding", json=body)).status_code == 403


async def test_a_suspended_tenant_answers_nobody_until_it_is_resumed(chat: House) -> None:
    await chat.meet("alice")
    async with chat.client("acme/service:ops/tenant:manage") as ops:
        assert (await ops.post("/v1/tenant/suspend")).json()["status"] == "suspended"
        for who in ("alice", "newcomer"):
            before = chat.rows()
            async with chat.client(f"acme/{who}") as person:
                answer = await person.get("/v1/me")
                assert (answer.status_code, answer.json()["code"]) == (403, "tenant_suspended")
            assert chat.rows() == before
        assert (await ops.post("/v1/tenant/resume")).json()["status"] == "active"
    await chat.meet("alice")
