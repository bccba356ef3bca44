"""What may be attached, by whom, and when. Pure."""

from collections.abc import Collection
from typing import Final

from onrecord_server.attachments import kinds
from onrecord_server.core.decision import ALLOWED, Decision, denied
from onrecord_server.core.files import FileRules


#: States in which the bytes are still on their way, or lie here unbound.
OPEN: Final = frozenset({"uploading", "checking", "ready"})
#: States in which nothing comes after.
ENDED: Final = frozenset({"refused", "expired", "cancelled", "erased"})
#: Pieces that one upload may be cut into: more would be a flood of tiny requests.
MOST_PIECES: Final = 10_000

#: Microseconds until somebody looks again after a check that could not be made, by its number.
WAITS: Final = tuple(seconds * 1_000_000 for seconds in (2, 5, 15, 60, 300))


def may_claim(name: str, limits: FileRules) -> Decision:
    """Say whether a file of this name may be sent at all, before its bytes are."""
    claim = kinds.claimed(name)
    if claim is not None and claim not in limits.types:
        return denied(f"Files that end in .{kinds.ending(name)} are not taken here.")
    return ALLOWED


def most(kind: str | None, limits: FileRules) -> int:
    """Return how many bytes a file of a kind may have; images are held in memory once."""
    image = limits.bytes_an_image if kind in kinds.RASTER else limits.bytes_a_file
    return min(image, limits.bytes_a_file)


def fits(size: int, kind: str | None, limits: FileRules) -> Decision:
    """Say whether a file of a kind is small enough."""
    if size <= most(kind, limits):
        return ALLOWED
    what = "An image" if kind in kinds.RASTER else "A file"
    return denied(f"{what} has at most {most(kind, limits)} bytes; this one has {size}.")


def within_quota(stored: int, size: int, limits: FileRules) -> Decision:
    """Say whether a tenant has room for one more file of this size."""
    if limits.bytes_a_tenant is None or stored + size <= limits.bytes_a_tenant:
        return ALLOWED
    return denied(f"This organisation may keep {limits.bytes_a_tenant} bytes of files.")


def may_finish(received: int, size: int) -> Decision:
    """Say whether all bytes are there."""
    if received != size:
        return denied(f"{received} of {size} bytes are here.")
    return ALLOWED


def type_of(name: str, head: bytes, types: Collection[str]) -> tuple[str | None, str | None]:
    """Return what a file is, or why it is refused: ``type_lies`` or ``type_not_allowed``."""
    found = kinds.agreed(name, head)
    if found is None:
        return None, "type_lies"
    if found not in types:
        return None, "type_not_allowed"
    return found, None


def next_look(tries: int, now: int) -> int:
    """Return when a check that could not be made is tried again: later each time, for ever."""
    return now + WAITS[min(tries, len(WAITS) - 1)]
