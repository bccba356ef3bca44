"""An office whose host brings files, and short ways to ask what became of them."""

import base64
import io
import json
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord.client import Actor as Client
from onrecord.wire.holds import Hold
from onrecord.wire.imports import Import
from onrecord.wire.policy_document import PolicyDocument, Retention
from onrecord_server.core.rows import contents, metadata
from onrecord_server.policy.starting import start
from onrecord_server.retention.disposer import Disposer
from tests.operations.data_requests.conftest import WHY, Office
from tests.operations.judging.conftest import LOOKS, policy


CANARY: Final = "zanzibar"
NAME: Final = "Quillfeather"
MONTH: Final = Retention(id="month", maximum="P1M", disposition="erase", basis="Habit")
Line = tuple[str, str, str]
ALICE: Final[Line] = ("Al", "chat", f"{CANARY} is mine")
BOB: Final[Line] = ("bob", "chat", "the harbour is free")


def spellings(word: str) -> set[str]:
    """Return a word as it stands in a text, and in base64 wherever it begins."""
    found = {word}
    for before in range(3):
        data = base64.b64encode(b"\0" * before + word.encode()).decode().rstrip("=")
        found.add(data[(0, 2, 3)[before] : len(data) - 1])
    return found


def data_of(*lines: Line) -> bytes:
    said = (
        {"author": author, "at": f"2019-05-01T10:00:0{number}Z", "place": place, "text": text}
        for number, (author, place, text) in enumerate(lines)
    )
    return "\n".join(map(json.dumps, said)).encode()


@dataclass
class Desk:
    """The office, and the host's own code that brings files."""

    office: Office
    host: Client

    def keep(self, *lines: Line, besides: bytes = b"") -> Import:
        """Keep a file, whose name names somebody; ``besides`` is a line that no program wrote."""
        found: Import = self.host.imports.upload(
            "jsonl", f"{NAME}.jsonl", io.BytesIO(data_of(*lines) + b"\n" + besides)
        )
        return found

    def bring(self, *lines: Line, limit: int = 200, besides: bytes = b"") -> Import:
        """Keep a file and bring all of it."""
        made = self.keep(*lines, besides=besides)
        now: Import = self.host.imports.start(made.id, people={"Al": "alice"})
        while now.state == "running":
            now = self.host.imports.advance(made.id, limit=limit)
        return now

    def erase(self, who: str = "alice") -> None:
        """Let what somebody wrote go by a request of theirs."""
        self.office.approved(who=who)
        self.office.carry_out()

    def look(self) -> int:
        """Let the house ask about everything that is due; return in how many rounds."""
        database = self.office.house.room.engines.prepared("acme")
        disposer, rounds = Disposer(self.office.house.room.engines, every=0.0), 0
        while disposer.round(database):
            rounds += 1
        return rounds

    def later(self, days: int = 1) -> None:
        self.office.house.clock.forward(days=days)
        self.look()

    def adopt(self, *rules: Retention, looks: bool = False) -> None:
        plain = policy(LOOKS) if looks else start("general")
        document: PolicyDocument = plain.model_copy(update={"retention": list(rules)})
        self.office.house.put_in_force(document)
        for name in ("alice", "bob"):
            self.office.house.acknowledge(name)

    def release(self, hold: Hold) -> None:
        self.office.house.introduce("lena", ["legal"])
        self.office.house.me("cora").holds.ask_release(hold.id, reason=WHY)
        self.office.house.me("lena").holds.release(hold.id, scope_hash=hold.scope_hash)

    def gone(self, found: Import) -> int | None:
        """Return which event erased a file."""
        position: int | None = self.host.imports.get(found.id).file_erased_by
        return position

    def erasures(self) -> list[Any]:
        return [one for one in self.office.house.room.entries() if one.type == "import.erased"]

    def told(self, found: Import, who: str | None = None) -> Any:
        """Return why a file stays, as somebody reads it."""
        me = self.host if who is None else self.office.house.me(who)
        return me.imports.retention(found.id)

    def why(self, found: Import, who: str | None = None) -> tuple[str, list[str]]:
        told = self.told(found, who)
        return told.state, [one.because for one in told.kept]

    def pieces(self, found: Import) -> int:
        """Return how many contents of an import are there still."""
        mine = (contents.c.id.like(f"{found.id}:%"), contents.c.body.is_not(None))
        query = sa.select(sa.func.count()).select_from(contents).where(*mine)
        with self.office.house.room.engines.prepared("acme").read() as connection:
            return int(connection.execute(query).scalar_one())

    def stands(self, word: str) -> list[str]:
        """Return the tables in which a word stands, written plainly or in a piece of a file."""
        ways, database = spellings(word), self.office.house.room.engines.prepared("acme")
        with database.read() as connection:
            return [
                table.name
                for table in metadata.sorted_tables
                for row in connection.execute(
                    sa.select(table), execution_options=dict(database.options)
                )
                if any(one in repr(tuple(row)) for one in ways)
            ]
