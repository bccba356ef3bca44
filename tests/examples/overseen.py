"""The order desk under its policy as a real server, and the SDK in the hands of whoever signs in there."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

import httpx2

from onrecord import Client
from tests.support.worker import Worker


T = TypeVar("T")
Enter = Callable[[str], Client]


@contextmanager
def overseen(folder: Path, *more: str) -> Iterator[Worker]:
    """Serve the order desk with its orders and its policy."""
    command = ("examples.order_desk", "--data", str(folder), "--empty", *more)
    with Worker("", folder / "desk.log", command=command) as worker:
        yield worker


@contextmanager
def entrance(worker: Worker) -> Iterator[Enter]:
    """Give the login of the desk: the same person comes in once."""
    known: dict[str, Client] = {}
    with ExitStack() as stack:

        def enter(person: str) -> Client:
            if person not in known:
                http = stack.enter_context(httpx2.Client(base_url=worker.base, timeout=20))
                known[person] = _signed_in(http, person, worker.base)
            return known[person]

        yield enter


def _signed_in(http: httpx2.Client, person: str, base: str) -> Client:
    found = re.search(r'name="csrf" value="([^"]+)"', http.get("/login").text)
    assert found is not None
    answer = http.post("/login", data={"person": person, "csrf": found[1]})
    assert answer.status_code == 303, answer.text
    http.headers["origin"] = base
    return Client(f"{base}/chat", http_client=http)


def soon(ask: Callable[[], T], seconds: float = 20) -> T:
    """Ask until the answer is not empty, and return it."""
    deadline = time.monotonic() + seconds
    while not (found := ask()):
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.1)
    return found
