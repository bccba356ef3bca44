"""The programs of README and docs carry the chat in every host: as written, over HTTP and socket."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.docs.pages import blocks, programs
from tests.examples.talking import Someone, signed_in, talk
from tests.host.logins import A_WSGI, AFTER, BEFORE
from tests.support.project import ROOT
from tests.support.worker import Worker


HOSTS = sorted(AFTER)


def program(host: str) -> str:
    """The lines that a reader copies."""
    if host == "readme":
        return blocks(ROOT / "README.md", "python")[0].text
    return programs()[host].text


@contextmanager
def serving(host: str, folder: Path, *flags: str) -> Iterator[Worker]:
    """Serve a page's program with a login of its host."""
    written = "".join((BEFORE.get(host, ""), program(host), AFTER[host]))
    (folder / "main.py").write_text(written, encoding="utf-8")
    (folder / "a_wsgi.py").write_text(A_WSGI, encoding="utf-8")
    command = ("uvicorn", "main:app", "--ws", "websockets-sansio", "--log-level", "warning", *flags)
    environment = {"SECRET_KEY": "a secret of thirty-two letters.."}
    with Worker("main:app", folder / "log", folder, environment, command) as worker:
        yield worker


@pytest.mark.parametrize("host", HOSTS)
def test_two_people_talk_in_the_program_of_the_page(host: str, tmp_path: Path) -> None:
    with serving(host, tmp_path) as worker:
        assert httpx2.get(f"{worker.base}/chat/v1/me").status_code == 401
        assert httpx2.get(f"{worker.base}/chat/v1/openapi.json").status_code == 200
        talk(signed_in(worker, "alice"), signed_in(worker, "bob"))
    assert "without its lifespan" not in (tmp_path / "log").read_text()


def test_every_program_of_a_page_is_served_here() -> None:
    assert {*programs()} == {*HOSTS} - {"readme"}


def test_behind_a_proxy_that_strips_a_prefix_and_ends_tls(tmp_path: Path) -> None:
    with serving("starlette", tmp_path, "--root-path", "/intranet") as worker:
        cookies = dict(signed_in(worker, "alice").headers)
        seen = {"host": "app.example.com", "x-forwarded-proto": "https", **cookies}
        alice = Someone(worker.base, {**seen, "origin": "https://app.example.com"})
        command = {"kind": "group", "members": []}
        assert alice.ask("POST", "/conversations", json=command).status_code == 201
        stranger = Someone(worker.base, {**seen, "origin": "https://elsewhere.example.com"})
        refused = stranger.ask("POST", "/conversations", json=command)
        assert (refused.status_code, refused.json()["code"]) == (403, "origin_refused")
        page = httpx2.get(f"{worker.base}/chat/", headers=seen).text
        assert 'src="/intranet/chat/widgets/onrecord.js"' in page
