"""A tenant whose record is signed, checked, witnessed and journaled, and somebody who can write into its tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from typing_extensions import override

from onrecord.wire.record_health import RecordHealth
from onrecord_server.checks.checker import Checker, Signers
from onrecord_server.core.database import Database
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.core.upkeep import Planned, Upkeep
from onrecord_server.record.checking import Pace
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.signer import CheckpointSigner
from onrecord_server.witnessing.handing import Handing
from onrecord_server.witnessing.keeping import Head, Witness
from tests.operations.policy.conftest import ROLES, House
from tests.support import engines
from tests.support.clocked import Clock, clock


__all__ = ["clock"]

DAY = 86_400.0
BUCKET = "bucket https://keep.example.org/heads/t0k3n"


@dataclass
class Keeper(Witness):
    """Keeps heads, or raises what it is told to."""

    called: str = BUCKET
    away: Exception | None = None
    kept: list[int] = field(default_factory=list)

    @property
    @override
    def name(self) -> str:
        return self.called

    @override
    def keep(self, head: Head) -> str:
        """Keep a head, or fail."""
        if self.away is not None:
            raise self.away
        self.kept.append(head.size)
        return "thanks"


@dataclass
class Ward:
    """A house, and what keeps its record sound."""

    house: House
    keys: Path
    keeper: Keeper = field(default_factory=Keeper)

    @property
    def database(self) -> Database:
        """The database of the tenant."""
        return self.house.room.engines.prepared("acme")

    def health(self, name: str = "audrey") -> RecordHealth:
        """Ask how it stands, as somebody."""
        return self.house.me(name).record.health()

    def wait(self, **much: float) -> None:
        """Let time go by."""
        self.house.clock.forward(**much)

    def check(self) -> None:
        """Let a check that is due begin, and finish what waits."""
        one = Checker(
            self.house.room.engines,
            every=DAY,
            signers=Signers(None, "here"),
            pace=Pace(rest=0),
            look=0.0,
        )
        while one.round(self.database):
            one.wait()

    def sign(self) -> int:
        """Sign the record as it is now, and return how many entries that are."""
        self.keys.mkdir(mode=0o700, exist_ok=True)
        ring = KeyRing.load(self.keys)
        signed = CheckpointSigner(ring, "here", self.house.room.engines.ports).sign(
            self.database, "acme"
        )
        assert signed is not None
        return signed.size

    def hand_out(self) -> int:
        """Let a fresh process hand the newest head to the witness."""
        ports = self.house.room.engines.ports
        return Handing([self.keeper], ports, look=0.0).hand_out(self.database)

    def forge(self, statement: Any) -> None:
        """Change rows as somebody does who has the password of the database."""
        options = dict(self.database.options)
        with self.database.write() as connection:
            connection.execute(statement, execution_options=options)

    def one(self, query: sa.Select[Any]) -> Any:
        """Read one value."""
        with self.database.read() as connection:
            return connection.execute(query, execution_options=dict(self.database.options)).scalar()


@pytest.fixture
def ward(database_url: str, clock: Clock, tmp_path: Path) -> Iterator[Ward]:
    """A house with a message, keys, a witness and a journal that is planned."""
    upkeep = Upkeep(
        check_seconds=DAY,
        signs=True,
        witnesses=(BUCKET,),
        journals=(Planned("archive", "jsonl", 1800.0, lambda tenant: tenant == "acme"),),
    )
    hooks = Hooks(upkeep=upkeep)
    with engines.room(database_url, ports=Ports(clock=clock), hooks=hooks) as room:
        house = House(room, clock)
        for name, roles in ROLES.items():
            house.introduce(name, roles)
        group = house.me("alice").conversations.create(kind="group", members=["bob"]).id
        house.me("alice").messages.send(group, "hello")
        yield Ward(house, tmp_path / "keys")
