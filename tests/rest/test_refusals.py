"""Whatever is asked badly: a typed refusal, nothing written, nothing leaked."""

import json
import logging
from typing import Any

import pytest

from onrecord.binding import path_parameters
from onrecord.endpoints import ENDPOINTS
from onrecord_server.core.operation import REGISTRY, Operation
from onrecord_server.rest.problem import STANDARD
from tests.support.doors import ORIGIN, House


pytestmark = pytest.mark.anyio
RANDOM_CNV = "cnv_" + "0" * 32
RANDOM_MSG = "msg_" + "f" * 32


def check_problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """Every refusal has one shape (RFC 9457)."""
    document: dict[str, Any] = answer.json()
    assert (answer.status_code, document["code"]) == (status, code), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert document["type"] == f"urn:onrecord:problem:{code}"
    assert document["status"] == status
    assert document["detail"]
    assert document["request_id"] == answer.headers["x-request-id"]
    return document


async def _group(chat: House) -> str:
    await chat.meet("alice", "bob")
    async with chat.client("acme/alice") as alice:
        body = {"kind": "group", "members": ["bob"]}
        return str((await alice.post("/v1/conversations", json=body)).json()["id"])


BAD_PATHS = [
    "/v1/conversations/1",
    "/v1/conversations/cnv_" + "g" * 32,
    "/v1/conversations/CNV_" + "0" * 32,
    f"/v1/conversations/{RANDOM_CNV}0",
    f"/v1/conversations/{RANDOM_CNV}%00",
    f"/v1/conversations/{RANDOM_CNV}%0A",
    f"/v1/conversations/{RANDOM_MSG}",
    "/v1/conversations/%7B%22$regex%22:%22.*%22%7D",
    "/v1/conversations/..%2F..%2Fetc%2Fpasswd",
    "/v1/messages/true",
    "/v1/messages/null",
    "/v1/messages/-1",
    "/v1/messages/1e9999",
    "/v1/people/%20",
    "/v1/people/a%20b",
    "/v1/people/%3Cscript%3E",
    "/v1/people/" + "x" * 129,
    "/v1/record/proofs/-1",
    "/v1/record/proofs/9007199254740992",
    "/v1/record/proofs/1.5",
    "/v1/record/proofs/true",
]


@pytest.mark.parametrize("path", BAD_PATHS)
async def test_v08_an_id_of_another_shape_is_refused_by_its_rule(
    small_chat: House, path: str
) -> None:
    await small_chat.meet("alice")
    async with small_chat.client("acme/alice") as alice:
        document = check_problem(await alice.get(path), 422, "invalid")
        assert document["errors"][0]["pointer"].startswith("/")


BAD_QUERIES = [
    "limit=0",
    "limit=201",
    "limit=-1",
    "limit=1.5",
    "limit=x",
    "limit=",
    "limit=1&limit=2",
    "limit=%00",
    "before=x",
    "before=9007199254740992",
    "before=1&after=2",
    "before=1&cursor=abc",
    "cursor=nonsense",
    "cursor=%FF",
    "cursor=" + "x" * 201,
    "cursor=WzEsImRvd24iLCJ4Il0",
    "unknown=1",
    "conversation_id=" + RANDOM_CNV,
    "&".join(f"a{i}=1" for i in range(400)),
    "x=" + "y" * 9000,
    "a=%ED%A0%80",
]


@pytest.mark.parametrize("query", BAD_QUERIES, ids=[q[:30] for q in BAD_QUERIES])
async def test_a_query_string_is_read_strictly(small_chat: House, query: str) -> None:
    group = await _group(small_chat)
    async with small_chat.client("acme/alice") as alice:
        check_problem(
            await alice.get(f"/v1/conversations/{group}/messages?{query}"), 422, "invalid"
        )


BAD_TEXTS = {
    "empty": "",
    "blank": " \n\t ",
    "a NUL": "a\x00b",
    "an escape": "\x1b[31mred",
    "C1 control": "a\x9b",
    "a bidi override": "\u202eevil",
    "a bidi embedding": "a\u202ab",
    "beyond the hard ceiling": "x" * 65_537,
    "a number": 7,
    "a list": ["x"],
    "an object": {"$ne": ""},
    "null": None,
    "true": True,
}


@pytest.mark.parametrize("text", BAD_TEXTS.values(), ids=BAD_TEXTS.keys())
async def test_a_message_that_is_no_text_is_refused_and_nothing_is_written(
    small_chat: House, text: object
) -> None:
    group = await _group(small_chat)
    before = small_chat.rows()
    async with small_chat.client("acme/alice") as alice:
        answer = await alice.post(f"/v1/conversations/{group}/messages", json={"text": text})
        document = check_problem(answer, 422, "invalid")
        assert document["errors"][0]["pointer"] == "/text"
    assert small_chat.rows() == before


