"""What a file is, by its content: names and stated types are claims that are checked. Pure.

Images are told by their magic numbers, office files by what their container holds first, text by
being text. Whatever is marked up (HTML, SVG, XML) is recognised as such before it is called text.
"""

import re
from typing import Final

import filetype


#: How much of the beginning of a file is looked at.
HEAD: Final = 8192

#: Images that are decoded and written anew; only what this makes is ever shown inside a page.
RASTER: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
UNKNOWN: Final = "application/octet-stream"

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_ODF: Final = "application/vnd.oasis.opendocument."

#: What the end of a name claims. Several ends may claim the same.
CLAIMS: Final[dict[str, str]] = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "heic": "image/heic",
    "avif": "image/avif",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "docx": _OFFICE + "wordprocessingml.document",
    "xlsx": _OFFICE + "spreadsheetml.sheet",
    "pptx": _OFFICE + "presentationml.presentation",
    "odt": _ODF + "text",
    "ods": _ODF + "spreadsheet",
    "odp": _ODF + "presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "txt": "text/plain",
    "log": "text/plain",
    "csv": "text/csv",
    "md": "text/markdown",
    "json": "application/json",
    "html": "text/html",
    "htm": "text/html",
    "xhtml": "text/html",
    "xml": "text/xml",
    "js": "text/javascript",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "wav": "audio/x-wav",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "mov": "video/quicktime",
    "webm": "video/webm",
    "exe": "application/x-msdownload",
    "dll": "application/x-msdownload",
    "sh": "text/x-shellscript",
    "bat": "text/x-shellscript",
    "ps1": "text/x-shellscript",
}

_ZIPPED: Final = frozenset(
    {"application/zip", *(t for t in CLAIMS.values() if t.startswith((_OFFICE, _ODF)))}
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FIRST_IN_ZIP: Final = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/", b"ppt/")
# Possessive throughout: nothing that was taken is given back, so a head is read once, however it ends.
_MARKUP: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+|<!--(?:[^-]|-(?!->))*+-->\s*+)*+"
    rb"<(?P<tag>!doctype\s++html|!doctype\s++svg|svg|html|head|body|script|iframe|\?xml|!doctype)\b",
    re.IGNORECASE,
)
_XML: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml\b", re.IGNORECASE)
_BINARY: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def ending(name: str) -> str:
    """Return the end of a name after its last dot, in lower case; none is the empty text."""
    stem, _, end = name.rpartition(".")
    return end.lower() if stem else ""


def claimed(name: str) -> str | None:
    """Return the type that a name claims, where its end is one that is known."""
    return CLAIMS.get(ending(name))


def sniffed(head: bytes) -> str:
    """Return what the beginning of a file says that it is; the unknown is ``UNKNOWN``."""
    if head.startswith(_OLE):
        return _OLE_FILE
    if head.startswith(b"#!"):
        return "text/x-shellscript"
    found = filetype.guess(head)
    if found is not None and found.mime not in _ZIPPED:
        return str(found.mime)
    if head.startswith(b"PK\x03\x04"):
        return _zipped(head)
    return _text(head)


def _zipped(head: bytes) -> str:
    """Tell office files from other archives by what lies in them first."""
    if head[30:38] == b"mimetype":
        for mime in _ZIPPED:
            if head[38:].startswith(mime.encode()):
                return mime
    if head[30:80].startswith(_FIRST_IN_ZIP):
        for end, folder in (("docx", b"word/"), ("xlsx", b"xl/"), ("pptx", b"ppt/")):
            if folder in head:
                return CLAIMS[end]
        return _OOXML_FILE
    return "application/zip"


def _text(head: bytes) -> str:
    marked = _MARKUP.match(head)
    if marked is not None:
        return _markup(marked["tag"].lower(), head)
    if _XML.match(head):
        return "text/xml"
    return "text/plain" if is_text(head) else UNKNOWN


def _markup(tag: bytes, head: bytes) -> str:
    if tag.endswith(b"svg"):
        return "image/svg+xml"
    if tag in (b"?xml", b"!doctype"):
        return "text/xml"
    return "text/html" if b"<svg" not in head[:512].lower() else "image/svg+xml"


def is_text(head: bytes) -> bool:
    """Say whether bytes are UTF-8 text (or UTF-16 with its mark), as far as they go."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if _BINARY.search(head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3  # cut through the last character
    return True


_OLE_FILE: Final = "application/x-ole-storage"
_OOXML_FILE: Final = "application/x-ooxml"
_MARKED_UP: Final = frozenset({"text/html", "text/xml", "image/svg+xml"})
_MPEG4: Final = frozenset({"audio/mp4", "video/mp4", "video/quicktime"})
#: Where content says less than the name does, the name is believed: claims, and what was found.
_BELIEVED: Final[tuple[tuple[frozenset[str], frozenset[str]], ...]] = (
    (frozenset(CLAIMS[end] for end in ("doc", "xls", "ppt")), frozenset({_OLE_FILE})),
    (frozenset(CLAIMS[end] for end in ("docx", "xlsx", "pptx")), frozenset({_OOXML_FILE})),
    # Served as text, whatever it looks like.
    (
        frozenset(CLAIMS[end] for end in ("txt", "csv", "md", "json", "js")),
        _MARKED_UP | {"text/plain"},
    ),
    (frozenset({"image/svg+xml", "text/html"}), frozenset({"text/xml"})),
    (frozenset({"text/x-shellscript"}), frozenset({"text/plain"})),
    (_MPEG4, _MPEG4),
    (frozenset({"audio/ogg"}), frozenset({"application/ogg", "video/ogg"})),
    (frozenset({"video/webm"}), frozenset({"video/x-matroska"})),
)


def agreed(name: str, head: bytes) -> str | None:
    """Return the type of a file, or ``None`` where its name claims what its content is not.

    Images among themselves may be called anything: they are written anew as what they are. What is
    marked up is what its content says, even where the name says a kind of it that sounds tamer.
    """
    found, claim = sniffed(head), claimed(name)
    if claim is None:
        return UNKNOWN if found in (_OLE_FILE, _OOXML_FILE) else found
    if claim == found or {claim, found} <= RASTER or (claim == "text/xml" and found in _MARKED_UP):
        return found
    believed = any(claim in claims and found in founds for claims, founds in _BELIEVED)
    return claim if believed else None


def may_show(media_type: str) -> bool:
    """Say whether a browser may show it inside a page: only images that were written anew."""
    return media_type in RASTER
