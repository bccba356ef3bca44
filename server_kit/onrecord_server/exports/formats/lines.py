"""JSON Lines, one file a conversation: complete, so that everything can be built again from it alone.

The first line of a file is its scene, the last one says how many events there were.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, TypeAdapter

from onrecord_server.exports.formats.files import files
from onrecord_server.exports.told import Event, Member, Room, Scene, Told
from onrecord_server.exports.wording import file_name


FORMAT: Final = "onrecord-lines-v1"


@dataclass(frozen=True, slots=True)
class Begin:
    """The first line."""

    scene: Scene
    format: Literal["onrecord-lines-v1"] = FORMAT
    kind: Literal["begin"] = "begin"


@dataclass(frozen=True, slots=True)
class End:
    """The last line: a file without it is not whole."""

    events: int
    kind: Literal["end"] = "end"


Line: TypeAlias = Annotated[Begin | Event | End, Field(discriminator="kind")]
_LINE: Final = TypeAdapter[Begin | Event | End](Line)
_EVENT: Final = TypeAdapter[Event](Annotated[Event, Field(discriminator="kind")])


def write(told: Told) -> Iterator[Member]:
    """Write each conversation, and the files."""
    for room in told.rooms():
        name = file_name(room.scene.place.id, "conversation")
        yield Member(f"conversations/{name}.jsonl", lines(room))
    yield from files(told)


def lines(room: Room) -> Iterator[bytes]:
    """Yield a stretch as lines."""
    yield _LINE.dump_json(Begin(room.scene)) + b"\n"
    count = 0
    for event in room.events():
        count += 1
        yield _LINE.dump_json(event) + b"\n"
    yield _LINE.dump_json(End(count)) + b"\n"


def read(source: Iterable[bytes]) -> tuple[Scene, list[Event]]:
    """Build a stretch again from its lines. Raises ``ValueError`` for lines that are not whole."""
    first, *rest = [_LINE.validate_json(line) for line in source]
    if not isinstance(first, Begin) or not rest:
        raise ValueError("This is no whole file of a conversation.")
    *events, last = rest
    told = [one for one in events if not isinstance(one, Begin | End)]
    if not isinstance(last, End) or last.events != len(events) or len(told) != len(events):
        raise ValueError("Lines of this file are missing or do not belong to it.")
    return first.scene, told


def text_of(event: Event) -> str:
    """Return one event as a line, without its end."""
    return _EVENT.dump_json(event).decode()


def event_of(line: str) -> Event:
    """Return the event of a line. Raises ``ValueError``."""
    return _EVENT.validate_json(line)
