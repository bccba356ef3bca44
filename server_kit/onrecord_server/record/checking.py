"""The self-check: stored versions and leaves match one to one, and the root is the one that was signed.

It reads small pages and rests after each, so that people write meanwhile. Pages of entries come several thousand
to a transaction, which lasts as long as those take with their rests; all else is a short transaction to a page.
What happens meanwhile is followed up to where the record stands when the rest was read. Memory stays bounded; what
must be remembered lies in a temporary file.

It does not make every table from the record again: `verify_tenant` does, on one snapshot.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from typing_extensions import override

from onrecord.proofs import VerifierKey
from onrecord_server.core.database import Database, leave_room
from onrecord_server.core.rows import entries, heads
from onrecord_server.core.sets import chunks
from onrecord_server.record.audit import (
    Content,
    check_columns,
    check_erased,
    check_opens,
    erased_contents,
    is_destroyed,
    parse_entry,
)
from onrecord_server.record.findings import Report
from onrecord_server.record.glancing import BREATH, WORTH, Found, Glance, Glances
from onrecord_server.record.heads import HeadChecks, KeySet, StoredHead, conclude
from onrecord_server.record.memory import SignedHead
from onrecord_server.record.merkle import Frontier
from onrecord_server.record.rooted import (
    VERSIONED,
    Versioned,
    loose_contents,
    loose_rows,
    of_entries,
)
from onrecord_server.record.rows import checkpoints
from onrecord_server.record.spill import Spill
from onrecord_server.record.verify import content_of, forgiving, joined, raw


#: Seconds between two looks at whether somebody writes.
_MOMENT: Final = 0.0005
_GONE: Final = "destroyed"
_ERASED: Final = "erased"
#: Entries that one transaction reads, page after page and with a rest after each: what was deleted meanwhile is not
#: cleared away before it ends.
STRETCH: Final = 4_000
_MEMORY: Final = "what the signer remembers"
#: The columns of `joined`, in their order.
_NAMES: Final = tuple(column.name for column in joined("").selected_columns)
_LEAF, _HELD = (_NAMES.index(name) for name in ("leaf", "held"))


@dataclass(frozen=True, slots=True)
class Pace:
    """Rows of one page, and for how much of the time that it took one rests before the next.

    For as many seconds as it ``yields`` a page waits for who writes just then.
    """

    rows: int = 200
    rest: float = 1.0
    yields: float = 0.02


@dataclass(slots=True)
class Checked:
    """What a self-check found, and what it went through."""

    report: Report
    entries: int = 0
    versions: int = 0
    erased: int = 0
    checkpoint: int = 0
    codes: dict[str, int] = field(default_factory=dict)


class _Counting(Report):
    """A report that also counts how often each code was found."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[str, int] = {}

    @override
    def find(self, code: str, where: str, detail: str) -> None:
        """Add a finding."""
        self.counts[code] = self.counts.get(code, 0) + 1
        super().find(code, where, detail)


