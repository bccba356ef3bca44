"""The screen shows one phone, takes what is written there, and nobody elsewhere writes on it."""

import re

import httpx2
import pytest

from onrecord_server.sms.gateways.base import Inbound, Outgoing
from tests.sms.phone.conftest import Line


PHONE, DESK = "+4915112345678", "+4915735990001"
SAID = {"from": PHONE, "to": DESK, "text": "On my way", "images": []}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def ask(line: Line, method: str, path: str, **more: object) -> httpx2.Response:
    """Ask the provider, as a browser would."""
    with httpx2.Client(base_url=line.gateway.base, trust_env=False) as client:
        return client.request(method, path, **more)  # type: ignore[arg-type]


def test_the_page_loads_nothing_from_elsewhere(line: Line) -> None:
    page = ask(line, "GET", "/")
    policy = page.headers["content-security-policy"]
    nonce = re.search(r"script-src 'nonce-([^']+)'", policy)
    assert nonce is not None
    assert page.text.count(f'nonce="{nonce[1]}"') == 2
    assert "default-src 'none'" in policy
    assert not re.search(r"(?:src|href)=|https?://", page.text)


def test_it_shows_the_texts_of_one_phone(line: Line) -> None:
    line.gateway.send(Outgoing(DESK, PHONE, "Your pallet left.", "text-1"))
    line.gateway.send(Outgoing(DESK, "+4915100000001", "Not yours", "text-2"))
    assert ask(line, "POST", "/phone/texts", json=SAID).status_code == 201
    shown = ask(line, "GET", "/phone/texts", params={"number": PHONE}).json()
    assert [(one["ours"], one["text"]) for one in shown["texts"]] == [
        (True, "Your pallet left."),
        (False, "On my way"),
    ]
    assert set(shown["phones"]) == {PHONE, "+4915100000001"}
    assert shown["desks"] == [DESK]


def test_an_image_goes_with_a_text(line: Line) -> None:
    png = {"content-type": "image/png"}
    name = ask(line, "POST", "/phone/images", content=PNG, headers=png).json()["name"]
    ask(line, "POST", "/phone/texts", json={**SAID, "images": [name]})
    line.rests()
    (came,) = line.heard()
    assert isinstance(came, Inbound)
    fetched = ask(line, "GET", came.media[0].url)
    assert (fetched.content, fetched.headers["content-type"]) == (PNG, "image/png")


@pytest.mark.parametrize(
    "said",
    [
        {**SAID, "from": "anna"},
        {**SAID, "to": ""},
        {**SAID, "text": ""},
        {**SAID, "text": "x" * 1601},
        {**SAID, "images": ["none"]},
        {"from": PHONE},
    ],
)
def test_what_is_no_text_is_refused(line: Line, said: dict[str, object]) -> None:
    assert ask(line, "POST", "/phone/texts", json=said).status_code == 422
    assert line.phone.store.all() == []


def test_too_much_and_no_image_is_refused(line: Line) -> None:
    for kind, body in (("image/svg+xml", PNG), ("image/png", b""), ("image/png", bytes(5_000_001))):
        answer = ask(line, "POST", "/phone/images", content=body, headers={"content-type": kind})
        assert answer.status_code == 422


def test_a_page_elsewhere_reads_and_writes_nothing(line: Line) -> None:
    """It may send plain text without being asked, and it may find a name of its own for loopback."""
    plain = {"content-type": "text/plain"}
    assert ask(line, "POST", "/phone/texts", content=b"{}", headers=plain).status_code == 422
    for path in ("/", "/phone/texts", "/v1/messages"):
        assert ask(line, "GET", path, headers={"host": "evil.example"}).status_code == 421


def test_it_is_told_to_misbehave(line: Line) -> None:
    assert ask(line, "POST", "/phone/faults", json={"next": ["busy"]}).status_code == 204
    assert line.phone.faults.draw() == {"busy"}
    assert ask(line, "POST", "/phone/faults", json={"next": ["bug"]}).status_code == 422
    assert line.phone.faults.draw() == frozenset()
