"""A case with a signed record, an archive that can be moody, and a worker that may be killed."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from typing_extensions import override

from onrecord_server.core.database import Database
from onrecord_server.journaling.given import Journal
from onrecord_server.journaling.places import Parcel, Place
from onrecord_server.journaling.worker import Journaling
from tests.operations.oversight.conftest import Case, case, clock, house, room
from tests.operations.policy.conftest import House
from tests.support.clocked import Clock


__all__ = ["case", "clock", "house", "room"]


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Archive(Place):
    """Keeps what it gets. Of some conversations it takes nothing, and it raises what it is told to."""

    name = "archive"
    taken: list[tuple[str, dict[str, bytes]]] = field(default_factory=list)
    before: dict[str, Exception] = field(default_factory=dict)
    after: dict[str, BaseException] = field(default_factory=dict)
    away: Exception | None = None

    @override
    def deliver(self, parcel: Parcel) -> None:
        """Take a parcel, or not."""
        if self.away is not None:
            raise self.away
        if parcel.conversation in self.before:
            raise self.before[parcel.conversation]
        files = {one.path: b"".join(one.spool.pieces()) for one in parcel.members}
        self.taken.append((parcel.name, files))
        if parcel.conversation in self.after:
            raise self.after.pop(parcel.conversation)

    @property
    def names(self) -> list[str]:
        """Return the names of what it got, in order."""
        return [name for name, _ in self.taken]


@dataclass
class Post:
    """A house with a journal."""

    house: House
    archive: Any = field(default_factory=Archive)
    format: str = "jsonl"
    given: dict[str, Any] = field(default_factory=dict)
    told: list[float] = field(default_factory=list)

    @property
    def database(self) -> Database:
        return self.house.room.engines.prepared("acme")

    @property
    def clock(self) -> Clock:
        return self.house.clock

    def worker(self, **given: Any) -> Journaling:
        """Return a new process's worker."""
        said = {"every": 0.0, "late": 1800.0, **self.given, **given}
        journal = Journal("archive", self.archive, self.format, **said)
        tell = lambda _, seconds: self.told.append(seconds)  # noqa: E731
        return Journaling([journal], self.house.room.engines, tell=tell)

    def deliver(self, **given: Any) -> int:
        """Let a fresh worker deliver until nothing is due."""
        return self.worker(**given).deliver(self.database)

    def wait(self, seconds: float = 3600) -> None:
        """Let time go by."""
        self.clock.forward(seconds=seconds)


@pytest.fixture
def post(case: Case) -> Post:
    """A journal of a house in which alice and bob talk."""
    found = Post(case.house)
    found.wait(1)
    return found
