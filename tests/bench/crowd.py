"""Two hundred listeners that cost the client almost nothing: read, count, and throw away."""

import select
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final


#: Stands once in every message that a benchmark sends to a room.
MARK: Final = b"~mark~"
TEXT: Final = MARK.decode() + "x" * 114
_CHUNK: Final = 256 * 1024
#: Every so manieth listener counts messages; all count bytes, and all get the same bytes.
_COUNTS: Final = 10


@dataclass(slots=True)
class Heard:
    """What a crowd has heard since it began to listen."""

    sizes: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)

    @property
    def deliveries(self) -> float:
        """Messages that all listeners got together."""
        counted = self.sizes[::_COUNTS]
        if not sum(counted):
            return 0.0
        return sum(self.marks) * sum(self.sizes) / sum(counted)


class Crowd:
    """Open sockets of listeners; ``join`` opens one and brings it into the room."""

    def __init__(self, size: int, join: Callable[[int], socket.socket]) -> None:
        self.sockets: Sequence[socket.socket] = [join(index) for index in range(size)]
        self._buffer = bytearray(_CHUNK)
        for one in self.sockets:
            one.setblocking(False)

    def close(self) -> None:
        """Let everybody go."""
        for one in self.sockets:
            one.close()

    def drain(self) -> None:
        """Throw away what has come so far."""
        quiet = 0
        while quiet < 3:
            got = sum(self._read(one) for one in self.sockets)
            quiet = 0 if got else quiet + 1
            time.sleep(0.05)

    def begin(self) -> Heard:
        """Begin to count."""
        size = len(self.sockets)
        return Heard([0] * size, [0] * len(range(0, size, _COUNTS)))

    def sweep(self, heard: Heard) -> int:
        """Read what every listener has waiting; return how many bytes that was."""
        total = 0
        for index, one in enumerate(self.sockets):
            got = self._read(one)
            if got and index % _COUNTS == 0:
                heard.marks[index // _COUNTS] += self._buffer.count(MARK, 0, got)
            heard.sizes[index] += got
            total += got
        return total

    def _read(self, one: socket.socket) -> int:
        try:
            return one.recv_into(self._buffer)
        except BlockingIOError:
            return 0

    def arrivals(self, say: Callable[[], None], seconds: float = 5.0) -> list[float]:
        """Say one message; return the seconds after which each listener had it."""
        poller = select.epoll()
        by_number = {one.fileno(): one for one in self.sockets}
        for number in by_number:
            poller.register(number, select.EPOLLIN)
        taken: list[float] = []
        started = time.perf_counter()
        say()
        while len(taken) < len(by_number) and time.perf_counter() - started < seconds:
            for number, _ in poller.poll(seconds):
                got = self._read(by_number[number])
                if self._buffer.find(MARK, 0, got) >= 0:
                    taken.append(time.perf_counter() - started)
        poller.close()
        return taken


def opened(port: int, hello: bytes) -> socket.socket:
    """Return a blocking socket after its handshake."""
    one = socket.create_connection(("127.0.0.1", port), timeout=20)
    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    one.sendall(hello)
    found = b""
    while b"\r\n\r\n" not in found:
        found += one.recv(1)
    assert found.startswith(b"HTTP/1.1 101"), found
    return one


def await_text(one: socket.socket, text: bytes) -> bytes:
    """Read until this text has come; return everything read."""
    found = b""
    while text not in found:
        more = one.recv(65536)
        assert more, found
        found += more
    return found
