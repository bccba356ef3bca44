"""Our pages, the chat, the privacy centre and the portal: one element, one script, one style sheet, all ours."""

from html import escape
from typing import Final
from urllib.parse import quote, urlsplit

from starlette.types import Scope

from onrecord.wire.tenants import Branding
from onrecord_server.tenants.branding import stylesheet


#: Nothing inline, nothing from elsewhere, nothing framed; Trusted Types on (reliability 4.2).
CSP: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types lit-html",
    )
)

HEADERS: Final[dict[str, str]] = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": CSP,
    "cache-control": "private, no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}

_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="stylesheet" href="{base}/page.css">
<script type="module" src="{base}/widgets/onrecord.js"></script>
</head>
<body>
<main>
<h1>{title}</h1>
{element}
</main>
</body>
</html>
"""

_LAYOUT: Final = """
html,body{height:100%;margin:0;background:var(--onrecord-surface);color:var(--onrecord-text)}
onrecord-chat{display:block;height:100dvh}
onrecord-privacy,onrecord-admin{display:block;min-height:100dvh}
h1{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)}
"""


def page_css() -> bytes:
    """Return the style sheet of the page: our default look until the widget sets the tenant's."""
    return (stylesheet(Branding()) + _LAYOUT).encode()


def mount_path(scope: Scope, public_base_url: str | None = None) -> str:
    """Return the path of the mount as a browser sees it, encoded, without a slash at its end.

    It comes from the configuration or from ``root_path``; the ``Host`` header has no say (V71).
    """
    path = scope.get("root_path", "")
    if public_base_url is not None:
        path = urlsplit(public_base_url).path
    parts = [part for part in path.split("/") if part]
    return "".join("/" + quote(part, safe="%~") for part in parts)


def chat_page(base: str, home: str | None = None) -> bytes:
    """Return the document; ``base`` is the mount's path, ``home`` where it leads back to."""
    back = "" if home is None else f" home={_quoted(home)}"
    more = f" privacy={_quoted(f'{base}/privacy')} addresses{back}"
    return _page(base, "Chat", "onrecord-chat", more)


def privacy_page(base: str) -> bytes:
    """Return the privacy centre's document; it leads back to the chat, which leads to the app."""
    return _page(base, "Privacy", "onrecord-privacy", f" home={_quoted(f'{base}/')}")


def admin_page(base: str) -> bytes:
    """Return the portal's document; what it shows of anything is for those with a duty."""
    return _page(base, "Oversight", "onrecord-admin", f" home={_quoted(f'{base}/')} addresses")


def _page(base: str, title: str, tag: str, more: str) -> bytes:
    # In the reader's own languages, not in that of the page, which says nothing else.
    element = f'<{tag} lang="" base={_quoted(base)}{more}></{tag}>'
    return _PAGE.format(base=escape(base, quote=True), title=title, element=element).encode()


def _quoted(value: str) -> str:
    return f'"{escape(value, quote=True)}"'
