"""Words out of markup: HTML of Teams, and the escapes of Slack."""

import html
import re
from collections.abc import Mapping
from typing import Final


_LINK: Final = re.compile(r"<([^<>]*)>")
_BREAKS: Final = frozenset({"br", "p", "div", "li", "tr"})
#: Never goes back: the library's own parser takes hours for a megabyte that was made for it.
_TAG: Final = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9:-]*+)[^<>]*+>|<[!?][^<>]*+>")


def of_html(text: str) -> str:
    """Return the words of HTML, a line for each paragraph."""
    parts: list[str] = []
    bare, at = _without_comments(text), 0
    for tag in _TAG.finditer(bare):
        parts += filter(None, [bare[at : tag.start()]])
        at = tag.end()
        if (tag[1] or "").lower() in _BREAKS and parts and not parts[-1].endswith("\n"):
            parts.append("\n")
    return _unescaped("".join([*parts, bare[at:]])).strip("\n")


def _without_comments(text: str) -> str:
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts.append(text[at:start])
        at = end + 3
    return "".join([*parts, text[at:]])


def _unescaped(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:  # a number of thousands of digits is no letter
        return text


def of_slack(text: str, people: Mapping[str, str]) -> str:
    """Return a text of Slack as its readers saw it; people by the name that the export gives them."""
    return _unescaped(_LINK.sub(lambda found: _link(found[1], people), text))


def _link(inside: str, people: Mapping[str, str]) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return "@" + (label or people.get(target[1:], target[1:]))
    if target.startswith("#"):
        return "#" + (label or target[1:])
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    return f"{label} ({target})" if label and label != target else target
