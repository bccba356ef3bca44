"""The case of oversight, with a signed record and somebody who writes exports."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from onrecord_server.exports.working import Exporter
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.signer import CheckpointSigner
from tests.operations.oversight.conftest import Case, case, clock, house
from tests.support.clocked import room


__all__ = ["case", "clock", "house", "room"]
ORIGIN = "chat.example.com"


@dataclass
class Desk:
    """A case, keys that sign its record, and a worker."""

    case: Case
    keys: Path
    exporter: Exporter = field(init=False)

    def __post_init__(self) -> None:
        self.exporter = Exporter(self.engines)

    @property
    def engines(self) -> Any:
        return self.case.house.room.engines

    @property
    def database(self) -> Any:
        return self.engines.prepared("acme")

    def sign(self) -> None:
        """Sign the record as it is now."""
        signer = CheckpointSigner(KeyRing.load(self.keys), ORIGIN, self.engines.ports)
        signer.sign(self.database, "acme")

    def me(self, name: str) -> Any:
        return self.case.house.me(name)

    def ask(self, *formats: str) -> Any:
        """Ask for an export under a grant, and have it approved."""
        grant = self.case.open()
        asked = self.me("ivan").exports.create(grant.id, list(formats or ["jsonl"]))
        return self.me("prue").exports.approve(asked.id)

    def take(self) -> Any:
        """Let a worker take one export; return its row."""
        return self.exporter.take(self.database)

    def write(self) -> Any:
        """Let a worker write one export; return its row."""
        row = self.take()
        if row is not None:
            self.exporter.write(self.database, row)
        return row


@pytest.fixture
def desk(case: Case, tmp_path: Path) -> Desk:
    """A desk whose record is signed."""
    (tmp_path / "keys").mkdir()
    found = Desk(case, tmp_path / "keys")
    found.sign()
    return found
