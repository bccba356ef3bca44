"""What the figures are measured against, in the same run, on the same disk."""

import os
import sqlite3
import threading
import time
from pathlib import Path


_SCHEMA = """
CREATE TABLE message (id TEXT PRIMARY KEY, conversation TEXT, position INTEGER, author TEXT,
  client_id TEXT, body TEXT, at INTEGER);
CREATE UNIQUE INDEX m1 ON message (author, client_id);
CREATE INDEX m2 ON message (conversation, position);
CREATE INDEX m3 ON message (at);
CREATE TABLE audit (position INTEGER PRIMARY KEY, hash BLOB, entry TEXT);
"""


def sqlite_loop(folder: Path, seconds: float) -> float:
    """Return rows a second of a bare loop that commits one message and one audit row at a time."""
    raw = sqlite3.connect(folder / "anchor.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=FULL")
    raw.executescript(_SCHEMA)
    count, started = 0, time.perf_counter()
    while time.perf_counter() - started < seconds:
        raw.execute("BEGIN IMMEDIATE")
        row = (f"{count:032x}", "c", count, "a", str(count), "x" * 120, count)
        raw.execute("INSERT INTO message VALUES (?,?,?,?,?,?,?)", row)
        raw.execute("INSERT INTO audit VALUES (?,?,?)", (count, b"x" * 32, "x" * 200))
        raw.execute("COMMIT")
        count += 1
    elapsed = time.perf_counter() - started
    raw.close()
    return count / elapsed


def postgres_loop(address: str, seconds: float, connections: int = 8) -> float:
    """Return rows a second of eight connections that commit one message and one audit row each."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as raw:
        for statement in _SCHEMA.replace("BLOB", "BYTEA").split(";"):
            if statement.strip():
                raw.execute(statement)
    counts = [0] * connections
    deadline = time.perf_counter() + seconds

    def run(index: int) -> None:
        with psycopg.connect(address) as raw:
            while time.perf_counter() < deadline:
                n = counts[index] * connections + index
                row = (f"{n:032x}", "c", n, "a", str(n), "x" * 120, n)
                raw.execute("INSERT INTO message VALUES (%s,%s,%s,%s,%s,%s,%s)", row)
                raw.execute("INSERT INTO audit VALUES (%s,%s,%s)", (n, b"x" * 32, "x" * 200))
                raw.commit()
                counts[index] += 1

    threads = [threading.Thread(target=run, args=(i,)) for i in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


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
    return sorted(taken)[len(taken) // 2] * 1000
