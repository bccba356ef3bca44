"""Bytes over HTTP: in pieces and out in ranges, behind the same doorway as everything else."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
import pytest

from onrecord_server.core.files import Attachments, FileRules
from onrecord_server.doorway.limits import Rate, RateLimits
from tests.support import files
from tests.support.doors import ORIGIN, House, house
from tests.support.soon import PATIENCE


OCTETS = {"content-type": "application/octet-stream"}
TEXT = b"The pallet left the dock at noon.\n" * 50
TYPES = FileRules().types | {"text/html", "image/svg+xml", "text/xml"}
RULES = FileRules(types=TYPES)


@pytest.fixture
async def open_house(database_url: str) -> AsyncIterator[House]:
    async with house(database_url, attachments=Attachments(rules=RULES)) as found:
        await found.meet("alice", "bob", "mallory")
        yield found


@asynccontextmanager
async def talking(found: House, person: str = "alice") -> AsyncIterator[tuple[Any, str]]:
    """Somebody with a group."""
    async with found.client(f"acme/{person}") as client:
        given = {"kind": "group", "title": "Team", "members": ["bob"]}
        made = (await client.post("/v1/conversations", json=given)).json()
        yield client, made["id"]


async def upload(client: Any, group: str, name: str, data: bytes) -> dict[str, Any]:
    """Upload a file in one piece and wait for its check."""
    given = {"conversation_id": group, "name": name, "size": len(data)}
    begun = (await client.post("/v1/attachments", json=given)).json()
    path = f"/v1/attachments/{begun['id']}"
    put = await client.put(f"{path}/bytes", params={"offset": 0}, content=data, headers=OCTETS)
    assert put.status_code == 200, put.text
    assert (await client.post(f"{path}/finish")).status_code == 200
    with anyio.fail_after(PATIENCE):
        while (found := (await client.get(path)).json())["state"] == "checking":  # noqa: ASYNC110
            await anyio.sleep(0.02)
    return dict(found)


async def sent(client: Any, group: str, name: str, data: bytes) -> str:
    """Upload a file and send it; return the path of its bytes."""
    found = await upload(client, group, name, data)
    assert found["state"] == "ready", found
    given = {"text": "", "attachments": [found["id"]]}
    answer = await client.post(f"/v1/conversations/{group}/messages", json=given)
    assert answer.status_code == 201, answer.text
    return f"/v1/attachments/{found['id']}/content"


async def test_a_download_is_the_upload_and_says_what_it_is(open_house: House) -> None:
    async with talking(open_house) as (client, group):
        path = await sent(client, group, "notes.txt", TEXT)
    async with open_house.client("acme/bob") as bob:
        answer = await bob.get(path)
    assert answer.content == TEXT
    assert answer.headers["content-length"] == str(len(TEXT))
    assert answer.headers["etag"] == f'"{hashlib.sha256(TEXT).hexdigest()}"'
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="notes.txt"')
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", files.HTML),
        ("logo.svg", files.SVG),
        ("data.xml", b"<?xml version='1.0'?><a/>"),
    ],
)
async def test_what_is_marked_up_is_never_shown_inside_a_page(
    open_house: House, name: str, data: bytes
) -> None:
    async with talking(open_house) as (client, group):
        answer = await client.get(await sent(client, group, name, data))
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"].endswith("sandbox")


async def test_an_image_may_be_shown_and_its_name_stays_one_header(open_house: House) -> None:
    async with talking(open_house) as (client, group):
        answer = await client.get(
            await sent(client, group, 'übers;filename=x".png'.replace('"', ""), files.picture())
        )
        thumbnail = await client.get(str(answer.url).replace("content", "thumbnail"))
    assert answer.headers["content-disposition"] == (
        "inline; filename=\"_bers_filename_x.png\"; filename*=UTF-8''%C3%BCbers%3Bfilename%3Dx.png"
    )
    assert thumbnail.headers["content-type"] == "image/webp"


@pytest.mark.parametrize(
    ("asked", "status", "start", "stop"),
    [
        ("bytes=0-9", 206, 0, 10),
        ("bytes=10-", 206, 10, len(TEXT)),
        ("bytes=-7", 206, len(TEXT) - 7, len(TEXT)),
        ("bytes=5-999999999", 206, 5, len(TEXT)),
        ("bytes=0-1,5-6", 200, 0, len(TEXT)),
        ("lines=1-2", 200, 0, len(TEXT)),
        ("bytes=-", 200, 0, len(TEXT)),
    ],
)
async def test_a_part_is_answered_with_that_part(
    open_house: House, asked: str, status: int, start: int, stop: int
) -> None:
    async with talking(open_house) as (client, group):
        path = await sent(client, group, "notes.txt", TEXT)
        answer = await client.get(path, headers={"range": asked})
    assert (answer.status_code, answer.content) == (status, TEXT[start:stop])
    if status == 206:
        assert answer.headers["content-range"] == f"bytes {start}-{stop - 1}/{len(TEXT)}"


async def test_a_range_outside_is_refused_and_a_changed_file_is_sent_whole(
    open_house: House,
) -> None:
    async with talking(open_house) as (client, group):
        path = await sent(client, group, "notes.txt", TEXT)
        outside = await client.get(path, headers={"range": f"bytes={len(TEXT)}-"})
        other = await client.get(path, headers={"range": "bytes=0-1", "if-range": '"other"'})
        etag = other.headers["etag"]
        known = await client.get(path, headers={"if-none-match": etag})
        head = await client.head(path)
    assert (outside.status_code, outside.json()["code"]) == (416, "range_not_satisfiable")
    assert (other.status_code, other.content) == (200, TEXT)
    assert (known.status_code, known.content) == (304, b"")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(TEXT))


async def test_what_is_seen_now_decides_a_download(open_house: House) -> None:
    async with talking(open_house) as (client, group):
        path = await sent(client, group, "notes.txt", TEXT)
        async with open_house.client("acme/bob") as bob:
            assert (await bob.get(path)).status_code == 200
            messages = (await client.get(f"/v1/conversations/{group}/messages")).json()["data"]
            await client.delete(f"/v1/messages/{messages[0]['id']}")
            gone = await bob.get(path)
            nothing = await bob.get(f"/v1/attachments/att_{'9' * 32}/content")
            own = await client.get(path)
    assert gone.status_code == own.status_code == 404
    assert {**gone.json(), "request_id": ""} == {**nothing.json(), "request_id": ""}


async def test_where_to_go_on_is_told_by_head(open_house: House) -> None:
    async with talking(open_house) as (client, group):
        given = {"conversation_id": group, "name": "a.txt", "size": 10}
        begun = (await client.post("/v1/attachments", json=given)).json()
        path = f"/v1/attachments/{begun['id']}/bytes"
        await client.put(path, params={"offset": 0}, content=b"1234", headers=OCTETS)
        head = await client.head(path)
        wrong = await client.put(path, params={"offset": 2}, content=b"x", headers=OCTETS)
        nothing = await client.get(path)
    assert (head.headers["upload-offset"], head.headers["upload-length"]) == ("4", "10")
    assert (wrong.status_code, wrong.json()["received"]) == (409, 4)
    assert nothing.status_code == 405


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"content-type": "application/json"}, "unsupported_media_type"),
        ({"content-type": "multipart/form-data; boundary=x"}, "unsupported_media_type"),
        ({**OCTETS, "content-encoding": "gzip"}, "unsupported_media_type"),
        ({**OCTETS, "origin": "https://evil.example"}, "origin_refused"),
        ({**OCTETS, "sec-fetch-site": "cross-site"}, "origin_refused"),
        ({**OCTETS, "cookie": "session=1"}, "origin_refused"),
    ],
)
async def test_bytes_of_another_site_are_not_taken(
    open_house: House, headers: dict[str, str], code: str
) -> None:
    async with talking(open_house) as (client, group):
        given = {"conversation_id": group, "name": "a.txt", "size": 10}
        begun = (await client.post("/v1/attachments", json=given)).json()
        path = f"/v1/attachments/{begun['id']}/bytes"
        before = open_house.rows()
        answer = await client.put(path, params={"offset": 0}, content=b"1234", headers=headers)
        assert answer.json()["code"] == code
        assert open_house.rows() == before
        own = {**OCTETS, "origin": ORIGIN, "cookie": "session=1"}
        good = await client.put(path, params={"offset": 0}, content=b"1234", headers=own)
        assert good.status_code == 200


async def test_pieces_count_against_the_rate_of_writes(small_url: str) -> None:
    limits = RateLimits(person_writes=(Rate(0.001, 3),), person_reads=())
    async with house(small_url, rate_limits=limits) as found:
        await found.meet("alice", "bob")
        async with talking(found) as (client, group):
            given = {"conversation_id": group, "name": "a.txt", "size": 10}
            begun = (await client.post("/v1/attachments", json=given)).json()
            path = f"/v1/attachments/{begun['id']}/bytes"
            first = await client.put(path, params={"offset": 0}, content=b"1", headers=OCTETS)
            second = await client.put(path, params={"offset": 1}, content=b"2", headers=OCTETS)
    assert (first.status_code, second.status_code) == (200, 429)


async def test_a_lost_connection_keeps_what_had_come(open_house: House) -> None:
    async with talking(open_house) as (client, group):
        given = {"conversation_id": group, "name": "a.txt", "size": 1000}
        begun = (await client.post("/v1/attachments", json=given)).json()
        path = f"/v1/attachments/{begun['id']}/bytes"
        await _cut_off(open_house, path, [b"x" * 300, b"y" * 200])
        head = await client.head(path)
    assert head.headers["upload-offset"] == "500"


async def _cut_off(found: House, path: str, chunks: list[bytes]) -> None:
    """Send some of a body and hang up."""
    coming = iter([{"type": "http.request", "body": c, "more_body": True} for c in chunks])
    headers = [(b"login", b"acme/alice"), (b"content-type", b"application/octet-stream")]
    scope = {
        "type": "http",
        "method": "PUT",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"offset=0",
        "headers": headers,
        "scheme": "https",
        "root_path": "",
    }

    async def receive() -> dict[str, Any]:
        return next(coming, {"type": "http.disconnect"})

    async def send(_message: dict[str, Any]) -> None:
        raise AssertionError("nobody is there")

    await found.app(scope, receive, send)
