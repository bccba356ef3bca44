"""A copy of somebody's data as files: JSON for programs, and one page to be read and searched offline."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import Any, Final, TypeAlias

from onrecord_server.exports.formats import offline
from onrecord_server.exports.told import Member


#: Part → its things, read anew each time that they are asked for.
Parts: TypeAlias = Mapping[str, Callable[[], Iterable[Mapping[str, Any]]]]

_TITLES: Final = {
    "profile": "You",
    "memberships": "Conversations that you are or were in",
    "messages": "What you wrote",
    "files": "Files that you sent",
    "reactions": "Your reactions",
    "policies_acknowledged": "Policies that you acknowledged",
    "announcements_acknowledged": "Announcements that you acknowledged",
    "looks": "Looks at your conversations",
    "notices": "What was done with your messages",
    "appeals": "What you disputed",
    "reports": "What you reported",
    "requests": "What you asked about your data",
    "not_shown": "What is kept and not shown here, in numbers",
}
_STYLE: Final = (
    "ul{list-style:none;padding:0}li{padding:.5rem 0;border-bottom:1px solid GrayText}"
    "li p{white-space:pre-wrap;overflow-wrap:anywhere;margin:0}small{overflow-wrap:anywhere}"
)


def members(about: Mapping[str, Any], parts: Parts) -> Iterator[Member]:
    """Yield the two files, each written as it is read."""
    yield Member("data.json", _json(about, parts))
    yield Member("data.html", _page(about, parts))


def _json(about: Mapping[str, Any], parts: Parts) -> Iterator[bytes]:
    yield b'{"about":' + _dumped(about)
    for name, things in parts.items():
        yield f",\n{json.dumps(name)}:[".encode()
        for number, one in enumerate(things()):
            yield (b",\n" if number else b"\n") + _dumped(one)
        yield b"]"
    yield b"}\n"


def _dumped(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _page(about: Mapping[str, Any], parts: Parts) -> Iterator[bytes]:
    when = escape(str(about["at"]))
    yield offline.opening(
        "Your data", f"Written {when}. All times are UTC. What others wrote is not in it.", _STYLE
    )
    for name, things in parts.items():
        yield from _section(_TITLES[name], things())
    yield offline.CLOSING


def _section(title: str, things: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    yield f"<section>\n<h2>{title}</h2>\n<ul>\n".encode()
    some = False
    for one in things:
        some = True
        yield _thing(one)
    yield b"</ul>\n</section>\n" if some else b"</ul>\n<p>Nothing.</p>\n</section>\n"


def _thing(one: Mapping[str, Any]) -> bytes:
    text = one.get("text")
    said = f'<p dir="auto">{escape(str(text))}</p>' if text is not None else ""
    rest = (f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in one.items())
    facts = "; ".join(said_of for said_of in rest if not said_of.startswith("text: "))
    return f"<li>{said}<small>{escape(facts)}</small></li>\n".encode("utf-8", "replace")


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
