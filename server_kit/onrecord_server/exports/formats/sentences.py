"""Each event as people read it: a line of text, or an item of HTML. No mark that somebody chose works."""

from html import escape
from typing import Final

from onrecord_server.exports.told import Called, Closed, Event, File, Joined, Left, Person, Reopened
from onrecord_server.exports.wording import kept_said, name_of, one_line, said, stamp, xml


def text(event: Event) -> str:
    """Return an event as lines of plain text: when, who, what."""
    who, what = told(event)
    return f"{stamp(event.at)}  {name_of(who)}: {what}"


def item(event: Event) -> str:
    """Return an event as an item of a list in HTML."""
    who, what = told(event)
    name = f'<b title="{html(who.id)}"><bdi>{html(name_of(who))}</bdi></b>'
    time = f"<time>{stamp(event.at)}</time>"
    words = f'<div dir="auto">{html(what)}</div>'
    return f'<li data-position="{event.position}" class="{event.kind}">{time} {name} {words}</li>\n'


def html(value: str) -> str:
    """Return text as HTML shows it."""
    return escape(xml(value))


def told(event: Event) -> tuple[Person, str]:
    """Return who did it, and what, in words."""
    match event.kind:
        case "said":
            return event.author, said(event.words) + _files(event.files)
        case "kept":
            return event.author, kept_said(event) + _files(event.files)
        case "edited":
            return event.author, f"[edited, version {event.version}] {said(event.words)}"
        case "removed":
            why = _why(said(event.reason)) if event.reason.text or event.reason.erased else ""
            whose = f"the message of {name_of(event.author)}"
            return event.by, f"[removed {whose}{why}] {said(event.words)}{_files(event.files)}"
        case "restored":
            whose = f"the message of {name_of(event.author)}"
            return event.by, f"[put back {whose}] {said(event.words)}"
    return _done(event)


#: What happened to somebody's place in the room, or elsewhere to who had one.
_BECAME: Final = {
    "joined": "joined",
    "left": "left",
    "called": "is called so from here on",
    "closed": "account closed",
    "reopened": "account opened again",
}


def _done(event: Event) -> tuple[Person, str]:
    if isinstance(event, Joined | Left | Called | Closed | Reopened):
        return event.person, f"[{_BECAME[event.kind]}, by {name_of(event.by)}]"
    match event.kind:
        case "reacted":
            how = "reacted with" if event.added else "took back"
            return event.person, f"[{how} {one_line(said(event.emoji))} on {event.id}]"
        case "read":
            return event.person, f"[has read up to {event.upto}]"
        case "renamed":
            return event.by, f"[called it: {one_line(said(event.title))}]"
        case "noted":
            return event.by, f"[{event.type} {event.object}]"
    raise AssertionError(event.kind)


def _why(reason: str) -> str:
    return f": {one_line(reason)}"


def _files(files: tuple[File, ...]) -> str:
    return "".join(f"\n[{_file(one)}, SHA-256 {one.sha256 or 'erased'}]" for one in files)


def _file(file: File) -> str:
    called = f"file: {one_line(file.name or file.id)}"
    return called if file.alt is None else f"{called}, described as: {one_line(file.alt)}"
