"""`onrecord tenant`: take one tenant out of a database as a file, and bring it into another."""

import argparse
import base64
import hashlib
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import UsageError
from onrecord_server import migrate
from onrecord_server.commands import database_of, database_options
from onrecord_server.core.database import Database
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.core.rows import entries, heads, metadata
from onrecord_server.core.unit import Unit
from onrecord_server.record.heads import Evidence
from onrecord_server.reindexing import rebuild
from onrecord_server.restoring import RESTORED, begin_within
from onrecord_server.search.rows import numbers, search
from onrecord_server.verifying import verify_database


FORMAT: Final = "onrecord tenant 1"
_BATCH: Final = 500
#: What is made again where it arrives.
_LEFT: Final = frozenset({search.name, numbers.name})


def _tables() -> list[sa.Table]:
    return [one for one in metadata.sorted_tables if one.name not in _LEFT]


# -- out -----------------------------------------------------------------------------------------


def take_out(database: Database, tenant: str, target: Path) -> int:
    """Write every row of a tenant into a new file, of one moment; return how many.

    Words stay encrypted as they are. A file that is half written is never left under its name.
    Raises ``UsageError`` for a tenant that is not there and for a file that is.
    """
    if target.exists():
        raise UsageError(f"{target} is there already")
    half = target.with_name(target.name + ".part")
    with database.read() as connection:
        if not _is_there(connection, database, tenant):
            raise UsageError(f"no record of {tenant} is in this database")
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
            tables = {
                one.name: _put(archive, one, _rows(connection, database, one, tenant))
                for one in _tables()
            }
            archive.writestr("manifest.json", json.dumps(_manifest(tenant, tables), indent=1))
    half.rename(target)
    return sum(one["rows"] for one in tables.values())


def _manifest(tenant: str, tables: dict[str, Any]) -> dict[str, Any]:
    return {"format": FORMAT, "revision": migrate.head(), "tenant": tenant, "tables": tables}


def _is_there(connection: sa.Connection, database: Database, tenant: str) -> bool:
    query = sa.select(heads.c.tenant).where(heads.c.tenant == tenant)
    return connection.execute(query, execution_options=dict(database.options)).first() is not None


def _rows(
    connection: sa.Connection, database: Database, table: sa.Table, tenant: str
) -> Iterator[dict[str, Any]]:
    query = sa.select(table).where(table.c.tenant == tenant).order_by(*table.primary_key.columns)
    options = {**database.options, "yield_per": _BATCH}
    for row in connection.execute(query, execution_options=options).mappings():
        yield {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes | memoryview) else value


def _put(
    archive: zipfile.ZipFile, table: sa.Table, rows: Iterable[dict[str, Any]]
) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as target:
        for row in rows:
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            count += target.write(line) > 0
    return {"rows": count, "sha256": digest.hexdigest()}


# -- in ------------------------------------------------------------------------------------------


