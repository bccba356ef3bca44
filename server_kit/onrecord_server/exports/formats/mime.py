"""Mail as RFC 5322 and 2045 want it: CRLF, lines of at most 998 octets, and no value that adds a header."""

import binascii
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Final
from urllib.parse import quote

from onrecord_server.exports.formats.spool import Spool
from onrecord_server.exports.told import File
from onrecord_server.exports.wording import file_name, one_line


_PLAIN: Final = re.compile(r"[\x20-\x7e]{0,60}")
_TYPE: Final = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}")
_NESTED: Final = ("message/", "multipart/")
_WORD: Final = 45
_BASE64: Final = 57 * 256


def header(name: str, value: str) -> str:
    """Return a header of free text; what is not short ASCII is written as words of RFC 2047."""
    return f"{name}: {words(value)}\r\n"


def words(value: str) -> str:
    """Return free text as a header holds it, in lines of its own where it is long."""
    line = one_line(value)
    if _PLAIN.fullmatch(line) and "=?" not in line:
        return line
    return "\r\n ".join(f"=?utf-8?B?{_base64(piece)}?=" for piece in _split(line, _WORD))


def addresses(name: str, people: Iterable[tuple[str, str]]) -> str:
    """Return a header of addresses, each given with a name that is shown."""
    listed = ",\r\n ".join(f"{_shown(who)} <{one_line(to)}>" for who, to in people)
    return f"{name}: {listed}\r\n"


def _shown(name: str) -> str:
    written = words(name)
    if written.startswith("=?"):
        return written
    escaped = written.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _base64(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).decode()


def _split(text: str, octets: int) -> Iterator[bytes]:
    """Yield text in pieces of whole characters."""
    piece = b""
    for character in text:
        data = character.encode("utf-8", "replace")
        if len(piece) + len(data) > octets:
            yield piece
            piece = b""
        piece += data
    yield piece


def quoted(text: str) -> str:
    """Return text as quoted-printable lines that end with CRLF."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "".join(f"{_quoted(line)}\r\n" for line in lines)


def _quoted(line: str) -> str:
    data = binascii.b2a_qp(line.encode("utf-8", "replace"), istext=False)
    return data.decode().replace("\n", "\r\n")


def base64_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield bytes as lines of base64."""
    rest = b""
    for piece in pieces:
        rest += piece
        while len(rest) >= _BASE64:
            yield _encoded(rest[:_BASE64])
            rest = rest[_BASE64:]
    if rest:
        yield _encoded(rest)


def _encoded(data: bytes) -> bytes:
    lines = (
        binascii.b2a_base64(data[at : at + 57], newline=False) for at in range(0, len(data), 57)
    )
    return b"".join(line + b"\r\n" for line in lines)


@dataclass(frozen=True, slots=True)
class Part:
    """A file that goes with a mail, and its bytes."""

    file: File
    pieces: Iterator[bytes]


@dataclass(slots=True)
class Mail:
    """A mail that is written bit by bit: its headers, the same as text and as HTML, and its files."""

    headers: list[str] = field(default_factory=list)
    plain: Spool = field(default_factory=Spool)
    html: Spool = field(default_factory=Spool)

    def say(self, text: str, html: str) -> None:
        """Put lines into both bodies."""
        self.plain.write(quoted(text))
        self.html.write(quoted(html))

    def pieces(self, parts: Iterable[Part] = ()) -> Iterator[bytes]:
        """Yield the whole mail, and forget its bodies."""
        mixed = _boundary("mixed", self.headers)
        yield "".join(self.headers).encode("ascii", "replace")
        yield b"MIME-Version: 1.0\r\n"
        yield _multipart("mixed", mixed)
        yield f"--{mixed}\r\n".encode()
        yield from self._bodies(_boundary("alternative", self.headers))
        for part in parts:
            yield f"--{mixed}\r\n".encode()
            yield from _attached(part)
        yield f"--{mixed}--\r\n".encode()

    def _bodies(self, boundary: str) -> Iterator[bytes]:
        yield _multipart("alternative", boundary)
        for kind, body in (("plain", self.plain), ("html", self.html)):
            yield f"--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\n".encode()
            yield b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
            yield from body.pieces()
            body.close()
        yield f"--{boundary}--\r\n".encode()


def _boundary(kind: str, headers: list[str]) -> str:
    """Return what parts them: neither quoted-printable nor base64 ever holds ``=_``."""
    digest = hashlib.sha256("".join((kind, *headers)).encode("utf-8", "replace"))
    return f"=_{digest.hexdigest()[:32]}"


def _multipart(kind: str, boundary: str) -> bytes:
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()


def _attached(part: Part) -> Iterator[bytes]:
    yield f"Content-Type: {media_type(part.file)}\r\n".encode()
    yield b"Content-Transfer-Encoding: base64\r\n"
    yield _disposition(part.file).encode()
    if part.file.sha256:
        yield header("X-OnRecord-SHA256", part.file.sha256).encode()
    yield b"\r\n"
    yield from base64_lines(part.pieces)


def media_type(file: File) -> str:
    """Return a type that a part may have: one that would nest is bytes."""
    kind = (file.media_type or "").lower()
    if not _TYPE.fullmatch(kind) or kind.startswith(_NESTED):
        return "application/octet-stream"
    return kind


def _disposition(file: File) -> str:
    """Return the name of a file as RFC 2231 writes it, in pieces."""
    name = quote(file_name(file.name, file.id), safe="")
    pieces = [name[at : at + 60] for at in range(0, len(name), 60)]
    start = "utf-8''"
    listed = "".join(
        f";\r\n filename*{number}*={start if not number else ''}{piece}"
        for number, piece in enumerate(pieces)
    )
    return f"Content-Disposition: attachment{listed}\r\n"


def date(at: datetime) -> str:
    """Return the header of when."""
    return f"Date: {format_datetime(at.replace(microsecond=0))}\r\n"
