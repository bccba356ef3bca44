"""Concordance DAT: a row for each document, its text in a file beside.

Between fields stands 0x14, around them þ, and ® is a new line in one. What a value holds of these is
written as ``\\u00fe``, a backslash as two. The file is UTF-8 with a byte order mark, lines end with CRLF.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Final

from onrecord_server.exports.formats.documents import Document, documents, name, shown, texts
from onrecord_server.exports.formats.files import files
from onrecord_server.exports.told import Member, Told
from onrecord_server.exports.wording import title_of


COLUMNS: Final = [
    "BEGBATES",
    "ENDBATES",
    "BEGATTACH",
    "ENDATTACH",
    "CUSTODIAN",
    "CONVERSATIONID",
    "CHANNEL",
    "FROM",
    "TO",
    "SUBJECT",
    "DATESENT",
    "TIMESENT",
    "TIMEZONE",
    "EDITED",
    "DELETED",
    "HASHSHA256",
    "NATIVEPATH",
    "TEXTPATH",
    "LOGINDEX",
    "LOGROOT",
]
_FIELD: Final = "\x14"
_QUOTE: Final = "\u00fe"
_LINE: Final = "\u00ae"
_SPECIAL: Final = re.compile("[\\\\\x00-\x09\x0b-\x1f\u00fe\u00ae]")
_ESCAPED: Final = re.compile(r"\\(\\|u[0-9a-f]{4})")


def write(told: Told) -> Iterator[Member]:
    """Write the load file, the texts, and the files."""
    yield Member("loadfile.dat", _rows(told))
    yield from texts(told)
    yield from files(told)


def _rows(told: Told) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf" + row(COLUMNS)
    for document in documents(told):
        yield row(_values(told, document))


def row(values: Iterable[str]) -> bytes:
    """Return a row of the load file."""
    fields = _FIELD.join(f"{_QUOTE}{escaped(value)}{_QUOTE}" for value in values)
    return f"{fields}\r\n".encode("utf-8", "replace")


def escaped(value: str) -> str:
    """Return a value as it stands between its quotes."""
    lines = value.replace("\r\n", "\n")
    return _SPECIAL.sub(_escape, lines).replace("\n", _LINE)


def _escape(found: re.Match[str]) -> str:
    return "\\\\" if found[0] == "\\" else f"\\u{ord(found[0]):04x}"


def unescaped(value: str) -> str:
    """Return what a value was before it was written."""
    return _ESCAPED.sub(_unescape, value.replace(_LINE, "\n"))


def _unescape(found: re.Match[str]) -> str:
    return "\\" if found[1] == "\\" else chr(int(found[1][1:], 16))


def _values(told: Told, document: Document) -> list[str]:
    family = document.last > document.first
    native = document.file is not None
    digest = document.file.sha256 or "" if document.file is not None else _digest(document)
    return [
        *(document.id, document.id),
        *((name(document.first), name(document.last)) if family else ("", "")),
        *(told.tenant, document.place.id, title_of(document.place)),
        *(shown(told, document.author), document.to, title_of(document.place)),
        *(f"{document.at:%m/%d/%Y}", f"{document.at:%H:%M:%S}", "UTC"),
        *("Y" if document.edited else "N", "Y" if document.deleted else "N"),
        *(digest, document.path if native else "", "" if native else document.path),
        *(str(document.position), told.root),
    ]


def _digest(document: Document) -> str:
    return hashlib.sha256(document.text.encode("utf-8", "replace")).hexdigest()
