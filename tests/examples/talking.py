"""The story that every example has to tell: two people, over HTTP and a socket of a real server."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from websockets.sync.client import ClientConnection, connect

from tests.support.soon import PATIENCE
from tests.support.worker import Worker


def example(name: str, folder: Path, app: str = "main:app", **environment: str) -> Worker:
    """Return a worker for an example, copied to a folder where it may leave its database."""
    here = folder / name
    if not here.exists():
        shutil.copytree(Path("examples") / name, here)
    return Worker(app, folder / f"{name}.log", here.resolve(), environment=environment)


@dataclass(frozen=True)
class Someone:
    """A person with the login of the host: whatever headers the host's browser would send."""

    base: str
    headers: Mapping[str, str]

    def ask(self, method: str, path: str, **arguments: Any) -> httpx2.Response:
        """Ask the chat, as a page of the host would."""
        headers = {"origin": self.base, **self.headers}
        url = f"{self.base}/chat/v1{path}"
        return httpx2.request(method, url, headers=headers, timeout=PATIENCE, **arguments)

    def id(self) -> str:
        """Return the id that the host gave; shows the person to the chat."""
        answer = self.ask("GET", "/me")
        answer.raise_for_status()
        return str(answer.json()["person"]["id"])

    @contextmanager
    def socket(self) -> Iterator[ClientConnection]:
        """Open the stream from now on."""
        headers = {"origin": self.base, **self.headers}
        address = self.base.replace("http", "ws", 1) + "/chat/v1/stream"
        with connect(
            address,
            subprotocols=["onrecord.v1"],  # type: ignore[list-item]
            additional_headers=headers,
            proxy=None,
        ) as opened:
            opened.send('{"type":"hello"}')
            assert json.loads(opened.recv(10))["type"] == "ready"
            yield opened


def signed_in(worker: Worker, name: str) -> Someone:
    """Sign in by the toy login of an example, and keep its cookies."""
    with httpx2.Client(base_url=worker.base) as http:
        http.get(f"/login/{name}")
        cookies = "; ".join(f"{each.name}={each.value}" for each in http.cookies.jar)
    return Someone(worker.base, {"cookie": cookies})


def talk(alice: Someone, bob: Someone) -> None:
    """One sends over HTTP, the other sees it live and in the history, and answers by socket."""
    alice.id()
    made = alice.ask("POST", "/conversations", json={"kind": "direct", "members": [bob.id()]})
    assert made.status_code == 201, made.text
    path = f"/conversations/{made.json()['id']}/messages"
    with bob.socket() as opened:
        sent = alice.ask("POST", path, json={"text": "Lunch?", "client_id": "lunch-1"})
        assert sent.status_code == 201, sent.text
        assert "Lunch?" in texts(opened)
        args = {"conversation_id": made.json()["id"], "text": "At one.", "client_id": "one-1"}
        call = {"type": "call", "id": "1", "op": "messages.send", "args": args}
        opened.send(json.dumps(call))
        assert "At one." in texts(opened)
    newest_first = [each["text"] for each in alice.ask("GET", path).json()["data"]]
    assert newest_first == ["At one.", "Lunch?"]


def texts(opened: ClientConnection) -> list[str]:
    """Wait for the next frame with messages in it and return their texts."""
    while True:
        frame = json.loads(opened.recv(10))
        found = [each["event"].get("message") for each in frame.get("events", ())]
        if said := [message["text"] for message in found if message]:
            return said


def short(name: str) -> bool:
    """Whether the main file of an example is under eighty lines."""
    return len((Path("examples") / name / "main.py").read_text().splitlines()) < 80
