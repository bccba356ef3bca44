"""ClamAV's daemon, over TCP or its own socket: the command INSTREAM, and nothing else of it."""

import socket
import struct
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from onrecord.errors import UsageError
from onrecord_server.attachments.scanning import ScanFailed, Verdict


#: Seconds until it must have taken the next bytes, or answered.
SECONDS: Final = 60.0
CONNECT_SECONDS: Final = 5.0
PORT: Final = 3310
_CHUNK: Final = 256 * 1024
_LONGEST_ANSWER: Final = 4096


class Clamd:
    """Asks clamd at ``clamd://host:3310`` or ``clamd:///run/clamav/clamd.ctl``.

    A file above clamd's own ``StreamMaxLength`` gets no verdict and is not kept: raise that setting
    to your largest file. Raises ``UsageError`` for another kind of address.
    """

    name: str = "clamd"

    def __init__(self, url: str, *, seconds: float = SECONDS) -> None:
        """Keep where; nothing is opened yet."""
        parts = urlsplit(url)
        if parts.scheme != "clamd" or not (parts.hostname or parts.path):
            raise UsageError("a scanner is clamd://host:3310 or clamd:///path/of/its.socket")
        self._path = None if parts.hostname else parts.path
        self._place = (parts.hostname or "", parts.port or PORT)
        self._seconds = seconds
        self.hosts: tuple[str, ...] = () if self._path else (f"{self._place[0]}:{self._place[1]}",)

    def scan(self, pieces: Iterator[bytes], size: int) -> Verdict:
        """Send a file and return what clamd says of it. Raises ``ScanFailed``."""
        try:
            with self._connected() as connection:
                return _read(_exchange(connection, pieces))
        except OSError as error:
            raise ScanFailed(f"clamd does not answer: {error}") from error

    def _connected(self) -> socket.socket:
        if self._path is None:
            connection = socket.create_connection(self._place, timeout=CONNECT_SECONDS)
        else:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(CONNECT_SECONDS)
            connection.connect(self._path)
        connection.settimeout(self._seconds)
        return connection


def _exchange(connection: socket.socket, pieces: Iterator[bytes]) -> str:
    connection.sendall(b"zINSTREAM\0")
    try:
        for piece in pieces:
            for at in range(0, len(piece), _CHUNK):
                chunk = piece[at : at + _CHUNK]
                connection.sendall(struct.pack("!I", len(chunk)) + chunk)
        connection.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass  # It has said why, and hung up: read that.
    return _answer(connection)


def _answer(connection: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        more = connection.recv(_LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.decode("utf-8", "replace").strip("\0\r\n ")


def _read(said: str) -> Verdict:
    text = said.removeprefix("stream: ")
    if text == "OK":
        return Verdict(clean=True)
    if text.endswith(" FOUND"):
        return Verdict(clean=False, found=text.removesuffix(" FOUND")[:120])
    raise ScanFailed(f"clamd gave no verdict: {text[:200] or 'it hung up'}")