def bring_in(database: Database, source: Path) -> tuple[str, int]:
    """Bring a tenant in, all of it or nothing; return its name and how many rows.

    It goes on under a new epoch. One that is killed leaves nothing behind and is begun anew; one that came
    in from this file, and did nothing since, is here already. Raises ``UsageError`` for another tenant that
    is there, a file that is none or was changed, another revision.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            return _bring(database, archive)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UsageError(f"{source} is no tenant that was taken out: {error}") from error


def _bring(database: Database, archive: zipfile.ZipFile) -> tuple[str, int]:
    said = json.loads(archive.read("manifest.json"))
    _demand_fit(said)
    tenant = str(said["tenant"])
    with database.write() as connection:
        if _is_there(connection, database, tenant):
            _demand_arrived(connection, database, archive, said)
            return tenant, _count(said)
        for table in _tables():
            _fill(connection, database, table, archive, said)
        begin_within(Unit(connection, Ports(), Hooks(), database.options), [tenant])
    return tenant, _count(said)


def _count(said: dict[str, Any]) -> int:
    return sum(int(one["rows"]) for one in said["tables"].values())


def _demand_arrived(
    connection: sa.Connection, database: Database, archive: zipfile.ZipFile, said: dict[str, Any]
) -> None:
    """Refuse a tenant that is there, but for one that this file brought and that did nothing since.

    Whoever brought it was killed before the index was made and the record verified: both are done now.
    """
    tenant, size = str(said["tenant"]), int(said["tables"][entries.name]["rows"])
    with archive.open(f"tables/{heads.name}.jsonl") as lines:
        former = json.loads(next(lines))["epoch"]
    mine = (entries.c.tenant == tenant, entries.c.position >= size)
    query = sa.select(entries.c.type, entries.c.entry).where(*mine).limit(2)
    since = connection.execute(query, execution_options=dict(database.options)).all()
    if [one.type for one in since] != [RESTORED] or _former(since[0]) != former:
        raise UsageError(f"{tenant} lives in this database already; nothing was changed")


def _former(row: Any) -> Any:
    return json.loads(row.entry)["facts"]["former"]


def _demand_fit(said: dict[str, Any]) -> None:
    if said["format"] != FORMAT:
        raise UsageError(f"its format is {said['format']!r}, not {FORMAT!r}")
    if said["revision"] != migrate.head():
        raise UsageError(
            f"it was taken out at revision {said['revision']}, this onrecord is at "
            f"{migrate.head()}: bring both to the same version"
        )


def _fill(
    connection: sa.Connection,
    database: Database,
    table: sa.Table,
    archive: zipfile.ZipFile,
    said: dict[str, Any],
) -> None:
    wanted, digest = said["tables"][table.name], hashlib.sha256()
    count = 0
    with archive.open(f"tables/{table.name}.jsonl") as lines:
        while some := list(islice(lines, _BATCH)):
            for line in some:
                digest.update(line)
            rows = [_typed(table, json.loads(line), said["tenant"]) for line in some]
            connection.execute(sa.insert(table), rows, execution_options=dict(database.options))
            count += len(rows)
    if (count, digest.hexdigest()) != (wanted["rows"], wanted["sha256"]):
        raise UsageError(f"{table.name} is not what was taken out; nothing was changed")


def _typed(table: sa.Table, row: dict[str, Any], tenant: str) -> dict[str, Any]:
    if row["tenant"] != tenant:
        raise UsageError(f"{table.name} holds a row of another tenant; nothing was changed")
    binary = [one.name for one in table.c if isinstance(one.type, sa.LargeBinary)]
    opened = {name: base64.b64decode(row[name]) for name in binary if row[name] is not None}
    return row | opened


# -- the command ---------------------------------------------------------------------------------


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``tenant`` with its actions; each sets ``run(arguments) -> int``."""
    parser = subparsers.add_parser("tenant", help="move one tenant to another database")
    actions = parser.add_subparsers(dest="action", required=True)
    out = actions.add_parser("export", help="write everything of a tenant into a file")
    out.add_argument("file", type=Path, help="a new file")
    out.add_argument("--tenant", required=True, help="whose")
    database_options(out)
    out.set_defaults(run=_export)
    into = actions.add_parser("import", help="bring a tenant in, and verify it")
    into.add_argument("file", type=Path, help="what export wrote")
    database_options(into)
    into.set_defaults(run=_import)


def _export(arguments: argparse.Namespace) -> int:
    with database_of(arguments) as database:
        count = take_out(database, arguments.tenant, arguments.file)
    sys.stdout.write(f"{arguments.file}: {count} rows of {arguments.tenant}\n")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    with database_of(arguments) as database:
        migrate.ensure_current(database, auto=False)
        tenant, count = bring_in(database, arguments.file)
        rebuild(database, tenant)
        report = verify_database(database, Evidence((), []))[tenant]
    wrong = [one for one in report.findings if one.code not in _UNKNOWN]
    sys.stdout.write(f"{tenant}: {count} rows are here, under a new epoch\n")
    sys.stdout.write("".join(f"{tenant}: {one}\n" for one in wrong))
    return 1 if wrong else 0


#: What nobody can judge who was given no keys: not wrong by itself.
_UNKNOWN: Final = frozenset({"checkpoint_unchecked", "no_keys"})
