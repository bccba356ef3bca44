"""CORS, rate limits, probes and documents: what stands round the endpoints."""

import pytest
import sqlalchemy as sa

from onrecord_server.doorway.limits import Rate, RateLimits
from tests.support.doors import ORIGIN, House, house


pytestmark = pytest.mark.anyio
PORTAL = "https://portal.example.com"


async def test_only_a_configured_origin_may_read_across_origins(small_url: str) -> None:
    async with house(small_url, allowed_origins=[PORTAL]) as chat:
        await chat.meet("alice")
        async with chat.client("acme/alice") as alice:
            ours = await alice.get("/v1/me", headers={"origin": PORTAL})
            assert ours.headers["access-control-allow-origin"] == PORTAL
            assert ours.headers["access-control-allow-credentials"] == "true"
            for other in ("https://evil.example", "null", f"{PORTAL}.evil.example", ORIGIN):
                answer = await alice.get("/v1/me", headers={"origin": other})
                assert "access-control-allow-origin" not in answer.headers
            assert "Origin" in ours.headers["vary"]


async def test_a_preflight_is_answered_without_asking_who_is_there(small_url: str) -> None:
    async with house(small_url, allowed_origins=[PORTAL]) as chat, chat.client() as client:
        for origin, granted in ((PORTAL, True), ("https://evil.example", False)):
            answer = await client.options(
                "/v1/conversations",
                headers={"origin": origin, "access-control-request-method": "POST"},
            )
            assert answer.status_code == 204
            assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"
            assert ("access-control-allow-methods" in answer.headers) is granted
        assert (await client.options("/v1/nothing")).status_code == 404


async def test_who_asks_too_often_is_told_how_long_to_wait(small_url: str) -> None:
    limits = RateLimits(person_writes=(Rate(1, 3),), person_reads=(), tenant_writes=())
    async with house(small_url, rate_limits=limits) as chat:
        await chat.meet("alice", "bob")
        async with chat.client("acme/alice") as alice, chat.client("acme/bob") as bob:
            body = {"kind": "group", "title": "x"}
            answers = [await alice.post("/v1/conversations", json=body) for _ in range(4)]
            assert [a.status_code for a in answers] == [201, 201, 201, 429]
            assert answers[0].headers["ratelimit-policy"] == '"default";q=3;w=3'
            assert int(answers[3].headers["retry-after"]) >= 1
            assert answers[3].json()["code"] == "rate_limited"
            assert (await bob.post("/v1/conversations", json=body)).status_code == 201


async def test_what_is_costly_to_answer_is_asked_as_rarely_as_a_write(small_url: str) -> None:
    limits = RateLimits(person_writes=(Rate(0.01, 2),), person_reads=(), tenant_writes=())
    async with house(small_url, rate_limits=limits) as chat:
        await chat.meet("alice")
        async with chat.client("acme/alice") as alice:
            asked = [
                await alice.get("/v1/directory/rule", params={"rule": "everybody"})
                for _ in range(3)
            ]
            assert [answer.status_code for answer in asked] == [200, 200, 429]
            assert (await alice.get("/v1/me")).status_code == 200


async def test_probes_tell_alive_from_ready(chat: House) -> None:
    async with chat.client() as client:
        assert (await client.get("/healthz")).json() == {"status": "ok"}
        ready = await client.get("/readyz")
        assert ready.status_code == 200
        assert set(ready.json()["checks"].values()) == {"ok"}
        assert (await client.post("/healthz")).status_code == 405
        assert (await client.get("/metrics")).status_code == 404


async def test_without_its_database_it_is_alive_and_not_ready(
    small_chat: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise sa.exc.OperationalError("SELECT 1", {}, Exception("secret-host:5432 refused"))

    database = small_chat.chat.engines.directory.database("acme")
    monkeypatch.setattr(type(database), "read", gone)
    async with small_chat.client() as client:
        assert (await client.get("/healthz")).status_code == 200
        ready = await client.get("/readyz")
        assert ready.status_code == 503
        assert "secret-host" not in ready.text


async def test_metrics_are_opt_in_and_name_routes_never_input(small_url: str) -> None:
    async with house(small_url, metrics=True) as chat:
        await chat.meet("alice")
        async with chat.client("acme/alice") as alice:
            await alice.get("/v1/people/c4nary")
            await alice.get("/v1/c4nary")
            await alice.request("C4NARY", "/v1/me")
            shown = (await alice.get("/metrics")).text
        assert 'route="people.get"' in shown
        assert "c4nary" not in shown.lower()


async def test_the_documents_are_served_where_they_describe(small_chat: House) -> None:
    async with small_chat.client() as client:
        api = (await client.get("/v1/openapi.json")).json()
        assert api["openapi"].startswith("3.1")
        assert api["servers"][0]["url"] == "../v1"
        assert (await client.get("/v1/asyncapi.json")).json()["asyncapi"].startswith("3.")
