"""Verify the record of a database: every entry, content, state row and signed head, in one pass.

Memory stays bounded however long the record is: rows are streamed, the tree is its frontier, and
what must be remembered lies in a temporary file.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.errors import ContentDamaged, KeyUnavailable
from onrecord.proofs import leaf_hash
from onrecord_server.core.database import Database
from onrecord_server.core.rows import contents, entries, heads
from onrecord_server.core.words import cipher_of
from onrecord_server.record.agreements import Agreements
from onrecord_server.record.audit import (
    Content,
    check_columns,
    check_content,
    erased_contents,
    parse_entry,
)
from onrecord_server.record.findings import Report
from onrecord_server.record.heads import (
    Evidence,
    HeadChecks,
    KeySet,
    StoredHead,
    conclude,
    outside_heads,
)
from onrecord_server.record.laws import Court
from onrecord_server.record.merkle import Frontier
from onrecord_server.record.rows import checkpoints
from onrecord_server.record.spill import Spill
from onrecord_server.record.state import STATE_CHECKS, Replay, StateCheck


PAGE: Final = 1000
_ERASED: Final = "erased content"
_USED: Final = "used content"


def raw(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Read a column as the driver gives it, since its content may be of any type."""
    return sa.type_coerce(column, sa.types.NullType())


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """Give a reading connection for a long, streamed pass that survives broken text."""
    with database.read() as connection:
        yield lenient(connection, database)


def lenient(connection: Connection, database: Database) -> Connection:
    """Make a connection stream its rows and give broken text instead of failing on it."""
    if database.dialect == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    else:
        driver: Any = connection.connection.driver_connection
        driver.text_factory = _decode
    return connection.execution_options(**database.options, yield_per=PAGE)


@contextmanager
def forgiving(connection: Connection, database: Database) -> Iterator[Connection]:
    """Make a connection give broken text instead of failing on it, for as long as this goes on."""
    driver: Any = connection.connection.driver_connection
    usual = getattr(driver, "text_factory", None)
    if database.dialect == "sqlite":
        driver.text_factory = _decode
    try:
        yield connection.execution_options(**database.options)
    finally:
        if database.dialect == "sqlite":
            driver.text_factory = usual


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def tenants_of(connection: Connection) -> list[str]:
    """Return every tenant that has a record."""
    found = sa.union(sa.select(heads.c.tenant), sa.select(entries.c.tenant)).subquery()
    return list(connection.scalars(sa.select(found.c.tenant).order_by(found.c.tenant)))


def joined(tenant: str) -> sa.Select[Any]:
    """Return the query of a tenant's entries with their contents, as the driver gives them."""
    held = sa.and_(contents.c.tenant == entries.c.tenant, contents.c.id == entries.c.content_id)
    columns = [raw(c).label(c.name) for c in entries.c if c.name != "tenant"]
    words = [raw(contents.c[name]).label(name) for name in ("body", "salt", "key_id")]
    return (
        sa.select(*columns, raw(contents.c.id).label("held"), *words)
        .select_from(entries.outerjoin(contents, held))
        .where(entries.c.tenant == tenant)
        .order_by(entries.c.position)
    )


def content_of(connection: Connection, tenant: str, row: Mapping[str, Any]) -> Content:
    """Return words and salt of a row of `joined`, and the id of their key where they stay encrypted."""
    there, body, salt, key_id = (
        row["held"] is not None,
        *(row[name] for name in ("body", "salt", "key_id")),
    )
    try:
        return Content(there, *_opened(connection, tenant, row))
    except ContentDamaged:
        return Content(there, "", salt)
    except KeyUnavailable:
        return Content(there, body, salt, key_id)


