"""Reading a kept file: piece by piece from the database, as the format says."""

import io
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from typing_extensions import override

from onrecord.errors import Invalid
from onrecord.wire.imports import ImportChoices
from onrecord_server.core.operation import Tx
from onrecord_server.imports import queries, rules
from onrecord_server.imports.formats.base import Choices, Item
from onrecord_server.imports.formats.cleaning import clean
from onrecord_server.imports.formats.opening import READERS


Fetch: TypeAlias = Callable[[int], bytes]


class Pieces(io.RawIOBase):
    """A file that lies in pieces; one of them is in memory. ``fetch`` belongs to one transaction."""

    def __init__(self, size: int) -> None:
        """Begin at its first byte."""
        super().__init__()
        self.fetch: Fetch | None = None
        self._size = size
        self._at = 0
        self._number = 0
        self._piece = b""

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(base + offset, 0)
        return self._at

    @override
    def tell(self) -> int:
        return self._at

    @override
    def readinto(self, buffer: Any) -> int:
        """Give the next bytes, from one piece."""
        if self._at >= self._size:
            return 0
        number, start = divmod(self._at, rules.PIECE)
        data = self._load(number + 1)[start : start + len(buffer)]
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _load(self, number: int) -> bytes:
        if number != self._number:
            assert self.fetch is not None  # noqa: S101 - narrows for the type checker
            self._piece, self._number = self.fetch(number), number
        return self._piece


@dataclass(slots=True)
class Reading:
    """What is read of a file, and where it lies."""

    pieces: Pieces
    items: Iterator[Item]


def choices(command: ImportChoices) -> Choices:
    """Return what was said of a file. Raises ``Invalid`` for a zone that there is not."""
    return Choices(
        zone=_zone(command.tz),
        order=command.order,
        names=frozenset(command.names),
        columns=dict(command.columns),
    )


def _zone(name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        said = f"There is no time zone {name}."
        raise Invalid(said, errors=[{"pointer": "/tz", "detail": said}]) from error


@contextmanager
def opened(tx: Tx, row: Any, chosen: Choices) -> Iterator[Iterator[Item]]:
    """Give what is in a kept file, from its beginning, while this transaction lasts."""
    reading = _open(row, chosen)
    with _lent(tx, row, reading):
        yield reading.items


def _open(row: Any, chosen: Choices) -> Reading:
    pieces = Pieces(row.size)
    items = READERS[row.format](io.BufferedReader(pieces), chosen)
    return Reading(pieces, map(clean, items))


@contextmanager
def _lent(tx: Tx, row: Any, reading: Reading) -> Iterator[None]:
    reading.pieces.fetch = lambda number: queries.part(tx, row.id, number)
    try:
        yield
    finally:
        reading.pieces.fetch = None


class Held:
    """Readings that this process may go on with: each at the place where the record says it is."""

    def __init__(self, most: int = 8) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._most = most
        self._known: OrderedDict[tuple[str, str, int], Reading] = OrderedDict()

    @contextmanager
    def batch(self, tx: Tx, row: Any, chosen: Choices, limit: int) -> Iterator[list[Item]]:
        """Give the next things of a file that come after what was dealt with."""
        with self._lock:
            reading = self._known.pop((tx.tenant, row.id, row.done), None)
        skip = 0 if reading is not None else row.done
        reading = reading or _open(row, chosen)
        with _lent(tx, row, reading):
            found = list(islice(reading.items, skip, skip + limit))
        yield found
        self._keep((tx.tenant, row.id, row.done + len(found)), reading)

    def _keep(self, key: tuple[str, str, int], reading: Reading) -> None:
        with self._lock:
            self._known[key] = reading
            while len(self._known) > self._most:
                self._known.popitem(last=False)


HELD: Final = Held()
