"""What may be done with an import in which state, and what things of it are called. Pure."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from onrecord_server.core.decision import ALLOWED, Decision, denied
from onrecord_server.imports.formats.base import Said


#: Bytes of a file that go in one piece; only the last one may be shorter.
PIECE: Final = 512 * 1024
MOST: Final = 256 * 1024 * 1024
#: Formats in which the host may have written its own ids of people.
EXACT: Final = frozenset({"jsonl", "csv"})
COUNTS: Final = ("done", "said", "held", "unparsed")
#: Microseconds until it is asked again whether a kept file goes.
AGAIN: Final = 86_400_000_000

_NEXT: Final[Mapping[str, str]] = {
    "receiving": "Send the rest of the file and finish it first.",
    "kept": "Start it first.",
    "running": "It runs: let it go on, or cancel it.",
    "done": "It is done: everything in the file was dealt with.",
    "cancelled": "It was cancelled: start it again to go on.",
}


def may(state: str, *states: str) -> Decision:
    """Say whether an import is in a state in which this can be done, or what to do instead."""
    return ALLOWED if state in states else denied(_NEXT[state])


def looked_at(state: str, said: int, now: int, *, starts: bool) -> dict[str, int | None]:
    """Return when it is asked next whether the file of an import goes, where that changes.

    What brought nothing is asked about by its own time; what brings something once some of that is erased.
    """
    if state in ("done", "cancelled") and not said:
        return {"due": now + AGAIN}
    return {"due": None} if starts else {}


def fits(parts: int, size: int, length: int) -> Decision:
    """Say whether a piece can follow: all before it are whole."""
    if size != parts * PIECE:
        return denied("Only the last piece of a file may be shorter than 512 KiB.")
    return ALLOWED if 0 < length <= PIECE else denied("A piece has 1 byte to 512 KiB.")


def _name(*parts: str) -> str:
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def conversation_of(import_id: str, place: str) -> str:
    """Return the id of the conversation that takes what was said in a place of a file."""
    return f"cnv_{_name(import_id, 'place', place)}"


def outsider(import_id: str, author: str) -> str:
    """Return the id of somebody whom nobody was matched to: one of this import alone."""
    return f"outside-{_name(import_id, 'author', author)}"


def client_id(import_id: str, number: int) -> str:
    """Return what tells a message from every other: which thing of which import it is.

    Nobody can know it beforehand: who has the file could else send something else under it, and so keep
    what the file says from being brought.
    """
    return f"import:{_name(import_id, str(number))}"


def text_of(item: Said) -> str:
    """Return what a message shows: its words, below the names of its files."""
    return "\n".join([*item.files, item.text] if item.text else item.files)


def facts(import_id: str, sha256: str, item: Said, tz: str | None) -> dict[str, Any]:
    """Return where a message comes from, as its entry says it: no word, no name."""
    span = item.span
    found = {
        "import": import_id,
        "sha256": sha256,
        "start": span.start,
        "end": span.end,
        "line": span.line,
        "kind": item.kind,
        "confidence": item.confidence,
    }
    return found if tz is None else {**found, "tz": tz}


def words(item: Said) -> dict[str, Any]:
    """Return what else the file says of a message: with its words, for it may name somebody."""
    said = {
        "author": item.author,
        "name": item.name,
        "place": item.place,
        "member": item.span.member,
        "source_id": item.source_id,
        "files": list(item.files),
    }
    return {name: value for name, value in said.items() if value}
