"""A page to be read without a network: every event, with a search. It loads nothing from elsewhere.

Without scripts it is a document like any other. Its policy allows this one script and nothing else.
"""

import base64
import hashlib
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from onrecord_server.exports.formats.files import files
from onrecord_server.exports.formats.sentences import html, item
from onrecord_server.exports.told import Event, Member, Person, Place, Room, Told
from onrecord_server.exports.wording import address, file_path, name_of, stamp, title_of


_STYLE: Final = (
    ":root{color-scheme:light dark}"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}"
    "form{position:sticky;top:0;background:Canvas;padding:.5rem 0}"
    "input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem}"
    "ol{list-style:none;padding:0}li{padding:.4rem 0;border-bottom:1px solid GrayText}"
    "li>div{white-space:pre-wrap;overflow-wrap:anywhere}time{font-size:.8rem}"
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


def write(told: Told) -> Iterator[Member]:
    """Write the page, and the files."""
    yield Member("viewer.html", _page(told))
    yield from files(told)


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def policy() -> str:
    """Return what the page may do: show itself."""
    return (
        f"default-src 'none'; script-src {_hash(_SCRIPT)}; style-src {_hash(_STYLE)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _page(told: Told) -> Iterator[bytes]:
    title = html(f"Export {told.export} of {told.tenant}")
    yield (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy()}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n"
        f"<h1>{title}</h1>\n<p>Written {stamp(told.at)}. All times are UTC.</p>\n"
        '<form hidden role="search"><label>Search <input type="search"></label>'
        '<output aria-live="polite"></output></form>\n<main>\n'
    ).encode("utf-8", "replace")
    for room in told.rooms():
        yield from _room(told, room)
    yield f"</main>\n<script>{_SCRIPT}</script>\n</html>\n".encode()


def _room(told: Told, room: Room) -> Iterator[bytes]:
    scene = room.scene
    people = ", ".join(_person(told, one) for one in scene.present) or "nobody"
    span = f"{stamp(scene.since)} to {stamp(scene.until)}"
    yield (
        f'<section id="{html(scene.place.id)}">\n<h2><bdi>{html(title_of(scene.place))}</bdi></h2>\n'
        f"<p>{_kind(scene.place)}, {span}. There at the beginning: {people}.</p>\n<ol>\n"
    ).encode("utf-8", "replace")
    for event in room.events():
        yield (item(event) + _links(event)).encode("utf-8", "replace")
    yield b"</ol>\n</section>\n"


def _kind(place: Place) -> str:
    return html(f"{place.kind} {place.id}")


def _person(told: Told, person: Person) -> str:
    return f"<bdi>{html(name_of(person))}</bdi> ({html(address(person, told.tenant))})"


def _links(event: Event) -> str:
    if event.kind not in ("said", "kept") or not event.files:
        return ""
    links = (
        f'<a href="{html(quote(file_path(event.id, one)))}">{html(one.name or one.id)}</a>'
        for one in event.files
    )
    return f"<li>{' '.join(links)}</li>\n"