def _opened(connection: Connection, tenant: str, row: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    content_id, body, salt, key_id = (row[name] for name in ("held", "body", "salt", "key_id"))
    cipher = cipher_of(connection.dialect)
    if cipher is None or not isinstance(key_id, str) or not isinstance(body, str):
        return body, salt, key_id
    opened = cipher.decrypt(tenant, content_id, key_id, body)
    if isinstance(salt, bytes):
        salt = cipher.decrypt_salt(tenant, content_id, key_id, salt)
    return opened, salt, None


def verify_tenant(
    connection: Connection,
    tenant: str,
    evidence: Evidence,
    checks: Iterable[StateCheck] | None = None,
) -> Report:
    """Verify one tenant's record against itself, its state and the evidence from outside."""
    chosen = list(STATE_CHECKS.values() if checks is None else checks)
    with Spill() as spill:
        return _Verification(connection, tenant, evidence, chosen, spill).run()


class _Verification:
    """One pass over one tenant."""

    def __init__(
        self,
        connection: Connection,
        tenant: str,
        evidence: Evidence,
        checks: list[StateCheck],
        spill: Spill,
    ) -> None:
        self.connection = connection
        self.tenant = tenant
        self.checks = checks
        self.spill = spill
        self.report = Report()
        self.keys = KeySet(evidence.vkeys)
        self.replay = Replay(self.report, spill, checks)
        self.agreements = Agreements(self.report, spill)
        self.court = Court(self.report, spill)
        self.frontier = Frontier()
        self.last = -1
        self.held = 0
        self.heads = HeadChecks(
            self.report,
            self.keys,
            self._stored_heads(),
            outside_heads(self.report, evidence.checkpoints),
        )

    def run(self) -> Report:
        """Make the pass."""
        self._note_erased()
        self.heads.reach(self.frontier)
        for row in self._rows():
            self._entry(row)
        self.heads.finish(self.frontier.size)
        self._check_head()
        self._check_loose_contents()
        self._check_state()
        conclude(self.report, self.heads, self.keys, self.frontier.size)
        return self.report

    def _rows(self) -> Iterator[dict[str, Any]]:
        query = joined(self.tenant)
        return (row._asdict() for row in self.connection.execute(query))

    def _note_erased(self) -> None:
        query = (
            sa.select(raw(entries.c.position), raw(entries.c.entry))
            .where(entries.c.tenant == self.tenant, entries.c.type.like("%.erased"))
            .order_by(entries.c.position)
        )
        for position, text in self.connection.execute(query):
            for content_id in erased_contents(parse_entry(text) or {}):
                self.spill.put(_ERASED, content_id, position)

    def _entry(self, row: Mapping[str, Any]) -> None:
        position = row["position"]
        self._check_place(position)
        text = row["entry"]
        leaf = leaf_hash(_bytes(text))
        self.frontier.append(leaf)
        if row["leaf"] != leaf:
            self.report.find("leaf_differs", f"entry {position}", "its leaf hash is not its own")
        self._check_parsed(position, row, parse_entry(text))
        self.heads.reach(self.frontier)

    def _check_place(self, position: Any) -> None:
        if not isinstance(position, int):
            self.report.find("misplaced", f"entry {position!r}", "its position is not a number")
            return
        if position == self.last:
            self.report.find("duplicate", f"entry {position}", "the position is there twice")
        elif position != self.last + 1:
            missing = f"{self.last + 1} to {position - 1}"
            self.report.find("gap", f"entry {position}", f"entries {missing} are missing")
        self.last = position

    def _check_parsed(
        self, position: int, row: Mapping[str, Any], entry: dict[str, Any] | None
    ) -> None:
        if entry is None:
            self.report.find("not_canonical", f"entry {position}", "it is not canonical JSON")
            return
        check_columns(self.report, self.tenant, position, row, entry)
        self.held += row["held"] is not None
        content = content_of(self.connection, self.tenant, row)
        opened = check_content(
            self.report, position, entry, content, lambda key: self.spill.get(_ERASED, key)
        )
        self.keys.learn(entry)
        self.replay.follow(position, entry, opened)
        self.agreements.follow(position, entry)
        self.court.follow(position, entry, opened)

    def _stored_heads(self) -> Iterator[StoredHead]:
        names = ("origin", "size", "root", "note")
        query = (
            sa.select(*(raw(checkpoints.c[name]).label(name) for name in names))
            .where(checkpoints.c.tenant == self.tenant)
            .order_by(checkpoints.c.size, checkpoints.c.origin)
        )
        for row in self.connection.execute(query):
            if isinstance(row.size, int) and isinstance(row.note, str):
                label = f"stored checkpoint {row.size} of {row.origin}"
                yield StoredHead(row.size, row.root, row.note, label, origin=row.origin)
            else:
                self.report.find("checkpoint_refused", f"checkpoint {row.size!r}", "not readable")

    def _check_head(self) -> None:
        query = sa.select(raw(heads.c.position)).where(heads.c.tenant == self.tenant)
        stands = self.connection.execute(query).scalar_one_or_none()
        if stands != self.last + 1:
            self.report.find(
                "head_differs",
                f"head of {self.tenant}",
                f"it stands at {stands!r}, the last entry is {self.last}",
            )

    def _check_loose_contents(self) -> None:
        """Name every content that no entry has; counting first says whether there is any."""
        mine = contents.c.tenant == self.tenant
        stored = self.connection.scalar(sa.select(sa.func.count()).where(mine))
        if stored == self.held:
            return
        used = sa.select(raw(entries.c.content_id)).where(entries.c.tenant == self.tenant)
        for (content_id,) in self.connection.execute(used):
            self.spill.put(_USED, content_id, True)
        for (content_id,) in self.connection.execute(sa.select(raw(contents.c.id)).where(mine)):
            if not self.spill.get(_USED, content_id):
                self.report.find("content_unrecorded", f"content {content_id}", "no entry has it")

    def _check_state(self) -> None:
        for check in self.checks:
            query = sa.select(*(raw(column).label(column.name) for column in check.table.c))
            query = query.where(check.table.c.tenant == self.tenant)
            for row in self.connection.execute(query):
                self.replay.compare(check, row._asdict())
            self.replay.finish(check)


def _bytes(text: Any) -> bytes:
    return str(text).encode("utf-8", "surrogateescape")
