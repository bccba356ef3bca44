"""What the parts of this domain tell each other about bytes: not on the wire, and not recorded."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from onrecord.wire._base import Command
from onrecord.wire.attachments import RefusedBecause, WaitsFor


class Plan(BaseModel):
    """A frozen value of ours."""

    model_config = ConfigDict(frozen=True)


class Piece(Plan):
    """Some bytes of an attachment: where they begin in it, how many, and under which key they lie."""

    part: Literal["file", "thumbnail"] = "file"
    start: int
    size: int
    key: str


class Receiving(Plan):
    """Where the next bytes of an upload go."""

    attachment_id: str
    store: str
    received: int
    size: int
    pieces: int


class Serving(Plan):
    """What a download consists of: pieces in a store, or, where it is small, ``inline`` as base64."""

    attachment_id: str
    store: str
    name: str
    media_type: str
    size: int
    sha256: str
    pieces: list[Piece]
    inline: str | None = None


class Found(Plan):
    """What a check found of a file that is fine."""

    media_type: str
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None
    thumbnail: bool = False
    #: What the host's captions say of an audio file.
    caption: str | None = None


class Settle(Command):
    """Record what a check came to: ``found``, or a ``reason`` not to keep the file."""

    attachment_id: str
    found: Found | None = None
    pieces: list[Piece] | None = None
    reason: RefusedBecause | None = None
    malware: str | None = None
    scanner: str | None = None


class Hold(Command):
    """Record that a check has to wait."""

    attachment_id: str
    waits_for: WaitsFor


class Expire(Command):
    """Record that an upload that is in no message is over."""

    attachment_id: str


class Outcome(Plan):
    """The state of an attachment after one of these."""

    state: str
