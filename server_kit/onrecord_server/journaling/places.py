"""Where a journal goes: a folder or a bucket here, a mail server in ``mailing``. Each takes parcels, whole."""

import hashlib
import json
import os
import secrets
import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx2
from typing_extensions import override

from onrecord.errors import UsageError
from onrecord_server.core.outside import Url, settle
from onrecord_server.exports.formats.spool import Spool
from onrecord_server.exports.wording import file_name


#: Seconds that an archive has to answer.
PATIENCE: Final = 30.0
#: What says that a parcel is whole: it comes last.
LISTING: Final = "parcel.json"
#: What a server answers where this one parcel is the reason.
_REFUSING: Final = (411, 413, 414, 415, 422, 451)
#: What it answers where this one may be the reason, as when somebody looks through what comes, or all are.
_MAYBE: Final = (400, 403, 406, 500)
#: What it answers where something lies there that is never written over.
_THERE: Final = (409, 412)


class Refused(Exception):
    """The archive is there, and does not take this one. ``for_good`` where asking again is of little use."""

    def __init__(self, problem: str, *, for_good: bool = True) -> None:
        """Say why."""
        super().__init__(problem)
        self.for_good = for_good


@dataclass(frozen=True, slots=True)
class Packed:
    """One file or mail of a parcel, written whole before it is sent."""

    path: str
    spool: Spool
    sha256: str
    #: Hears of each piece that is read to be sent: so long as it is read, the turn is not over.
    heard: Callable[[], None] = field(default=lambda: None, compare=False, repr=False)

    def pieces(self) -> Iterator[bytes]:
        """Yield all of it in pieces."""
        for piece in self.spool.pieces():
            self.heard()
            yield piece


@dataclass(frozen=True, slots=True)
class Parcel:
    """What happened in one conversation from an entry on up to another one.

    The same one has the same ``name`` whenever it is delivered, and so have its mails. After a restore entries
    have their positions again: ``epoch`` tells them apart.
    """

    tenant: str
    journal: str
    conversation: str
    begins: int
    upto: int
    members: tuple[Packed, ...]
    epoch: str = ""

    @property
    def name(self) -> str:
        """Name it, so that names are in the order of the record."""
        mark = mark_of(self.epoch)
        return f"{self.begins:012d}-{self.upto:012d}.{mark}.{self.conversation}"

    @property
    def octets(self) -> int:
        """Return how long all of it is."""
        return sum(one.spool.size for one in self.members)

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the list of its members: a line each, hash and path."""
        lines = "".join(f"{one.sha256} {one.path}\n" for one in self.members)
        return hashlib.sha256(lines.encode("utf-8", "replace")).hexdigest()

    def listing(self) -> bytes:
        """Say what is in it, as JSON."""
        said = {
            "format": "onrecord-parcel-v1",
            "tenant": self.tenant,
            "journal": self.journal,
            "conversation": self.conversation,
            "entries": {"from": self.begins, "before": self.upto},
            "digest": self.digest,
            "files": {one.path: one.sha256 for one in self.members},
        }
        return (json.dumps(said, indent=2) + "\n").encode()


def mark_of(epoch: str) -> str:
    """Return what names have of an epoch."""
    return hashlib.sha256(epoch.encode()).hexdigest()[:8]


class Place(ABC):
    """An archive. It must take the same parcel twice without harm."""

    #: The formats that it takes; ``None`` for all.
    formats: Collection[str] | None = None

    @property
    @abstractmethod
    def name(self) -> str:
        """Name it, without secrets."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the hosts that it calls."""
        return ()

    @abstractmethod
    def deliver(self, parcel: Parcel) -> None:
        """Return when the parcel is kept. Raises ``Refused``; whatever else it raises, the archive is away."""


@dataclass(frozen=True, slots=True)
class Folder(Place):
    """A folder that an archive collects from: a folder for each parcel, there only when it is whole."""

    path: Path | str

    @property
    @override
    def name(self) -> str:
        """Name the folder."""
        return f"folder {self.path}"

    @override
    def deliver(self, parcel: Parcel) -> None:
        """Write all of it durably, then give it its name. What has that name already is left as it is."""
        base = Path(self.path)
        if not base.is_dir():
            raise FileNotFoundError(f"{base} is no folder: mount it, or make it")
        shelf = base / file_name(parcel.tenant, "tenant") / parcel.journal
        shelf.mkdir(parents=True, exist_ok=True)
        target = shelf / parcel.name
        for left in shelf.glob(f".{parcel.name}.*"):
            shutil.rmtree(left, ignore_errors=True)
        if target.exists():
            # Whoever gave it its name may have died before that was durable.
            _settle_above(shelf, base)
            return
        temporary = shelf / f".{parcel.name}.{secrets.token_hex(8)}"
        try:
            _fill(temporary, parcel)
            temporary.rename(target)
        except OSError:
            shutil.rmtree(temporary, ignore_errors=True)
            if not target.is_dir():
                raise
        _settle_above(shelf, base)


def _settle_above(shelf: Path, base: Path) -> None:
    for folder in (shelf, shelf.parent, base):
        settle(folder)


def _fill(folder: Path, parcel: Parcel) -> None:
    for one in parcel.members:
        _write(folder / one.path, one.pieces())
    _write(folder / LISTING, iter([parcel.listing()]))
    for inside in (path for path in folder.rglob("*") if path.is_dir()):
        settle(inside)
    settle(folder)


def _write(path: Path, pieces: Iterator[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


@dataclass(frozen=True, slots=True)
class Bucket(Place):
    """A bucket or any server that takes PUT below a URL. The list of a parcel comes last: then it is whole."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Refuse what is no URL. Raises ``UsageError``."""
        if not Url(self.url).sealed:
            raise UsageError(
                "a bucket has an https:// URL; http:// is for a server on this machine"
            )

    @property
    @override
    def name(self) -> str:
        """Name the bucket, without what the URL may hold as a key."""
        return f"bucket {Url(self.url).shown}"

    @property
    @override
    def hosts(self) -> tuple[str, ...]:
        """Return its host."""
        return (Url(self.url).host,)

    @override
    def deliver(self, parcel: Parcel) -> None:
        """PUT each member, and the list of them."""
        with httpx2.Client(timeout=PATIENCE, headers=dict(self.headers)) as client:
            for one in parcel.members:
                self._put(client, parcel, one.path, one.pieces(), one.spool.size)
            listing = parcel.listing()
            self._put(client, parcel, LISTING, iter([listing]), len(listing))

    def _put(
        self, client: httpx2.Client, parcel: Parcel, path: str, data: Iterator[bytes], size: int
    ) -> None:
        place = Url(self.url).below(f"{parcel.tenant}/{parcel.journal}/{parcel.name}/{path}")
        headers = {"content-length": str(size)}
        # What it answers is not read: it may have no end. Nor is the URL said: it may hold a key.
        with client.stream("PUT", place, content=data, headers=headers) as answer:
            code, taken = answer.status_code, answer.is_success
        if taken or (code in _THERE and _as_long(client, place, size)):
            return
        if code in (*_REFUSING, *_THERE, *_MAYBE):
            raise Refused(f"{code} for {path}", for_good=code not in _MAYBE)
        raise OSError(f"{Url(self.url).host} answers {code}")


def _as_long(client: httpx2.Client, place: str, size: int) -> bool:
    """Say whether what lies there is as long: the same name is given to the same only."""
    with client.stream("HEAD", place) as answer:
        return answer.is_success and answer.headers.get("content-length") == str(size)
