"""The programs of README and docs carry the chat in every host: as written, over HTTP and socket."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.docs.cast import stage
from tests.docs.pages import Block, blocks, programs
from tests.examples.talking import Someone, signed_in, talk
from tests.host.logins import A_WSGI, AFTER, BEFORE
from tests.support.project import ROOT
from tests.support.served import listening
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
        forged = {"cookie": "session=eyJ1c2VyIjoiYm9iIn0.a.b; sessionid=ofnobody"}
        assert httpx2.get(f"{worker.base}/chat/v1/me", headers=forged).status_code == 401
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


ACTING = """
with chat.acting_as("acme", "alice") as me:              # the host's own code, in process
    order = me.conversations.create(kind="group", members=["bob"], subject="order:1234", title="Order 1234")
    me.messages.send(order.id, "Your pallet left the dock.")
"""

REMOTE = """
from onrecord import AsyncClient, Client                 # from another process or machine
async with AsyncClient("https://app.example.com/chat", token=mint) as me:
    async for envelope in me.stream(after=0):
        seen.append(envelope)
        if len(seen) == 2:
            break
token = chat.mint_token("acme", "alice", ttl=300)
with Client("https://app.example.com/chat", token=token) as me:
    newest = me.messages.list(order.id).data[0]
"""


def test_the_other_lines_of_the_face_run_on_the_mounted_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The host's own code in process, and a client elsewhere with a token that the host minted."""
    (tmp_path / "token.key").write_text("6b" * 32)
    monkeypatch.setenv("ONRECORD_TOKEN_KEY", str(tmp_path / "token.key"))
    monkeypatch.chdir(tmp_path)
    with stage(tmp_path, remote=False) as setting:
        names = setting.names
        setting.run(Block("README.md", 1, "python", program("readme")))
        with listening(names["app"]) as address:
            setting.run(Block("face", 1, "python", ACTING))
            mint = lambda: names["chat"].mint_token("acme", "alice")  # noqa: E731
            names |= {"url": f"{address}/chat", "mint": mint, "seen": []}
            setting.run(Block("face", 1, "python", REMOTE))
    assert names["newest"].text == "Your pallet left the dock."
    assert names["newest"].on_behalf_of == "service:host"
    assert [envelope.event.type for envelope in names["seen"]] == [
        "conversation.created",
        "message.created",
    ]
