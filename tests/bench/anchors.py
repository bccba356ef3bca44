"""What the figures are measured against, in the same run, on the same disk."""

import os
import sqlite3
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path
from statistics import median

import psycopg


_SCHEMA = """
CREATE TABLE message (id TEXT PRIMARY KEY, conversation TEXT, position INTEGER, author TEXT,
  client_id TEXT, body TEXT, at BIGINT);
CREATE UNIQUE INDEX m1 ON message (author, client_id);
CREATE INDEX m2 ON message (conversation, position);
CREATE INDEX m3 ON message (at);
CREATE TABLE audit (position INTEGER PRIMARY KEY, hash BYTEA, entry TEXT)
"""
_HASH, _ENTRY = b"x" * 32, "x" * 200


def sqlite_loop(folder: Path, seconds: float) -> float:
    """Return rows a second of a bare loop that commits one message and one audit row at a time."""
    with (
        tempfile.TemporaryDirectory(dir=folder) as fresh,
        closing(sqlite3.connect(Path(fresh) / "anchor.db", isolation_level=None)) as raw,
    ):
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")
        raw.executescript(_SCHEMA)
        count, started = 0, time.perf_counter()
        while time.perf_counter() - started < seconds:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO message VALUES (?,?,?,?,?,?,?)", _row(count))
            raw.execute("INSERT INTO audit VALUES (?,?,?)", (count, _HASH, _ENTRY))
            raw.execute("COMMIT")
            count += 1
        return count / (time.perf_counter() - started)


def _row(number: int) -> tuple[object, ...]:
    return (f"{number:032x}", "c", number, "a", str(number), "x" * 120, number)


def postgres_loop(address: str, seconds: float, connections: int = 8) -> float:
    """Return rows a second of eight connections that commit one message and one audit row each."""
    with psycopg.connect(address, autocommit=True) as raw:
        raw.execute("DROP TABLE IF EXISTS message, audit")
        for statement in _SCHEMA.split(";"):
            raw.execute(statement.encode())
    counts = [0] * connections
    deadline = time.perf_counter() + seconds

    def run(index: int) -> None:
        with psycopg.connect(address) as raw:
            while time.perf_counter() < deadline:
                _commit(raw, counts[index] * connections + index)
                counts[index] += 1

    threads = [threading.Thread(target=run, args=(i,)) for i in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def _commit(raw: psycopg.Connection, number: int) -> None:
    raw.execute("INSERT INTO message VALUES (%s,%s,%s,%s,%s,%s,%s)", _row(number))
    raw.execute("INSERT INTO audit VALUES (%s,%s,%s)", (number, _HASH, _ENTRY))
    raw.commit()


def fdatasync_ms(folder: Path, seconds: float = 1.0) -> float:
    """Return the median milliseconds of one 4 KiB write and fdatasync."""
    handle = os.open(folder / "anchor.bin", os.O_RDWR | os.O_CREAT)
    taken, started = [], time.perf_counter()
    while time.perf_counter() - started < seconds:
        before = time.perf_counter()
        os.pwrite(handle, b"x" * 4096, 0)
        os.fdatasync(handle)
        taken.append(time.perf_counter() - before)
    os.close(handle)
    return median(taken) * 1000
