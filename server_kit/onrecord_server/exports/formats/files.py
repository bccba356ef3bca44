"""The files of messages in an export, and what is said of those that are gone or not what they were."""

import hashlib
from collections.abc import Iterator

from onrecord_server.exports.told import File, Kept, Member, Room, Said, Told
from onrecord_server.exports.wording import file_path, one_line


def attached(room: Room) -> Iterator[tuple[Said | Kept, File]]:
    """Yield each file of a stretch with the message that it came with."""
    for event in room.events():
        if event.kind in ("said", "kept"):
            for file in event.files:
                yield event, file


def files(told: Told) -> Iterator[Member]:
    """Yield the files of all rooms; a last member warns of those that are missing or differ."""
    warnings: list[str] = []
    for room in told.rooms():
        for message, file in attached(room):
            path = file_path(message.id, file)
            pieces = told.bytes_of(file)
            if pieces is None:
                warnings.append(f"{path}: its bytes are not there any more")
            else:
                yield Member(path, _checked(path, file, pieces, warnings))
    if warnings:
        yield Member("warning.txt", (f"{one_line(line)}\n".encode() for line in warnings))


def _checked(
    path: str, file: File, pieces: Iterator[bytes], warnings: list[str]
) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        yield piece
    if file.sha256 is not None and digest.hexdigest() != file.sha256:
        warnings.append(f"{path}: its bytes are not those that were sent")
