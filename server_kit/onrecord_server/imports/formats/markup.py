"""Words out of markup: HTML of Teams, and the escapes of Slack."""

import html
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Final

from typing_extensions import override


_LINK: Final = re.compile(r"<([^<>]*)>")
_BREAKS: Final = frozenset({"br", "p", "div", "li", "tr"})


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    @override
    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS and self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")


def of_html(text: str) -> str:
    """Return the words of HTML, a line for each paragraph."""
    reader = _Words()
    reader.feed(text)
    reader.close()
    return "".join(reader.parts).strip("\n")


def of_slack(text: str, people: Mapping[str, str]) -> str:
    """Return a text of Slack as its readers saw it; people by the name that the export gives them."""
    return html.unescape(_LINK.sub(lambda found: _link(found[1], people), text))


def _link(inside: str, people: Mapping[str, str]) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return "@" + (label or people.get(target[1:], target[1:]))
    if target.startswith("#"):
        return "#" + (label or target[1:])
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    return f"{label} ({target})" if label and label != target else target
