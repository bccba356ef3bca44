"""A map that may outgrow memory: a private temporary SQLite file, gone when it is closed."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Self


class Spill:
    """Kind and key → JSON value, in bounded memory. Use it as a context manager."""

    def __init__(self) -> None:
        """Open the map; its file has no name and vanishes with it."""
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("CREATE TABLE map (kind, key, value, PRIMARY KEY (kind, key))")
        self._db.execute("CREATE TABLE met (key PRIMARY KEY) WITHOUT ROWID")
        self._db.execute("BEGIN")

    def __enter__(self) -> Self:
        """Give the map."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _value: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self._db.close()

    def put(self, kind: str, key: object, value: Any) -> None:
        """Set a value."""
        row = (kind, json.dumps(key, default=str), json.dumps(value))
        self._db.execute("INSERT OR REPLACE INTO map VALUES (?, ?, ?)", row)

    def get(self, kind: str, key: object) -> Any:
        """Return a value, or ``None``."""
        query = "SELECT value FROM map WHERE kind = ? AND key = ?"
        row = self._db.execute(query, (kind, json.dumps(key, default=str))).fetchone()
        return None if row is None else json.loads(row[0])

    def pop(self, kind: str, key: object) -> Any:
        """Return a value, or ``None``, and forget it."""
        found = self.get(kind, key)
        self._db.execute(
            "DELETE FROM map WHERE kind = ? AND key = ?", (kind, json.dumps(key, default=str))
        )
        return found

    def items(self, kind: str) -> Iterator[tuple[Any, Any]]:
        """Return what is left of a kind, in the order of the keys' JSON."""
        query = "SELECT key, value FROM map WHERE kind = ? ORDER BY key"
        for key, value in self._db.execute(query, (kind,)):
            yield json.loads(key), json.loads(value)

    # -- sets of texts, for what is too many to ask one by one

    def add(self, kind: str, keys: Iterable[str]) -> None:
        """Remember that these texts were met."""
        met = ((f"{kind} {key}",) for key in keys)
        self._db.executemany("INSERT OR IGNORE INTO met VALUES (?)", met)

    def has(self, kind: str, key: str) -> bool:
        """Say whether a text was met."""
        query = "SELECT 1 FROM met WHERE key = ?"
        return self._db.execute(query, (f"{kind} {key}",)).fetchone() is not None
