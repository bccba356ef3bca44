"""What lies outside of the app and is written to: a folder that others read, and what takes PUT below a URL."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit


#: Hosts to which words and passwords may go in the open.
HERE: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Url:
    """A URL that may hold a key: it is never said whole."""

    whole: str

    @property
    def host(self) -> str:
        """Return its host; empty where it has none."""
        return self._parts.hostname or ""

    @property
    def sealed(self) -> bool:
        """Say whether nobody between here and there reads along."""
        schemes = ("https", "http") if self.host in HERE else ("https",)
        return bool(self.host) and self._parts.scheme in schemes

    @property
    def web(self) -> bool:
        """Say whether it can be called, whoever reads along."""
        return bool(self.host) and self._parts.scheme in ("https", "http")

    @property
    def shown(self) -> str:
        """Return what of it may be shown: neither its query nor a login."""
        return f"{self._parts.scheme}://{self.host}{self._parts.path}"

    def below(self, key: str) -> str:
        """Return the URL of what lies below it; its query stays."""
        path = f"{self._parts.path.rstrip('/')}/{quote(key)}"
        return self._parts._replace(path=path).geturl()

    @property
    def _parts(self) -> SplitResult:
        return urlsplit(self.whole)


def settle(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
