"""On real sockets: what surely never left us, and of what nobody can be sure."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from onrecord_server.sms.gateways.base import Busy, Refused, Unsure
from onrecord_server.sms.gateways.local import Local
from onrecord_server.sms.gateways.wire import Call, exchange
from tests.sms.gateways.doubles import OUTGOING
from tests.sms.gateways.hooks import SECRET


Answer = Callable[[socket.socket], None]
OK = b"HTTP/1.1 201 Created\r\ncontent-length: 12\r\n\r\n"


@contextlib.contextmanager
def serving(answer: Answer) -> Iterator[tuple[int, list[bytes]]]:
    """A server that takes one request and answers by hand; yields its port and what it got."""
    got: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(5)

        def serve() -> None:
            with contextlib.suppress(OSError):
                taken, _ = listening.accept()
                with taken:
                    taken.settimeout(5)
                    got.append(taken.recv(65_536))
                    answer(taken)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1], got
        thread.join()


def gateway(port: int) -> Local:
    return Local(base=f"http://127.0.0.1:{port}", key=SECRET, secret=SECRET, patience=0.4)


def says(*pieces: bytes, pause: float = 0.0) -> Answer:
    def answer(taken: socket.socket) -> None:
        for piece in pieces:
            taken.sendall(piece)
            time.sleep(pause)

    return answer


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(Busy):
        gateway(port).send(OUTGOING)


def test_no_such_name() -> None:
    with pytest.raises(Busy):
        exchange(Call("POST", "https://nobody.invalid/", {}, b"x", 2))


def test_no_tls() -> None:
    with (
        serving(says(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as (port, _),
        pytest.raises(Busy),
    ):
        exchange(Call("POST", f"https://127.0.0.1:{port}/", {}, b"x", 2))


@pytest.mark.parametrize(
    "answer",
    [
        says(),
        says(b"", pause=1.0),
        says(b"HTTP/1.1 201 Cre"),
        says(b"rubbish\r\n\r\n"),
        says(OK + b'{"id"'),
        says(OK, b'{"id"', pause=0.6),
        says(b"HTTP/1.1 201 Created\r\n\r\n", *[b" "] * 8, pause=0.1),
        says(b"HTTP/1.1 307 Again\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n"),
    ],
    ids=["closes", "hangs", "half", "rubbish", "breaks", "slow", "drips", "redirects"],
)
def test_it_was_read_and_no_answer_came(answer: Answer) -> None:
    began = time.monotonic()
    with serving(answer) as (port, got), pytest.raises(Unsure) as caught:
        gateway(port).send(OUTGOING)
    assert len(got) == 1
    assert b"att-1" in got[0]
    assert SECRET not in str(caught.value)
    assert time.monotonic() - began < 3


def test_a_refusal_stands_though_its_body_breaks_off() -> None:
    head = b"HTTP/1.1 422 No\r\ncontent-length: 99\r\n\r\n{"
    with serving(says(head)) as (port, _), pytest.raises(Refused, match="422"):
        gateway(port).send(OUTGOING)
