"""The order desk texts with two customers: what is said first leaves once, and what they write comes in."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from examples.order_desk.phone import NUMBER, beside
from examples.order_desk.texting import ASKED, CLIENTS, FIRST, WRITES, WRITTEN
from tests.examples.overseen import Enter, entrance, overseen
from tests.support.soon import soon
from tests.support.worker import Worker


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("texting")


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Worker]:
    """A real desk with a phone on any port."""
    with overseen(folder, "--phone", "0") as worker:
        yield worker


@pytest.fixture(scope="module")
def enter(desk: Worker) -> Iterator[Enter]:
    with entrance(desk) as found:
        yield found


def screen(worker: Worker) -> str:
    """Return where the newest phone of a desk is."""
    log = worker.log.read_text(encoding="utf-8")
    found: list[str] = re.findall(r"phone of a customer is at (\S+)", log)
    return found[-1]


def base(worker: Worker) -> str:
    return "http://" + urlsplit(screen(worker)).netloc


def texted(worker: Worker, number: str) -> list[tuple[bool, str]]:
    """Return what the phone shows of a number: whose it is, and its words."""
    shown = httpx2.get(f"{base(worker)}/phone/texts", params={"number": number}).json()
    return [(one["ours"], one["text"]) for one in shown["texts"]]


def said(enter: Enter, who: str, client: str) -> list[str | None]:
    """Return what stands in the conversation with a customer, the oldest first."""
    me, title = enter(who), f"{client}, {CLIENTS[client].customer}"
    (talk,) = [one for one in me.conversations.iterate() if one.title == title]
    return [one.text for one in reversed(me.messages.list(talk.id, limit=20).data)]


def test_what_was_said_first_leaves_as_soon_as_the_desk_is_open(desk: Worker) -> None:
    soon(lambda: texted(desk, WRITTEN.number) == [(True, FIRST)])
    asked = parse_qs(urlsplit(screen(desk)).query)
    assert asked == {"number": [WRITTEN.number], "desk": [NUMBER]}


def test_what_a_customer_writes_comes_to_the_inbox(desk: Worker, enter: Enter) -> None:
    assert texted(desk, WRITES.number) == [(False, ASKED)]
    soon(lambda: _came(enter))
    assert said(enter, "dan", WRITES.name) == [ASKED]


def _came(enter: Enter) -> bool:
    return any(one.title.startswith(WRITES.name) for one in enter("alice").conversations.iterate())


def test_they_text_both_ways(desk: Worker, enter: Enter) -> None:
    soon(lambda: _came(enter))
    (talk,) = [
        one for one in enter("alice").conversations.iterate() if one.title.startswith("Martin")
    ]
    enter("alice").messages.send(talk.id, "Seven it is.")
    soon(lambda: (True, "Seven it is.") in texted(desk, WRITES.number))
    answer = {"from": WRITES.number, "to": NUMBER, "text": "Perfect.", "images": []}
    assert httpx2.post(f"{base(desk)}/phone/texts", json=answer).status_code == 201
    soon(lambda: said(enter, "alice", WRITES.name)[-1:] == ["Perfect."])
    soon(lambda: {one.state for one in enter("alice").sms.texts(talk.id).data} == {"delivered"})


def test_an_order_of_theirs_leads_to_their_phone(desk: Worker) -> None:
    with httpx2.Client(base_url=desk.base) as http:
        token = re.findall(r'name="csrf" value="([^"]+)"', http.get("/login").text)[0]
        http.post("/login", data={"person": "alice", "csrf": token})
        pages = [http.get(f"/orders/{number}").text for number in range(1024, 1049)]
    links = {one for page in pages for one in re.findall(r'href="(http://[^"&]+)', page)}
    phones = (each.number.replace("+", "%2B") for each in CLIENTS.values())
    assert links == {f"{base(desk)}/?number={number}" for number in phones}


def test_it_is_set_up_once(desk: Worker, folder: Path) -> None:
    """Comes last: it starts the desk again, with a new phone that has forgotten everything."""
    desk.stop()
    desk.start().wait()
    with entrance(desk) as enter:
        assert len(enter("carol").sms.accounts().data) == 1
        assert said(enter, "dan", WRITTEN.name) == [FIRST]
        assert said(enter, "alice", WRITES.name)[-1] == "Perfect."
        assert texted(desk, WRITES.number) == []


def test_a_port_that_is_taken_is_left_to_who_has_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with beside("http://127.0.0.1:1", "127.0.0.1", port) as line:
            assert line.base != f"http://127.0.0.1:{port}"
            assert httpx2.get(line.base).status_code == 200
            assert line.origins == ["http://localhost:1"]
    with pytest.raises(httpx2.HTTPError):
        httpx2.get(line.base)
