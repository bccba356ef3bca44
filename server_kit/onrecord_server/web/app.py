"""Serves the pages and the widgets' files."""

import logging
from collections.abc import Mapping
from typing import Final

from starlette.types import Receive, Scope, Send

from onrecord_server.services import Services
from onrecord_server.web.assets import Asset, read_assets
from onrecord_server.web.pages import (
    HEADERS,
    admin_page,
    chat_page,
    mount_path,
    page_css,
    privacy_page,
)


logger = logging.getLogger("onrecord.web")

_METHODS: Final = frozenset({"GET", "HEAD"})
_WIDGETS: Final = "widgets/"
#: Pages of one element each, below the mount; the chat is the mount itself.
_PAGES: Final = {"privacy": privacy_page, "admin": admin_page}
_OURS: Final = frozenset({"", "page.css", *_PAGES})
_CSS: Final[dict[str, str]] = {
    "content-type": "text/css; charset=utf-8",
    "cache-control": "public, max-age=0, must-revalidate",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
}


class WebApp:
    """Serves our pages and what they load; none asks who is there.

    The pages are ``{mount}/``, ``{mount}/privacy`` and ``{mount}/admin``.
    """

    def __init__(self, services: Services, assets: Mapping[str, Asset] | None = None) -> None:
        """Read the files once; say so if they were never built."""
        self._base = services.config.public_base_url
        self._home = services.config.home_path
        self._assets = read_assets() if assets is None else assets
        self._css = page_css()
        if not self._assets:
            logger.warning("the widgets are not built: run `make widgets`; pages stay empty")

    def serves(self, path: str) -> bool:
        """Say whether a path below the mount is a page or a file of ours."""
        return path in _OURS or path.startswith(_WIDGETS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        status, headers, body = self._answer(scope)
        headers = headers | {"content-length": str(len(body))}
        raw = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()]
        shown = b"" if scope["method"] == "HEAD" or status == 304 else body
        await send({"type": "http.response.start", "status": status, "headers": raw})
        await send({"type": "http.response.body", "body": shown})

    def _answer(self, scope: Scope) -> tuple[int, dict[str, str], bytes]:
        if scope["method"] not in _METHODS:
            return _plain(405, b"Method not allowed\n", {"allow": "GET, HEAD"})
        path = _below(scope)
        if path == "":
            return 200, dict(HEADERS), chat_page(mount_path(scope, self._base), self._home)
        if path in _PAGES:
            return 200, dict(HEADERS), _PAGES[path](mount_path(scope, self._base))
        if path == "page.css":
            return 200, dict(_CSS), self._css
        asset = self._assets.get(path.removeprefix(_WIDGETS))
        return _plain(404, b"Not found\n") if asset is None else _file(scope, asset)


def _below(scope: Scope) -> str:
    path, root = str(scope["path"]), str(scope.get("root_path", "")).rstrip("/")
    if root and (path == root or path.startswith(root + "/")):
        path = path[len(root) :]
    return path.removeprefix("/")


def _plain(
    status: int, body: bytes, more: Mapping[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    headers = {"content-type": "text/plain; charset=utf-8", "cache-control": "no-store"}
    return status, {**headers, "x-content-type-options": "nosniff", **(more or {})}, body


def _file(scope: Scope, asset: Asset) -> tuple[int, dict[str, str], bytes]:
    asked = {k.lower(): v for k, v in scope["headers"]}
    headers = asset.headers()
    known = [tag.strip() for tag in asked.get(b"if-none-match", b"").decode("latin-1").split(",")]
    if asset.etag in known or "*" in known:
        return 304, headers, b""
    if asset.packed is not None and b"gzip" in asked.get(b"accept-encoding", b""):
        return 200, {**headers, "content-encoding": "gzip"}, asset.packed
    return 200, headers, asset.body
