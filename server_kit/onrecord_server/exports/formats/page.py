"""A page to be read without a network: every event, with a search."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from onrecord_server.exports.formats import offline
from onrecord_server.exports.formats.files import files
from onrecord_server.exports.formats.sentences import html, item
from onrecord_server.exports.told import Event, Member, Person, Place, Room, Told
from onrecord_server.exports.wording import address, file_path, name_of, stamp, title_of


_STYLE: Final = (
    "ol{list-style:none;padding:0}li{padding:.4rem 0;border-bottom:1px solid GrayText}"
    "li>div{white-space:pre-wrap;overflow-wrap:anywhere}time{font-size:.8rem}"
)


def write(told: Told) -> Iterator[Member]:
    """Write the page, and the files."""
    yield Member("viewer.html", _page(told))
    yield from files(told)


def policy() -> str:
    """Return what the page may do: show itself."""
    return offline.policy(_STYLE)


def _page(told: Told) -> Iterator[bytes]:
    title = html(f"Export {told.export} of {told.tenant}")
    yield offline.opening(title, f"Written {stamp(told.at)}. All times are UTC.", _STYLE)
    for room in told.rooms():
        yield from _room(told, room)
    yield offline.CLOSING


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
