"""A classifier behind HTTP gets two things and may say two; anything else on the wire holds the message."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from typing import Any, Final

import anyio
import httpx2
import pytest
import respx

from onrecord.errors import UsageError
from onrecord_server import HttpClassifier
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.moderation.classifying import NoAnswer
from onrecord_server.moderation.http_classifying import MOST
from tests.operations.judging.conftest import Talk
from tests.operations.judging.test_classifying import react
from tests.support import engines
from tests.support.clocked import Clock
from tests.support.engines import Room, check_invariants
from tests.support.verified import findings


URL: Final = "https://classify.example/v1"
KEY: Final = "sixteen bytes or more"
JSON: Final = {"content-type": "application/json"}
#: To respx it is httpx's class, to mypy it is not.
Response: Any = httpx2.Response


@pytest.fixture
def wire() -> Iterator[respx.MockRouter]:
    with respx.mock(assert_all_called=False) as router:
        yield router


async def ask(text: str = "hello", **options: Any) -> object:
    answer: Any = HttpClassifier(URL, **options).ask("acme", text)
    return await answer


@pytest.mark.parametrize("found", [True, False])
async def test_it_gets_the_tenant_and_the_text_and_is_believed(
    wire: respx.MockRouter, found: bool
) -> None:
    route = wire.post(URL).respond(200, json={"found": found})
    assert await ask("schön", headers={"Authorization": "Bearer mine"}) is found
    (call,) = route.calls
    assert json.loads(call.request.content) == {"tenant": "acme", "text": "schön"}
    assert call.request.headers["authorization"] == "Bearer mine"
    assert call.request.headers["content-type"] == "application/json"
    assert "onrecord-signature" not in call.request.headers


@pytest.mark.parametrize("secret", [KEY, KEY.encode()], ids=["text", "bytes"])
async def test_a_secret_signs_the_body_and_the_time(
    wire: respx.MockRouter, secret: str | bytes
) -> None:
    route = wire.post(URL).respond(200, json={"found": False})
    await ask("hello", secret=secret)
    request = route.calls[0].request
    at, mac = (one.partition("=")[2] for one in request.headers["onrecord-signature"].split(","))
    said = at.encode() + b"." + request.content
    assert mac == hmac.new(KEY.encode(), said, hashlib.sha256).hexdigest()
    assert abs(int(at) - time.time()) < 60


NO_ANSWERS: Final = {
    "server_error": Response(503, json={"found": False}),
    "refused": Response(401, json={"found": False}),
    "accepted": Response(202, json={"found": False}),
    "redirect": Response(307, headers={"location": "https://classify.example/v2"}),
    "page": Response(200, html="<p>false</p>"),
    "text": Response(200, text='{"found": false}'),
    "no_type": Response(200, content=b'{"found": false}'),
    "rubbish": Response(200, content=b"{", headers=JSON),
    "nothing": Response(200, content=b"", headers=JSON),
    "null": Response(200, json=None),
    "a_word": Response(200, json={"found": "false"}),
    "a_number": Response(200, json={"found": 0}),
    "more": Response(200, json={"found": False, "score": 0.1}),
    "large": Response(200, content=b'{"found": false}' + b" " * MOST, headers=JSON),
    "packed": Response(200, content=b"\x1f\x8b\x08", headers={**JSON, "content-encoding": "gzip"}),
    "too_slow": httpx2.ReadTimeout("slow"),
    "gone": httpx2.ConnectError("gone"),
    "broken_off": httpx2.RemoteProtocolError("broken off"),
}


@pytest.mark.parametrize("name", NO_ANSWERS)
async def test_anything_else_is_no_answer(wire: respx.MockRouter, name: str) -> None:
    said = NO_ANSWERS[name]
    route = wire.post(URL).mock(
        **{"side_effect" if isinstance(said, Exception) else "return_value": said}
    )
    with pytest.raises(NoAnswer) as caught:
        await ask("a secret word")
    assert "secret" not in str(caught.value)
    assert route.call_count == len(wire.calls) == 1


@pytest.mark.req("HIP-9")
@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("http://classify.example/", {}),
        ("http://10.0.0.1/", {}),
        ("ftp://127.0.0.1/", {}),
        ("https:///v1", {}),
        ("https://me:mine@classify.example/", {}),
        ("https://classify.example/#part", {}),
        ("https://classify.example:port/", {}),
        (URL, {"secret": "short"}),
        (URL, {"timeout": 0}),
        (URL, {"headers": {"Content-Type": "text/plain"}}),
        (URL, {"headers": {"Onrecord-Signature": "t=0,v1=0"}}),
    ],
)
def test_what_cannot_be_asked_safely_is_refused(url: str, options: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        HttpClassifier(url, **options)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8900/", "http://[::1]/", "http://localhost:1/v1", URL]
)
def test_over_http_only_this_machine_is_asked_and_no_secret_is_shown(url: str) -> None:
    found = HttpClassifier(url, secret=KEY, timeout=3)
    assert found.is_async
    assert found.deadline == 3
    assert KEY not in repr(found)


# -- with an engine --------------------------------------------------------------------------------


@pytest.fixture
def room(database_url: str, clock: Clock) -> Iterator[Room]:
    """An engine room with a classifier behind HTTP."""
    hooks = Hooks(classifiers={"toxic": HttpClassifier(URL, timeout=60)})
    with engines.room(database_url, ports=Ports(clock=clock), hooks=hooks) as found:
        yield found
        check_invariants(found)
        assert findings(found) == []


def test_it_is_asked_in_no_transaction_and_only_the_right_answer_delivers(
    talk: Talk, wire: respx.MockRouter
) -> None:
    toxic = {"id": "cls", "kind": "classifier", "classifier": "toxic", "action": "hold"}
    talk.adopt([toxic | {"seconds": 60}])
    wrote: list[str] = []

    def answer(request: Any) -> Any:
        """Write while it is asked: in a transaction of the asker this would wait for ever."""
        wrote.append(talk.bob.conversations.create(kind="group", title="Meanwhile").id)
        text = json.loads(request.content)["text"]
        return Response(502) if text == "broken" else Response(200, json={"found": text == "bad"})

    route = wire.post(URL).mock(side_effect=answer)
    said = {text: talk.say(text) for text in ("good", "bad", "broken")}
    assert route.call_count == 0  # nobody waits for it in the send
    assert {one.state for one in said.values()} == {"held"}
    react(talk.house.room)
    assert len(wrote) == 3
    states = {text: talk.alice.messages.get(one.id).state for text, one in said.items()}
    assert states == {"good": "active", "bad": "held", "broken": "held"}
    assert talk.texts() == ["good"]
    kinds = sorted(row.type for row in talk.house.room.entries() if row.object == said["broken"].id)
    assert "message.flagged" in kinds


def test_one_that_drips_is_cut_off_by_the_deadline(talk: Talk, wire: respx.MockRouter) -> None:
    talk.adopt([{"id": "cls", "kind": "classifier", "classifier": "toxic", "seconds": 1}])

    async def drip(_: Any) -> Any:
        await anyio.sleep(60)

    wire.post(URL).mock(side_effect=drip)
    said = talk.say("hello")
    react(talk.house.room)
    assert talk.alice.messages.get(said.id).state == "held"
