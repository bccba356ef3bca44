"""The words in each format of an archive, as whoever takes it over reads them: no helper of ours but for RSMF."""

import email
import email.policy
import re
import zipfile
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from onrecord.wire.exports import ExportFormat
from onrecord_server.exports.formats import rsmf


def words_of(archive: Path) -> dict[ExportFormat, str]:
    """Return what is said in each format, without spaces; empty for one that is not there."""
    with zipfile.ZipFile(archive) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    return {name: _flat(read(files)) for name, read in _READ.items()}


def _flat(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


Files = dict[str, bytes]
Read = Callable[[Files], str]


def _at(prefix: str, read: Callable[[bytes], str], beside: str = "") -> Read:
    """Return what reads all files of a format, where the one is there that lists them."""

    def found(files: Files) -> str:
        if beside and beside not in files:
            return ""
        return "".join(read(data) for name, data in files.items() if name.startswith(prefix))

    return found


def _plain(data: bytes) -> str:
    return data.decode("utf-8")


def _mail(data: bytes) -> str:
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = (part for part in message.walk() if part.get_content_type() == "text/plain")
    return "".join(str(part.get_content()) for part in parts)


def _pdf(data: bytes) -> str:
    pypdf: Any = import_module("pypdf")
    return "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)


_READ: Final[dict[ExportFormat, Read]] = {
    "jsonl": _at("conversations/", _plain),
    "csv": _at("posts.csv", _plain),
    "eml": _at("mail/", _mail),
    "actiance": _at("actiance_export.xml", _plain),
    "global-relay": _at("global-relay/", _mail),
    "rsmf": _at("rsmf/", lambda data: str(rsmf.manifest_of(data))),
    "edrm": _at("text/", _plain, beside="edrm.xml"),
    "concordance": _at("text/", _plain, beside="loadfile.dat"),
    "pdf": _at("pdf/", _pdf),
    "html": _at("viewer.html", _plain),
}
