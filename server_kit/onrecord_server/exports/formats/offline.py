"""A page that is read without a network: what is around its things, and the search in them.

It loads nothing from elsewhere. Without scripts it is a document like any other. Its policy allows
this one script and nothing else.
"""

import base64
import hashlib
from typing import Final


_STYLE: Final = (
    ":root{color-scheme:light dark}"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}"
    "form{position:sticky;top:0;background:Canvas;padding:.5rem 0}"
    "input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem}"
    "[hidden]{display:none}"
)
_SCRIPT: Final = (
    "const field=document.querySelector('input'),count=document.querySelector('output');"
    "document.querySelector('form').hidden=false;"
    "document.querySelector('form').addEventListener('submit',event=>event.preventDefault());"
    "field.addEventListener('input',()=>{"
    "const words=field.value.toLowerCase().split(/\\s+/).filter(Boolean);let shown=0;"
    "for(const one of document.querySelectorAll('li')){"
    "const text=one.textContent.toLowerCase();"
    "one.hidden=!words.every(word=>text.includes(word));shown+=!one.hidden}"
    "count.textContent=words.length?`${shown} found`:''});"
)
#: What ends the page.
CLOSING: Final = f"</main>\n<script>{_SCRIPT}</script>\n</html>\n".encode()


def policy(style: str) -> str:
    """Return what a page with this style of its own may do: show itself."""
    return (
        f"default-src 'none'; script-src {_hash(_SCRIPT)}; style-src {_hash(_STYLE + style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def opening(title: str, about: str, style: str) -> bytes:
    """Write all that comes before the things; the title and what is said below it are HTML already."""
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(style)}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>{_STYLE}{style}</style>\n"
        f"<h1>{title}</h1>\n<p>{about}</p>\n"
        '<form hidden role="search"><label>Search <input type="search"></label>'
        '<output aria-live="polite"></output></form>\n<main>\n'
    ).encode("utf-8", "replace")
