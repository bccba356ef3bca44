"""What a download says of itself, and which part of it is wanted (RFC 9110, 13 and 14). Pure."""

import re
from typing import Final
from urllib.parse import quote

from onrecord.errors import RangeNotSatisfiable
from onrecord_server.attachments import kinds
from onrecord_server.attachments.plans import Serving
from onrecord_server.doorway.origins import Request


_RANGE: Final = re.compile(r"bytes=(?P<first>\d{0,15})-(?P<last>\d{0,15})")
_PLAIN: Final = re.compile(r"[^A-Za-z0-9 ._()-]")
#: Nothing in a file can run, load or be framed, whatever it is and wherever it is opened.
SANDBOX: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"


def headers(plan: Serving) -> dict[str, str]:
    """Return the headers of a download; only images that we wrote anew are shown in a page.

    A browser may keep it and has to ask again each time whether it may still be seen.
    """
    text = plan.media_type.startswith("text/")
    way = "inline" if kinds.may_show(plan.media_type) else "attachment"
    return {
        "content-type": f"{plan.media_type}; charset=utf-8" if text else plan.media_type,
        "content-disposition": f"{way}; {file_name(plan.name)}",
        "content-security-policy": SANDBOX,
        "cache-control": "private, no-cache",
        "accept-ranges": "bytes",
        "etag": f'"{plan.sha256}"',
    }


def file_name(name: str) -> str:
    """Return a name as a header carries it (RFC 6266), and a plain one for who knows no other."""
    plain = _PLAIN.sub("_", name)[:100]
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def is_known(request: Request, etag: str) -> bool:
    """Say whether the caller has these bytes already."""
    given = request.only("if-none-match") or ""
    return given == "*" or etag in [one.strip().removeprefix("W/") for one in given.split(",")]


def wanted(request: Request, size: int, etag: str) -> tuple[int, int, int]:
    """Return the first byte, the one after the last, and the status: 200 for all, 206 for a part.

    One range is understood; several, and other units, are answered with everything. Raises
    ``RangeNotSatisfiable``.
    """
    found = _RANGE.fullmatch(request.only("range") or "")
    same = request.only("if-range") in (None, etag)
    if found is None or not same or found.group() == "bytes=-":
        return 0, size, 200
    if not found["first"]:
        start, stop = max(0, size - int(found["last"])), size
    else:
        start = int(found["first"])
        stop = min(size, int(found["last"]) + 1) if found["last"] else size
    if start >= stop:
        raise RangeNotSatisfiable(f"The file has {size} bytes.", extra={"size": size})
    return start, stop, 206
