"""The self-check: stored versions and leaves match one to one, and the root is the one that was signed.

It reads small pages, each in a short transaction of its own, so that it holds nothing back while people
write; between them it rests. What happens meanwhile is followed up to where the record stands when the
rest was read. Memory stays bounded; what must be remembered lies in a temporary file.

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

from onrecord.proofs import VerifierKey, leaf_hash
from onrecord_server.core.database import Database
from onrecord_server.core.rows import contents, entries, heads
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
from onrecord_server.record.heads import HeadChecks, KeySet, StoredHead, conclude
from onrecord_server.record.memory import SignedHead
from onrecord_server.record.merkle import Frontier
from onrecord_server.record.rows import checkpoints
from onrecord_server.record.spill import Spill
from onrecord_server.record.verify import content_of, forgiving, joined, raw


_USED: Final = "used"
_LOOSE: Final = "loose"
_GONE: Final = "destroyed"
_ERASED: Final = "erased"
#: Rows after which others are let in for a moment.
_BREATH: Final = 32
_MEMORY: Final = "what the signer remembers"


@dataclass(frozen=True, slots=True)
class Pace:
    """Rows of one page, and for how much of the time that it took one rests before the next."""

    rows: int = 500
    rest: float = 1.0


@dataclass(frozen=True, slots=True)
class Versioned:
    """A table of what has versions: each row was made by the entry at its place, and names a content."""

    noun: str
    table: sa.Table


VERSIONED: Final[dict[str, Versioned]] = {}


def versioned(noun: str, table: sa.Table) -> None:
    """Have the rows of a table (``id``, ``position``, ``content_id``) compared with the leaves."""
    VERSIONED[noun] = Versioned(noun, table)


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
        with self.database.read() as connection, forgiving(connection, self.database) as reading:
            yield reading
        if self.heard is not None:
            self.heard(self.frontier.size)
        if self.pace.rest:
            time.sleep((time.monotonic() - began) * self.pace.rest)

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
        at = self.frontier.size
        query = joined(self.tenant).where(entries.c.position < stop)
        while at < stop:
            with self._page() as connection:
                page = query.where(entries.c.position >= at).limit(self.pace.rows)
                rows = [row._asdict() for row in connection.execute(page)]
                opened = [content_of(connection, self.tenant, row) for row in rows]
            if not rows:
                break
            self._through(rows, opened)
            at = rows[-1]["position"] + 1
        if self.frontier.size != stop:
            said = f"it stands at {stop}, and {self.frontier.size} entries are there"
            self.report.find("head_differs", f"head of {self.tenant}", said)

    def _through(self, rows: Sequence[Mapping[str, Any]], opened: Sequence[Content]) -> None:
        began = time.monotonic()
        used = []
        for number, (row, content) in enumerate(zip(rows, opened, strict=True)):
            self._entry(row, content)
            if row["held"] is not None:
                used.append(row["held"])
            if number % _BREATH == 0:
                time.sleep(0)
        self.versions += len(used)
        self.spill.add(_USED, used)
        time.sleep((time.monotonic() - began) * self.pace.rest)

    def _entry(self, row: Mapping[str, Any], content: Content) -> None:
        position, text = row["position"], str(row["entry"])
        leaf = leaf_hash(text.encode("utf-8", "surrogateescape"))
        if position != self.frontier.size:
            self.report.find("gap", f"entry {position}", f"it is number {self.frontier.size}")
        if row["leaf"] != leaf:
            self.report.find("leaf_differs", f"entry {position}", "its leaf hash is not its own")
        self.frontier.append(leaf)
        self.heads.reach(self.frontier)
        self._compare_outside()
        entry = parse_entry(row["entry"])
        if entry is None:
            self.report.find("not_canonical", f"entry {position}", "it is not canonical JSON")
            return
        check_columns(self.report, self.tenant, position, row, entry)
        self._content(position, entry, content)
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
        query = sa.select(raw(contents.c.id).label("id")).where(contents.c.tenant == self.tenant)
        for page in self._walk(query, contents.c.id):
            for row in page:
                self._loose(
                    "content", row["id"], row["id"], "no entry has it", "content_unrecorded"
                )

    def _rows(self, one: Versioned) -> None:
        """Compare rows with the entry at their place and with the contents that entries have."""
        own = one.table
        made = sa.and_(entries.c.tenant == own.c.tenant, entries.c.position == own.c.position)
        query = sa.select(
            *(raw(own.c[name]).label(name) for name in ("id", "position", "content_id")),
            raw(entries.c.object).label("object"),
        )
        query = query.select_from(own.outerjoin(entries, made)).where(own.c.tenant == self.tenant)
        for page in self._walk(query, own.c.id):
            for row in page:
                self._row(one.noun, row)

    def _row(self, noun: str, row: Mapping[str, Any]) -> None:
        if row["object"] != row["id"]:
            said = f"the entry at {row['position']} did not make it"
            self.report.find("row_unrecorded", f"{noun} {row['id']}", said)
            return
        said, content = f"its content {row['content_id']} has no entry", row["content_id"]
        self._loose(noun, row["id"], content, said, "row_differs")

    def _walk(
        self, query: sa.Select[Any], key: sa.ColumnElement[Any]
    ) -> Iterator[list[dict[str, Any]]]:
        rows = self._read(query.order_by(key))
        while rows:
            yield rows
            rows = self._read(query.where(key > rows[-1]["id"]).order_by(key))

    def _loose(self, noun: str, key: Any, content: Any, said: str, code: str) -> None:
        """Keep in mind what no entry has by now: one may have come since."""
        if not self.spill.has(_USED, str(content)):
            self.spill.put(_LOOSE, [noun, key], [content, said, code])

    # -- the end -----------------------------------------------------------------------------------

    def _conclude(self) -> None:
        for position, entry in list(self.spill.items(_GONE)):
            check_erased(
                self.report, position, entry, lambda content: self.spill.get(_ERASED, content)
            )
        for (noun, key), (content, said, code) in self.spill.items(_LOOSE):
            if not self.spill.has(_USED, str(content)):
                self.report.find(code, f"{noun} {key}", said)

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
