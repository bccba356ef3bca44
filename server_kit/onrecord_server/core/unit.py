"""One database transaction: what was recorded in it, and the seal that numbers it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, CursorResult

from onrecord_server.core import sets, words
from onrecord_server.core.draft import Draft, Recorded, Sealed
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.leaf import SALT_SIZE, canonical
from onrecord_server.core.ports import Ports
from onrecord_server.core.rows import contents, heads


# Built once: making a select costs more than running it.
_HEAD: Final = sa.select(heads).where(heads.c.tenant == sa.bindparam("tenant"))
_HEAD_LOCKED: Final = _HEAD.with_for_update()


@dataclass(frozen=True, slots=True)
class Head:
    """Where a tenant's stream stands; ``position`` is the next one to give."""

    tenant: str
    position: int
    rights_position: int
    epoch: str


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a transaction had come at some moment."""

    recorded: int
    flushed: int
    moved_rights: frozenset[str]
    locked: Mapping[str, Head]


class Unit:
    """A transaction on one database, shared by a batch of operations or joined by a host.

    It gathers drafts; ``stream.seal`` numbers and inserts them. ``rights`` holds, per tenant, the
    rights position that the operations in here relied on.
    """

    def __init__(
        self, connection: Connection, ports: Ports, hooks: Hooks, options: Mapping[str, Any]
    ) -> None:
        """Begin with nothing recorded."""
        self.connection = connection
        self.ports = ports
        self.hooks = hooks
        self.options = options
        self.schema: str | None = options.get("schema_translate_map", {}).get(None)
        self.recorded: list[Recorded] = []
        self.rights: dict[str, int] = {}
        #: Tenants whose rights position was held from before, and not read in this transaction.
        self.held: set[str] = set()
        self.locked: dict[str, Head] = {}
        self.moved_rights: set[str] = set()
        #: Object → the position of its first event in this transaction.
        self.placed: dict[str, int] = {}
        #: How many of those have their rows in the database, without a position, and their salts.
        self.flushed = 0
        self.salts: list[bytes] = []
        #: Held by the writer over many transactions; ``None`` where nothing may be held.
        self.rights_cache: Any = None
        #: Look for earlier sends of the same ``client_id`` before inserting. The writer hopes for
        #: none at first: the unique index finds them, and the batch runs again with care.
        self.careful = True

    def execute(self, statement: sa.Executable, parameters: Any = None) -> CursorResult[Any]:
        """Run a statement in this transaction, in our schema."""
        if not self.options:
            return self.connection.execute(statement, parameters)
        return self.connection.execute(statement, parameters, execution_options=self.options)

    def insert(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows of one shape as a set."""
        if rows:
            sets.insert(self.connection, table, rows, self.schema)

    def insert_missing(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows of one shape as a set; those whose key is there already stay as they are."""
        sets.insert_missing(self.connection, table, rows, self.schema)

    def head(self, tenant: str, *, lock: bool = False) -> Head | None:
        """Read a tenant's head; with ``lock``, nobody else can number until we commit."""
        query = _HEAD_LOCKED if lock else _HEAD
        row = self.execute(query, {"tenant": tenant}).one_or_none()
        return row and Head(row.tenant, row.position, row.rights_position, row.epoch)

    def lock(self, tenants: Sequence[str]) -> None:
        """Take the heads of tenants in key order; the rights in them can no longer move."""
        for tenant in sorted(set(tenants) - self.locked.keys()):
            head = self.head(tenant, lock=True)
            if head is not None:
                self.locked[tenant] = head
                self.rights.setdefault(tenant, head.rights_position)

    def rely_on_rights(self, tenant: str) -> int:
        """Return the rights position that this transaction's decisions stand on."""
        if tenant not in self.rights:
            head = self.head(tenant)
            self.rights[tenant] = -1 if head is None else head.rights_position
        return self.rights[tenant]

    def rely_on_held(self, tenant: str, position: int) -> bool:
        """Say whether what held at a rights position may be used; the seal proves it."""
        if tenant not in self.rights:
            self.rights[tenant] = position
            self.held.add(tenant)
        return self.rights[tenant] == position

    def record(self, recorded: Recorded) -> None:
        """Add one event; it gets its position at the seal."""
        self.recorded.append(recorded)
        if recorded.draft.rights:
            self.moved_rights.add(recorded.actor.tenant)

    def flush(self) -> None:
        """Insert what was recorded so far, still without positions, so that later reads see it."""
        for recorded in self.recorded[self.flushed :]:
            for table, column, row in recorded.draft.numbered:
                row[column] = None
                self.insert(table, [row])
            self._flush_content(recorded)
        self.flushed = len(self.recorded)

    def _flush_content(self, recorded: Recorded) -> None:
        draft, salt = recorded.draft, self.ports.entropy(SALT_SIZE)
        self.salts.append(salt)
        if draft.content is not None:
            body = canonical(draft.content)
            self.insert(contents, [content_row(self, recorded.actor.tenant, draft, (body, salt))])

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo statements and drafts together when the block raises."""
        mark = self.mark()
        nested = self.connection.begin_nested()
        try:
            yield
        except BaseException:
            nested.rollback()
            self.reset(mark)
            raise
        nested.commit()

    def mark(self) -> Mark:
        """Return where we are, for ``reset``."""
        return Mark(len(self.recorded), self.flushed, frozenset(self.moved_rights), {**self.locked})

    def reset(self, mark: Mark) -> None:
        """Forget what was recorded after a mark; a rolled back savepoint gave its locks back too."""
        del self.recorded[mark.recorded :]
        del self.salts[mark.flushed :]
        self.flushed = mark.flushed
        self.moved_rights = set(mark.moved_rights)
        self.locked = dict(mark.locked)


def content_row(
    unit: Unit, tenant: str, draft: Draft, content: tuple[str, bytes]
) -> dict[str, Any]:
    """Return the row that holds a draft's words: its canonical body and salt, encrypted where asked."""
    dialect = unit.connection.dialect
    (body, salt), key = words.stored(dialect, tenant, str(draft.content_id), content)
    return {"tenant": tenant, "id": draft.content_id, "salt": salt, "body": body, "key_id": key}


__all__ = ["Draft", "Head", "Mark", "Sealed", "Unit", "content_row"]
