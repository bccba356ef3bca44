"""The order desk under its policy as a real server, and the SDK in the hands of whoever signs in there."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx2

from onrecord import Client
from tests.support import cased
from tests.support.soon import PATIENCE
from tests.support.worker import Worker


class Enter:
    """The login of the desk: the same person comes in once."""

    def __init__(self, worker: Worker, stack: ExitStack) -> None:
        """Begin with nobody."""
        self._worker, self._stack = worker, stack
        self._known: dict[str, Client] = {}

    def __call__(self, person: str) -> Client:
        """Return the SDK in the hands of a person."""
        if person not in self._known:
            base = self._worker.base
            http = self._stack.enter_context(httpx2.Client(base_url=base, timeout=PATIENCE))
            self._known[person] = _signed_in(http, person, base)
        return self._known[person]

    def message_of(self, case: str) -> str:
        """Return the message that a case is about, which the case itself does not say."""
        return cased.in_database(f"sqlite:///{self._worker.log.parent / 'order_desk.db'}")[case]


@contextmanager
def overseen(folder: Path, *more: str) -> Iterator[Worker]:
    """Serve the order desk with its orders and its policy."""
    command = ("examples.order_desk", "--data", str(folder), "--empty", *more)
    with Worker("", folder / "desk.log", command=command) as worker:
        yield worker


@contextmanager
def entrance(worker: Worker) -> Iterator[Enter]:
    """Give the login of the desk."""
    with ExitStack() as stack:
        yield Enter(worker, stack)


def _signed_in(http: httpx2.Client, person: str, base: str) -> Client:
    found = re.search(r'name="csrf" value="([^"]+)"', http.get("/login").text)
    assert found is not None
    answer = http.post("/login", data={"person": person, "csrf": found[1]})
    assert answer.status_code == 303, answer.text
    http.headers["origin"] = base
    return Client(f"{base}/chat", http_client=http)
