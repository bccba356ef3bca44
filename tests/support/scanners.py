"""A small clamd that knows one virus, and can be away, silent or confused."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord_server.attachments.adapters.clamd import Clamd
from tests.support.files import EICAR


@dataclass
class Scanner:
    """How it behaves (``fine``, ``away``, ``silent``, ``confused`` or ``full``), and what it was sent."""

    url: str = ""
    mood: str = "fine"
    seen: list[bytes] = field(default_factory=list)

    def client(self, seconds: float = 5) -> Clamd:
        """Return what asks it."""
        return Clamd(self.url, seconds=seconds)


def _serve(listening: socket.socket, scanner: Scanner, over: threading.Event) -> None:
    listening.settimeout(0.05)
    while not over.is_set():
        try:
            connection, _ = listening.accept()
        except TimeoutError:
            continue
        with connection:
            connection.settimeout(5)
            try:
                _talk(connection, scanner, over)
            except OSError:
                continue


def _talk(connection: socket.socket, scanner: Scanner, over: threading.Event) -> None:
    if scanner.mood == "away":
        return
    assert _read(connection, 10) == b"zINSTREAM\0"
    data = b""
    while size := struct.unpack("!I", _read(connection, 4))[0]:
        data += _read(connection, size)
        if scanner.mood == "full" and len(data) > 1000:
            connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            return
    scanner.seen.append(data)
    if scanner.mood == "silent":
        over.wait(3)
    elif scanner.mood == "confused":
        connection.sendall(b"what?\0")
    else:
        found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in data else b"stream: OK\0"
        connection.sendall(found)


def _read(connection: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        more = connection.recv(size - len(found))
        if not more:
            raise ConnectionError
        found += more
    return found


@contextmanager
def scanner(path: Path | None = None) -> Iterator[Scanner]:
    """Run a scanner on a free port of loopback, or on a socket of its own."""
    listening: Any
    if path is None:
        listening = socket.create_server(("127.0.0.1", 0))
        found = Scanner(f"clamd://127.0.0.1:{listening.getsockname()[1]}")
    else:
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listening.bind(str(path))
        listening.listen()
        found = Scanner(f"clamd://{path}")
    over = threading.Event()
    thread = threading.Thread(target=_serve, args=(listening, found, over))
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()
        listening.close()
