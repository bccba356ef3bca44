"""A WebSocket server that plays a script: what the other side of a stream may do to us."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection, serve

from tests.support.soon import PATIENCE


Scene = Callable[["Line"], None]


class Line:
    """One connection, spoken in frames."""

    def __init__(self, socket: ServerConnection) -> None:
        self.socket = socket

    def say(self, **frame: Any) -> None:
        self.socket.send(json.dumps(frame))

    def hear(self, seconds: float = PATIENCE) -> dict[str, Any]:
        heard: dict[str, Any] = json.loads(self.socket.recv(timeout=seconds))
        return heard

    def welcome(self, position: int = -1, epoch: str = "e1", heartbeat: float = 20.0) -> None:
        self.say(type="ready", epoch=epoch, position=position, person="alice", heartbeat=heartbeat)

    def tell(self, after: int, *positions: int, upto: int | None = None) -> None:
        last = upto if upto is not None else max([after, *positions])
        self.say(type="events", after=after, upto=last, events=[envelope(p) for p in positions])

    def hold(self) -> None:
        """Stay until the client goes."""
        while True:
            self.socket.recv()

    def drop(self) -> None:
        """Cut the line without a goodbye."""
        self.socket.socket.close()


def envelope(position: int, kind: str = "tenant.branded") -> dict[str, Any]:
    return {
        "position": position,
        "at": "2026-01-02T03:04:05.000006Z",
        "actor": {"id": "bob"},
        "event": {"type": kind, "version": position},
    }


class Theatre:
    """Plays one scene for each connection, in order, and keeps every hello."""

    def __init__(self, scenes: tuple[Scene, ...]) -> None:
        self.scenes = list(scenes)
        self.hellos: list[dict[str, Any]] = []
        self.requests: list[Request] = []
        self.refusals: list[Response] = []
        self.url = ""

    def play(self, socket: ServerConnection) -> None:
        line = Line(socket)
        try:
            self.hellos.append(line.hear())
            self.scenes.pop(0)(line)
        except ConnectionClosed:
            pass

    def admit(self, socket: ServerConnection, request: Request) -> Response | None:
        self.requests.append(request)
        return self.refusals.pop(0) if self.refusals else None

    def refuse(self, status: HTTPStatus, code: str) -> None:
        """Answer the next upgrade with a problem instead."""
        body = json.dumps({"code": code, "status": status.value, "detail": "No."}).encode()
        headers = Headers({"Content-Length": str(len(body))})
        self.refusals.append(Response(status.value, status.phrase, headers, body))


@contextmanager
def playing(*scenes: Scene) -> Iterator[Theatre]:
    """Serve these scenes on a free port of loopback."""
    theatre = Theatre(scenes)
    options: Any = {"subprotocols": ["onrecord.v1"], "process_request": theatre.admit}
    with serve(theatre.play, "127.0.0.1", 0, **options) as server:
        theatre.url = f"http://127.0.0.1:{server.socket.getsockname()[1]}/chat"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield theatre
        finally:
            server.shutdown()
            thread.join()
