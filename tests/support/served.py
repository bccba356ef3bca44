"""A whole host app on a real port of loopback: what the SDK sees from another machine."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette

from onrecord_server import OnRecord
from tests.support.soon import PATIENCE


@contextmanager
def served(chat: OnRecord, path: str = "/chat") -> Iterator[str]:
    """Serve a Starlette host that mounts this chat; give the mount's URL."""
    app = Starlette()
    chat.mount(app, path)
    with listening(app) as url:
        yield url + path


@contextmanager
def listening(app: Any) -> Iterator[str]:
    """Run an ASGI app under uvicorn in a thread, with its lifespan, on a free port."""
    config = uvicorn.Config(
        app, log_level="error", ws="websockets-sansio", lifespan="on", timeout_keep_alive=30
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as bound:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            _wait_until_started(server, thread)
            yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


def _wait_until_started(server: uvicorn.Server, thread: threading.Thread) -> None:
    end = time.monotonic() + PATIENCE
    while not server.started:
        if time.monotonic() > end or not thread.is_alive():
            raise RuntimeError("the app did not start")
        time.sleep(0.01)