@pytest.mark.parametrize(("length", "status"), [(20_000, 201), (20_001, 422), (65_000, 422)])
async def test_a_message_has_at_most_twenty_thousand_code_points(
    chat: House, length: int, status: int
) -> None:
    group = await _group(chat)
    async with chat.client("acme/alice") as alice:
        body = {"text": "\U0001f600" * length, "client_id": "c"}
        answer = await alice.post(f"/v1/conversations/{group}/messages", json=body)
        if status == 201:
            assert answer.json()["text"] == body["text"]
        else:
            check_problem(answer, 422, "text_too_long" if length < 65_537 else "invalid")


BAD_BODIES = {
    "an unknown member": {"text": "x", "author": "bob"},
    "a privileged member": {"text": "x", "position": 1},
    "a timestamp of one's own": {"text": "x", "created_at": "2020-01-01T00:00:00Z"},
    "a path member twice": {"text": "x", "conversation_id": RANDOM_CNV},
    "a client_id with a space": {"text": "x", "client_id": "a b"},
    "a client_id too long": {"text": "x", "client_id": "c" * 65},
    "a client_id that is a number": {"text": "x", "client_id": 1},
    "a reply to nonsense": {"text": "x", "reply_to": "1"},
    "a reply to an object": {"text": "x", "reply_to": {"id": RANDOM_MSG}},
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES.keys())
async def test_v91_a_body_holds_what_the_command_holds_and_nothing_else(
    small_chat: House, body: dict[str, Any]
) -> None:
    group = await _group(small_chat)
    before = small_chat.rows()
    async with small_chat.client("acme/alice") as alice:
        answer = await alice.post(f"/v1/conversations/{group}/messages", json=body)
        document = check_problem(answer, 422, "invalid")
        assert document["errors"][0]["pointer"] != ""
    assert small_chat.rows() == before


RAW_BODIES = {
    "not JSON": (b"{", 422, "invalid"),
    "an array": (b"[]", 422, "invalid"),
    "NaN": (b'{"text": NaN}', 422, "invalid"),
    "twice": (b'{"text": "a", "text": "b"}', 422, "invalid"),
    "half a surrogate": (b'{"text": "\\ud800"}', 422, "invalid"),
    "a hundred thousand levels": (b'{"text": ' + b"[" * 100_000, 422, "invalid"),
    "not UTF-8": (b'{"text": "\xff"}', 422, "invalid"),
    "at the limit plus one": (b'{"text": "' + b"x" * 262_133 + b'"}', 413, "too_large"),
    "a hundred times the limit": (b"x" * 26_214_400, 413, "too_large"),
}


@pytest.mark.parametrize(("body", "status", "code"), RAW_BODIES.values(), ids=RAW_BODIES.keys())
async def test_a_body_is_plain_json_of_bounded_size(
    small_chat: House, body: bytes, status: int, code: str
) -> None:
    group = await _group(small_chat)
    async with small_chat.client("acme/alice", content_type="application/json") as alice:
        answer = await alice.post(f"/v1/conversations/{group}/messages", content=body)
        check_problem(answer, status, code)


async def test_ten_thousand_members_in_one_call_are_refused(small_chat: House) -> None:
    await small_chat.meet("alice")
    async with small_chat.client("acme/alice") as alice:
        for count in (501, 10_000):
            body = {"kind": "group", "members": [f"p{i}" for i in range(count)]}
            check_problem(await alice.post("/v1/conversations", json=body), 422, "invalid")


async def test_a_refusal_never_repeats_what_was_sent(small_chat: House) -> None:
    await small_chat.meet("alice")
    async with small_chat.client("acme/alice") as alice:
        answer = await alice.post("/v1/conversations", json={"kind": "s3cr3t-c4nary"})
        assert "c4nary" not in answer.text
        answer = await alice.get("/v1/messages/s3cr3t-c4nary")
        assert "c4nary" not in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1", 404),
        ("/v1/", 404),
        ("/v1/nothing", 404),
        ("/v2/me", 404),
        ("/v1/me/", 404),
        ("//v1/me", 404),
        ("/v1/%6De", 200),
        ("/v1/people/%FF", 404),
        ("/nothing", 404),
        ("/v1/conversations//messages", 404),
    ],
)
async def test_a_path_is_matched_segment_by_segment(
    small_chat: House, path: str, status: int
) -> None:
    await small_chat.meet("alice")
    async with small_chat.client("acme/alice") as alice:
        answer = await alice.get(path)
        assert answer.status_code == status
        if status == 404:
            check_problem(answer, 404, "not_found")


async def test_a_method_that_a_path_does_not_take_is_405_and_says_which_it_does(
    small_chat: House,
) -> None:
    async with small_chat.client("acme/alice") as alice:
        for method in ("PUT", "DELETE", "TRACE", "BREW"):
            answer = await alice.request(method, "/v1/me")
            check_problem(answer, 405, "method_not_allowed")
            assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


