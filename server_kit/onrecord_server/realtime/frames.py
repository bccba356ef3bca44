"""Frames as bytes: composed from ready envelopes, split at 64 KiB, made once per audience."""

from collections.abc import Sequence
from typing import Any, Final

from onrecord.errors import Refusal
from onrecord_server.core.doc import encode
from onrecord_server.realtime.items import Item


#: A frame holds at most this many bytes of events; one event always fits.
SPLIT: Final = 64 * 1024


def events_frames(after: int, upto: int, items: Sequence[Item], person: str) -> list[str]:
    """Return the frames for a stretch of the stream, each continuing where the one before ends.

    Whoever wrote none of it may be any person: they are told the same.
    """
    frames: list[str] = []
    part: list[bytes] = []
    size, last = 0, after
    for item in items:
        raw = item.told(person)
        if part and size + len(raw) > SPLIT:
            frames.append(_frame(after, last, part))
            part, size, after = [], 0, last
        part.append(raw)
        size += len(raw) + 1
        last = item.position
    frames.append(_frame(after, upto, part))
    return frames


def _frame(after: int, upto: int, part: Sequence[bytes]) -> str:
    return (
        b'{"type":"events","after":%d,"upto":%d,"events":[%s]}' % (after, upto, b",".join(part))
    ).decode()


def result_frame(call_id: str, result: bytes) -> str:
    """Return the answer to a call around a ready document."""
    return (b'{"type":"result","id":%s,"result":%s}' % (encode(call_id), result)).decode()


def error_frame(call_id: str | None, refusal: Refusal) -> str:
    """Return the refusal of a call or of a frame."""
    return frame(type="error", id=call_id, problem=refusal.problem())


def frame(**members: Any) -> str:
    """Return any other frame."""
    return encode(members).decode()