def check_tenant(
    database: Database,
    tenant: str,
    vkeys: Sequence[VerifierKey] = (),
    *,
    signed: SignedHead | None = None,
    pace: Pace | None = None,
    heard: Callable[[int], None] | None = None,
) -> Checked:
    """Check a tenant's record while it is in use. Blocking, for minutes.

    ``signed`` is what the signer remembers outside the database; ``heard`` is told of every page how
    many entries were gone through, and may raise to end it.
    """
    with Spill() as spill:
        asked = _Asked(vkeys, signed, pace or Pace(), heard)
        return _Check(database, tenant, asked, spill).run()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one compares with, how fast, and who hears of it."""

    vkeys: Sequence[VerifierKey]
    signed: SignedHead | None
    pace: Pace
    heard: Callable[[int], None] | None


class _Check:
    """One pass over one tenant."""

    def __init__(self, database: Database, tenant: str, asked: _Asked, spill: Spill) -> None:
        self.database = database
        self.tenant = tenant
        self.signed = asked.signed
        self.pace = asked.pace
        self.heard = asked.heard
        self.spill = spill
        self.report = _Counting()
        self.keys = KeySet(asked.vkeys)
        self.frontier = Frontier()
        self.versions = 0
        self.largest = self._largest()
        self.begins = self._stands()
        self.heads = HeadChecks(self.report, self.keys, self._heads())

    def run(self) -> Checked:
        """Make the pass."""
        self.heads.reach(self.frontier)
        self._entries(self.begins)
        self.heads.finish(self.frontier.size)
        self._signed_outside()
        self._contents()
        for one in VERSIONED.values():
            self._rows(one)
        self._entries(self._stands())
        self._conclude()
        conclude(self.report, self.heads, self.keys, self.frontier.size)
        found = Checked(self.report, self.frontier.size, self.versions, self.report.erased)
        found.checkpoint, found.codes = (
            self.heads.holds_to,
            dict(sorted(self.report.counts.items())),
        )
        return found

    # -- reading in pages --------------------------------------------------------------------------

    @contextmanager
    def _page(self) -> Iterator[Connection]:
        """Give a short transaction, and rest after it."""
        began = time.monotonic()
        with self._reading() as connection:
            yield connection
        self._rest(began)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self.database.read() as connection, forgiving(connection, self.database) as reading:
            yield reading

    def _rest(self, began: float) -> None:
        """Tell how far one is, and rest as long as the pace wants after what took since ``began``."""
        took = time.monotonic() - began
        if self.heard is not None:
            self.heard(self.frontier.size)
        if self.pace.rest:
            time.sleep(took * self.pace.rest)
        self._give_way()

    def _give_way(self) -> None:
        """Wait until nobody writes here, but not for ever: where many do, somebody always does."""
        ends = time.monotonic() + self.pace.yields
        while self.database.busy and time.monotonic() < ends:
            time.sleep(_MOMENT)

    def _read(self, query: sa.Select[Any]) -> list[dict[str, Any]]:
        with self._page() as connection:
            return [row._asdict() for row in connection.execute(query.limit(self.pace.rows))]

    def _one(self, query: sa.Select[Any]) -> Any:
        with self._page() as connection:
            return connection.execute(query).scalar()

    def _stands(self) -> int:
        return self._one(sa.select(heads.c.position).where(heads.c.tenant == self.tenant)) or 0

    def _largest(self) -> int:
        """Return the size of the largest stored head; read before where the record stands."""
        largest = sa.select(sa.func.max(checkpoints.c.size))
        return self._one(largest.where(checkpoints.c.tenant == self.tenant)) or 0

    def _heads(self) -> Iterator[StoredHead]:
        after, size, origin = (-1, ""), checkpoints.c.size, checkpoints.c.origin
        names = ("origin", "size", "root", "note")
        query = sa.select(*(raw(checkpoints.c[name]).label(name) for name in names))
        query = query.where(checkpoints.c.tenant == self.tenant, size <= self.largest)
        while rows := self._read(
            query.where(sa.tuple_(size, origin) > sa.tuple_(*after)).order_by(size, origin)
        ):
            for row in rows:
                label = f"stored checkpoint {row['size']} of {row['origin']}"
                yield StoredHead(
                    row["size"], row["root"], str(row["note"]), label, origin=row["origin"]
                )
            after = (rows[-1]["size"], rows[-1]["origin"])

    # -- entries -----------------------------------------------------------------------------------

    def _entries(self, stop: int) -> None:
        """Go through the entries from where one is up to where the record stands."""
        beside = stop - self.frontier.size >= WORTH
        with Glances(self.tenant, self.frontier, beside=beside) as glances:
            for rows, found in glances.over(self._pages(stop)):
                self._through(rows, found)
        if self.frontier.size != stop:
            said = f"it stands at {stop}, and {self.frontier.size} entries are there"
            self.report.find("head_differs", f"head of {self.tenant}", said)

    def _pages(self, stop: int) -> Iterator[Sequence[Sequence[Any]]]:
        at = self.frontier.size
        query = joined(self.tenant).where(entries.c.position < stop)
        while at < stop:
            began, first = time.monotonic(), at
            with self._reading() as connection:
                stretch = query.where(entries.c.position >= at).limit(STRETCH)
                streamed = stretch.execution_options(yield_per=self.pace.rows)
                for rows in connection.execute(streamed).partitions():
                    self._rest(began)
                    yield [self._opened(connection, row) for row in rows]
                    began, at = time.monotonic(), rows[-1][0] + 1
            if at == first:
                return

    def _opened(self, connection: Connection, row: sa.Row[Any]) -> Sequence[Any]:
        """Return a row with its words decrypted where they are not plain."""
        if row[-1] is None:
            return row
        found = content_of(connection, self.tenant, row._asdict())
        return (*row[:-3], found.body, found.salt, found.key_id)

    def _through(self, rows: Sequence[Sequence[Any]], found: Found) -> None:
        began = time.monotonic()
        if not isinstance(found, Frontier):
            self._each(rows, found)
        elif self._compared_by(found.size):
            self._each(rows, [(row[_LEAF], True) for row in rows])
        else:
            self.frontier = found
        self.versions += sum(row[_HELD] is not None for row in rows)
        time.sleep((time.monotonic() - began) * self.pace.rest)

    def _compared_by(self, size: int) -> bool:
        """Say whether a head is compared before so many entries, or then."""
        signed = None if self.signed is None else self.signed.size
        sizes = (self.heads.next_size, signed)
        return any(one is not None and self.frontier.size < one <= size for one in sizes)

    def _each(self, rows: Sequence[Sequence[Any]], glances: Sequence[Glance]) -> None:
        for number, (row, glance) in enumerate(zip(rows, glances, strict=True)):
            self._entry(row, *glance)
            if number % BREATH == 0:
                time.sleep(0)

    def _entry(self, row: Sequence[Any], leaf: bytes, sound: bool) -> None:
        position = row[0]
        if position != self.frontier.size:
            self.report.find("gap", f"entry {position}", f"it is number {self.frontier.size}")
        if row[_LEAF] != leaf:
            self.report.find("leaf_differs", f"entry {position}", "its leaf hash is not its own")
        self.frontier.append(leaf)
        self.heads.reach(self.frontier)
        self._compare_outside()
        if not sound:
            self._look(position, dict(zip(_NAMES, row, strict=True)))

    def _look(self, position: int, row: Mapping[str, Any]) -> None:
        """Look at what does not hold at a glance, and name what is wrong with it."""
        entry = parse_entry(row["entry"])
        if entry is None:
            self.report.find("not_canonical", f"entry {position}", "it is not canonical JSON")
            return
        check_columns(self.report, self.tenant, position, row, entry)
        words = (row[name] for name in ("body", "salt", "key_id"))
        self._content(position, entry, Content(row["held"] is not None, *words))
        self.keys.learn(entry)

    def _content(self, position: int, entry: dict[str, Any], content: Content) -> None:
        """Compare a content with its commitment; whether one was erased shows later on the record."""
        for gone in erased_contents(entry):
            self.spill.put(_ERASED, gone, position)
        if is_destroyed(entry, content):
            kept = {name: entry.get(name) for name in ("object", "version", "content")}
            self.spill.put(_GONE, position, kept)
        else:
            check_opens(self.report, position, entry, content)

    # -- the way back: from what is stored to its leaf ---------------------------------------------

    def _contents(self) -> None:
        for row in self._all(loose_contents(self.tenant)):
            self.report.find("content_unrecorded", f"content {row.id}", "no entry has it")

    def _rows(self, one: Versioned) -> None:
        """Name the rows that the entry at their place did not make, or whose content no entry has."""
        loose = []
        for row in self._all(loose_rows(self.tenant, one.table)):
            if row.object == row.id:
                loose.append(row)
            else:
                said = f"the entry at {row.position} did not make it"
                self.report.find("row_unrecorded", f"{one.noun} {row.id}", said)
        for some in chunks(loose):
            had = {
                row.id for row in self._all(of_entries(self.tenant, [x.content_id for x in some]))
            }
            for row in some:
                if row.content_id not in had:
                    said = f"its content {row.content_id} has no entry"
                    self.report.find("row_differs", f"{one.noun} {row.id}", said)

    def _all(self, query: sa.Select[Any]) -> Sequence[Any]:
        """Ask what is answered with few rows, however long the database looks for them."""
        with self._page() as connection:
            leave_room(connection)
            if self.database.dialect == "postgresql":
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            return connection.execute(query).all()

    # -- the end -----------------------------------------------------------------------------------

    def _conclude(self) -> None:
        for position, entry in list(self.spill.items(_GONE)):
            check_erased(
                self.report, position, entry, lambda content: self.spill.get(_ERASED, content)
            )

    def _signed_outside(self) -> None:
        """Compare with what the signer remembers outside of the database."""
        if self.signed is None:
            return
        self.report.remark("compared with what the signer keeps outside of the database")
        if self.signed.size > self.begins:
            said = f"it signed {self.signed.size} entries, the record held {self.begins}"
            self.report.find("truncated", _MEMORY, said)

    def _compare_outside(self) -> None:
        signed = self.signed
        if signed is None or signed.size != self.frontier.size:
            return
        if signed.root != self.frontier.root():
            said = f"its root over {signed.size} entries is not that of the record"
            self.report.find("root_differs", _MEMORY, said)