async def test_nobody_is_401_on_every_endpoint_and_nothing_is_written(small_chat: House) -> None:
    before = small_chat.rows()
    async with small_chat.client() as stranger:
        for endpoint in ENDPOINTS.values():
            nobodys = dict.fromkeys(path_parameters(endpoint), "bob")
            known = {"conversation_id": RANDOM_CNV, "message_id": RANDOM_MSG, "position": 0}
            path = endpoint.path.format(**(nobodys | known))
            answer = await stranger.request(endpoint.method, f"/v1{path}")
            check_problem(answer, 401, "unauthenticated")
            assert answer.headers["www-authenticate"] == "Bearer"
    assert small_chat.rows() == before


async def test_a_failure_inside_is_opaque_and_in_the_log(
    small_chat: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the secret is hunter2")

    broken: Operation[Any, Any] = Operation(ENDPOINTS["people.list"], one=fail)
    monkeypatch.setitem(REGISTRY, "people.list", broken)
    await small_chat.meet("alice")
    async with small_chat.client("acme/alice") as alice:
        with caplog.at_level(logging.ERROR):
            answer = await alice.get("/v1/people")
        document = check_problem(answer, 500, "internal_error")
        assert "hunter2" not in answer.text
        assert "hunter2" in caplog.text
        assert document["request_id"] in caplog.text


async def test_v45_every_answer_forbids_caching_sniffing_and_framing(small_chat: House) -> None:
    await small_chat.meet("alice")
    async with small_chat.client("acme/alice") as alice:
        for path in ("/v1/me", "/v1/nothing", "/v1/messages/1", "/healthz", "/v1/openapi.json"):
            answer = await alice.get(path)
            for name, value in STANDARD.items():
                assert answer.headers[name] == value, (path, name)


async def test_a_request_id_is_echoed_where_it_is_plain(small_chat: House) -> None:
    async with small_chat.client() as client:
        answer = await client.get("/healthz", headers={"x-request-id": "abc-123"})
        assert answer.headers["x-request-id"] == "abc-123"
        for evil in ("a b", "x" * 65, "<script>", ""):
            answer = await client.get("/healthz", headers={"x-request-id": evil})
            assert answer.headers["x-request-id"] != evil


async def test_head_says_what_get_would_and_sends_no_body(small_chat: House) -> None:
    await small_chat.meet("alice")
    async with small_chat.client("acme/alice") as alice:
        get, head = await alice.get("/v1/me"), await alice.head("/v1/me")
        assert head.status_code == 200
        assert head.content == b""
        assert head.headers["content-length"] == get.headers["content-length"]


async def test_a_read_takes_no_body(small_chat: House) -> None:
    await small_chat.meet("alice")
    async with small_chat.client("acme/alice") as alice:
        check_problem(await alice.request("GET", "/v1/me", json={"a": 1}), 422, "invalid")


SIMPLE = {
    "another site": ({"origin": "https://evil.example"}, 403, "origin_refused"),
    "a sandboxed frame": ({"origin": "null"}, 403, "origin_refused"),
    "a sibling": ({"origin": "https://x.app.example.com"}, 403, "origin_refused"),
    "another scheme": ({"origin": "http://app.example.com"}, 403, "origin_refused"),
    "cross-site without an origin": ({"sec-fetch-site": "cross-site"}, 403, "origin_refused"),
    "a cookie and nothing else": ({"cookie": "session=1"}, 403, "origin_refused"),
    "our own page": ({"origin": ORIGIN, "cookie": "session=1"}, 201, ""),
    "a program": ({}, 201, ""),
}


@pytest.mark.parametrize(("headers", "status", "code"), SIMPLE.values(), ids=SIMPLE.keys())
async def test_v69_a_change_by_cookie_comes_from_our_own_pages_only(
    small_chat: House, headers: dict[str, str], status: int, code: str
) -> None:
    await small_chat.meet("alice")
    before = small_chat.rows()
    async with small_chat.client("acme/alice") as alice:
        body = {"kind": "group", "title": "x"}
        answer = await alice.post("/v1/conversations", json=body, headers=headers)
        assert answer.status_code == status
        if status != 201:
            check_problem(answer, status, code)
            assert small_chat.rows() == before


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
@pytest.mark.parametrize(
    ("path", "body"),
    [("/v1/conversations", {"kind": "group"}), ("/v1/search", {"query": "hello"})],
)
async def test_v69_a_form_is_no_json(
    small_chat: House, media_type: str, path: str, body: dict[str, str]
) -> None:
    await small_chat.meet("alice")
    async with small_chat.client("acme/alice", origin=ORIGIN) as alice:
        content = json.dumps(body).encode()
        answer = await alice.post(path, content=content, headers={"content-type": media_type})
        check_problem(answer, 415, "unsupported_media_type")


async def test_v71_the_host_header_decides_nothing(small_chat: House) -> None:
    await small_chat.meet("alice")
    async with small_chat.client("acme/alice") as alice:
        for host in ("evil.example", "app.example.com@evil.example", "", "x" * 2000):
            answer = await alice.get("/v1/me", headers={"host": host})
            assert answer.status_code == 200
            assert "evil" not in answer.text + str(answer.headers)
