import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from onrecord.errors import UsageError
from onrecord_server.config import OnRecordConfig
from onrecord_server.web.app import WebApp
from onrecord_server.web.assets import read_assets
from tests.support.doors import House, house


pytestmark = pytest.mark.anyio
HASHED = "onrecord-emoji-B4xY9_kQ.js"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A build of the widgets, a secret beside it, and a link to the secret."""
    built = tmp_path / "static"
    (built / "sub").mkdir(parents=True)
    (built / "onrecord.js").write_text("export {}; // " + "x" * 500, "utf-8")
    (built / HASHED).write_text("export {};", "utf-8")
    (built / "sub" / "logo.png").write_bytes(b"\x89PNG")
    (built / "page.html").write_text("<script>", "utf-8")
    (tmp_path / "secret.js").write_text("s3cret", "utf-8")
    (built / "link.js").symlink_to(tmp_path / "secret.js")
    return built


@pytest.fixture
async def web(small_url: str, folder: Path) -> AsyncIterator[WebApp]:
    async with house(small_url) as chat:
        doors = await chat.chat.life.opened()
        yield WebApp(doors.services, read_assets(folder))


async def get(app: Any, path: str, root: str = "", **headers: str) -> httpx2.Response:
    transport = httpx2.ASGITransport(app=app, root_path=root)
    async with httpx2.AsyncClient(transport=transport, base_url="https://x.example") as client:
        return await client.get(path, headers={k.replace("_", "-"): v for k, v in headers.items()})


async def test_a_file_comes_with_its_type_and_a_tag_that_saves_the_second_time(
    web: WebApp,
) -> None:
    first = await get(web, "/widgets/onrecord.js")
    assert first.headers["content-type"] == "text/javascript; charset=utf-8"
    assert first.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert first.headers["x-content-type-options"] == "nosniff"
    again = await get(web, "/widgets/onrecord.js", if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "name", ["onrecord-words-de--qblwqfm.js", "onrecord-table.styles-abcdefgh.js"]
)
def test_a_hash_of_small_letters_alone_is_kept_for_ever(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("export {};")
    assert "immutable" in read_assets(tmp_path)[name].caching


async def test_a_hashed_name_is_kept_for_ever(web: WebApp) -> None:
    assert "immutable" in (await get(web, f"/widgets/{HASHED}")).headers["cache-control"]
    assert "immutable" not in (await get(web, "/widgets/onrecord.js")).headers["cache-control"]


async def test_text_is_packed_for_who_takes_it(web: WebApp) -> None:
    packed = await get(web, "/widgets/onrecord.js", accept_encoding="gzip")
    plain = await get(web, "/widgets/onrecord.js", accept_encoding="identity")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert packed.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path",
    [
        "/widgets/",
        "/widgets/absent.js",
        "/widgets/page.html",
        "/widgets/link.js",
        "/widgets/../secret.js",
        "/widgets/..%2Fsecret.js",
        "/widgets/%2e%2e/secret.js",
        "/widgets/..\\secret.js",
        "/widgets//onrecord.js",
        "/widgets/onrecord.js/",
        "/widgets/onrecord.js%00",
        "/widgets/ONRECORD.JS",
        "/widgets/sub",
    ],
)
async def test_v74_only_the_names_of_the_build_are_served(web: WebApp, path: str) -> None:
    answer = await get(web, path)
    assert answer.status_code == 404
    assert "s3cret" not in answer.text


@pytest.mark.parametrize("path", ["/", "/privacy", "/admin"])
async def test_a_page_allows_nothing_but_our_own_files(web: WebApp, path: str) -> None:
    page = await get(web, path)
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert page.headers["cross-origin-opener-policy"] == "same-origin"
    assert "no-store" in page.headers["cache-control"]
    assert not re.search(r"<style|style=|\son\w+=|<script(?![^>]*src=)", page.text)
    assert "http" not in page.text


@pytest.mark.parametrize(
    ("root", "base"),
    [
        ("", ""),
        ("/chat", "/chat"),
        ("/pfx/chat", "/pfx/chat"),
        ('/x"><script>', "/x%22%3E%3Cscript%3E"),
        ("//evil.example", "/evil.example"),
    ],
)
async def test_urls_come_from_the_mount_and_stay_inside_it(
    web: WebApp, root: str, base: str
) -> None:
    page = (await get(web, f"{root}/" if root.startswith("/x") is False else "/", root)).text
    assert f'src="{base}/widgets/onrecord.js"' in page
    assert f'href="{base}/page.css"' in page


async def test_the_pages_lead_to_each_other(web: WebApp) -> None:
    chat = (await get(web, "/pfx/chat/", "/pfx/chat")).text
    assert ' privacy="/pfx/chat/privacy"' in chat
    centre = (await get(web, "/pfx/chat/privacy", "/pfx/chat")).text
    assert (
        '<onrecord-privacy lang="" base="/pfx/chat" home="/pfx/chat/"></onrecord-privacy>' in centre
    )
    portal = (await get(web, "/pfx/chat/admin", "/pfx/chat")).text
    assert '<onrecord-admin lang="" base="/pfx/chat" home="/pfx/chat/" addresses>' in portal


async def test_the_bare_mount_shows_the_page_too(small_chat: House) -> None:
    host = Starlette(routes=[Mount("/chat", app=small_chat.app)])
    for path in ("/chat", "/chat/"):
        answer = await get(host, path)
        assert answer.status_code in (200, 307), path
    assert 'src="/chat/widgets/onrecord.js"' in (await get(host, "/chat/")).text
    assert (await get(host, "/chat/page.css")).headers["content-type"].startswith("text/css")


async def test_other_methods_are_refused(web: WebApp) -> None:
    transport = httpx2.ASGITransport(app=web)
    async with httpx2.AsyncClient(transport=transport, base_url="https://x.example") as client:
        for path in ("/", "/widgets/onrecord.js"):
            answer = await client.post(path)
            assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
            head = await client.head(path)
            assert (head.status_code, head.content) == (200, b"")


@pytest.fixture
async def small_chat(small_url: str) -> AsyncIterator[House]:
    async with house(small_url) as found:
        yield found


async def test_the_page_leads_back_to_a_path_of_the_app(small_url: str, folder: Path) -> None:
    for home, said in (("/", ' home="/"'), ("/desk?a=1&b", ' home="/desk?a=1&amp;b"'), (None, "")):
        async with house(small_url, home_path=home) as chat:
            doors = await chat.chat.life.opened()
            page = (await get(WebApp(doors.services, read_assets(folder)), "/")).text
        assert f" addresses{said}></onrecord-chat>" in page


@pytest.mark.parametrize(
    "home", ["", "desk", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a b"]
)
def test_a_page_leads_back_to_nobody_else(home: str) -> None:
    with pytest.raises(UsageError, match="home_path"):
        OnRecordConfig(home_path=home)
