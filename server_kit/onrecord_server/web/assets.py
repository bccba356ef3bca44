"""The widgets' built files, served from memory: only names that were there at the start exist."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final


STATIC: Final = Path(__file__).parent / "static"

#: What may be served, by the end of its name; anything else in the folder is not.
TYPES: Final[dict[str, str]] = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
_PACKED: Final = frozenset({".js", ".css", ".json", ".map", ".svg"})
#: A hash may be of small letters alone: what the bundler names a chunk, `onrecord-[name]-[hash].js`, has one.
_HASHED: Final = re.compile(
    r"onrecord-[\w.-]+-[A-Za-z0-9_-]{8}\.js|.+[.-](?=[A-Za-z0-9_-]*[A-Z0-9])[A-Za-z0-9_-]{8,}\.\w+"
)

#: Public files: any page may load them as a module, and a hashed name never changes its bytes.
PUBLIC: Final[dict[str, str]] = {
    "x-content-type-options": "nosniff",
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "vary": "Accept-Encoding",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes, plain and gzipped, and what a cache may do with it."""

    body: bytes
    packed: bytes | None
    content_type: str
    etag: str
    caching: str

    @classmethod
    def read(cls, path: Path) -> "Asset":
        """Read a file once."""
        body = path.read_bytes()
        packed = gzip.compress(body, 9, mtime=0) if path.suffix in _PACKED else None
        for_ever = "public, max-age=31536000, immutable"
        caching = for_ever if _HASHED.fullmatch(path.name) else "public, max-age=0, must-revalidate"
        etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        return cls(body, packed, TYPES[path.suffix], etag, caching)

    def headers(self) -> dict[str, str]:
        """Return the headers of every answer with this file."""
        own = {"content-type": self.content_type, "etag": self.etag, "cache-control": self.caching}
        return PUBLIC | own


def read_assets(folder: Path = STATIC) -> Mapping[str, Asset]:
    """Return the files of a folder by their path with ``/``; links out of it are left out."""
    if not folder.is_dir():
        return {}
    home = folder.resolve()
    files = (path for path in sorted(folder.rglob("*")) if path.suffix in TYPES)
    return {
        path.relative_to(folder).as_posix(): Asset.read(path)
        for path in files
        if path.is_file() and path.resolve().is_relative_to(home)
    }
