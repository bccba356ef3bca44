"""Archives of others, opened with care: nothing is unpacked to a path, and nothing grows for ever."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import BinaryIO, Final, cast

from onrecord.errors import SourceUnreadable


MOST_MEMBERS: Final = 200_000
MOST_BYTES: Final = 4 << 30
#: Words never shrink as far as this; a bomb does.
MOST_RATIO: Final = 200
_SLACK: Final = 10 << 20
#: What reading a member of an archive raises that is broken: each packing has its own.
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(OSError, EOFError, NotImplementedError),
)


def is_zip(source: BinaryIO) -> bool:
    """Say whether a source begins as an archive does."""
    source.seek(0)
    head = source.read(4)
    source.seek(0)
    return head == b"PK\x03\x04"


def opened(source: BinaryIO) -> zipfile.ZipFile:
    """Open an archive that is safe to read. Raises ``SourceUnreadable``."""
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise _no("The archive is broken: send it again, as it was exported.") from error
    members = archive.infolist()
    size = sum(one.file_size for one in members)
    packed = sum(one.compress_size for one in members)
    if len(members) > MOST_MEMBERS or size > MOST_BYTES:
        raise _no("The archive holds more than is read at once: export it in parts.")
    for member in members:
        _check(member)
    if size > packed * MOST_RATIO + _SLACK:
        raise _no("The archive grows beyond measure.")
    return archive


def _check(member: zipfile.ZipInfo) -> None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in member.filename:
        raise _no("The archive has a file that points out of it.")
    if member.flag_bits & 1:
        raise _no("The archive is locked with a password: export it without one.")
    if member.file_size > member.compress_size * MOST_RATIO + _SLACK:
        raise _no("The archive holds a file that grows beyond measure.")


def _no(said: str) -> SourceUnreadable:
    return SourceUnreadable(said, extra={"reason": "archive"})


@contextmanager
def member(archive: zipfile.ZipFile, name: str) -> Iterator[BinaryIO]:
    """Open a file of an archive; what is broken in it is refused, not raised."""
    try:
        with archive.open(name) as found:
            yield cast("BinaryIO", found)
    except _BROKEN as error:
        raise _no(f"{name} in the archive is broken.") from error


@contextmanager
def one_text(source: BinaryIO, program: str) -> Iterator[tuple[BinaryIO, str]]:
    """Give the only text of an archive with its name, or the source itself where it is none."""
    if not is_zip(source):
        yield source, ""
        return
    with opened(source) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".txt")]
        chats = [name for name in names if name.endswith("_chat.txt")] or names
        if len(chats) != 1:
            raise _no(f"There is no text of {program} in the archive, or more than one.")
        with member(archive, chats[0]) as found:
            yield found, chats[0]
