"""`onrecord encryption`: make a key file, renew and rewrap the keys of tenants, and say how they stand."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from onrecord.errors import UsageError
from onrecord_server.commands import database_of, database_options
from onrecord_server.core import stream
from onrecord_server.core.actor import host_actor
from onrecord_server.core.database import Database
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.operation import Tx, begin
from onrecord_server.core.ports import Ports
from onrecord_server.core.rows import contents, heads
from onrecord_server.core.settings import Limits
from onrecord_server.core.unit import Unit
from onrecord_server.encryption.keyring import Keyring, ring_of
from onrecord_server.encryption.operations import renew, rewrap
from onrecord_server.encryption.providers import new_key
from onrecord_server.encryption.rows import data_keys


T = TypeVar("T")
_NONE = (
    "set ONRECORD_ENCRYPTION to the provider of keys, such as file:/etc/onrecord/encryption.keys"
)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``encryption`` with its actions; each sets ``run(arguments) -> int``."""
    parser = subparsers.add_parser("encryption", help="the keys that words are encrypted with")
    actions = parser.add_subparsers(dest="action", required=True)
    made = actions.add_parser("new-key", help="add a fresh key to a key file; it is the one in use")
    made.add_argument("file", type=Path, help="the key file; it is made where there is none")
    made.add_argument("name", help="the key's name, such as 2026-11")
    made.set_defaults(run=_new_key)
    for name, run, text in (
        ("renew", _renew, "encrypt what is written from now on with a new key"),
        ("rewrap", _rewrap, "wrap all keys under the provider's newest one"),
        ("status", _status, "say which keys there are, and what is encrypted with them"),
    ):
        action = actions.add_parser(name, help=text)
        action.add_argument("--tenant", help="only this tenant")
        database_options(action)
        action.set_defaults(run=run)


def _new_key(arguments: argparse.Namespace) -> int:
    new_key(arguments.file, arguments.name)
    return _say(
        f"{arguments.file}: {arguments.name} is in use; back the file up apart from the database"
    )


def _renew(arguments: argparse.Namespace) -> int:
    return _changed(arguments, renew, lambda key: f"key {key.number} ({key.id}) from now on")


def _rewrap(arguments: argparse.Namespace) -> int:
    return _changed(arguments, rewrap, lambda number: f"{number} keys were wrapped again")


def _changed(
    arguments: argparse.Namespace, work: Callable[[Tx, Keyring], T], say: Callable[[T], str]
) -> int:
    with database_of(arguments) as database:
        ring = ring_of(database)
        if ring is None or ring.provider is None:
            raise UsageError(_NONE)
        for tenant in _encrypted(database, arguments.tenant):
            _say(f"{tenant}: {say(within(database, tenant, lambda tx: work(tx, ring)))}")
    return 0


def within(database: Database, tenant: str, work: Callable[[Tx], T]) -> T:
    """Run work of the system in a transaction of its own, with its entries on the tenant's record."""
    with database.write() as connection:
        unit = Unit(connection, Ports(), Hooks(), database.options)
        answer = work(begin(unit, host_actor(tenant), Limits()))
        stream.seal(unit)
    return answer


def _encrypted(database: Database, tenant: str | None) -> list[str]:
    found = _rows(database, sa.select(data_keys.c.tenant).distinct().order_by(data_keys.c.tenant))
    names = [row.tenant for row in found if tenant in (None, row.tenant)]
    if not names:
        raise UsageError(f"{tenant or 'no tenant'} is encrypted in this database")
    return names


def _status(arguments: argparse.Namespace) -> int:
    with database_of(arguments) as database:
        for row in _rows(database, sa.select(heads.c.tenant).order_by(heads.c.tenant)):
            if arguments.tenant in (None, row.tenant):
                _say(*status(database, row.tenant))
    return 0


def status(database: Database, tenant: str) -> list[str]:
    """Return lines that say which keys a tenant has, and how much is encrypted with each."""
    words = sa.select(contents.c.key_id, sa.func.count().label("number")).where(
        contents.c.tenant == tenant, contents.c.body.is_not(None)
    )
    counted = {row.key_id: row.number for row in _rows(database, words.group_by(contents.c.key_id))}
    keys = sa.select(data_keys).where(data_keys.c.tenant == tenant)
    lines = [
        f"{tenant}: {key.purpose} key {key.number}, wrapped by {key.wrapped_by}, "
        f"{counted.get(key.id, 0)} contents"
        for key in _rows(database, keys.order_by(data_keys.c.purpose, data_keys.c.number))
    ]
    return [*lines, f"{tenant}: {counted.get(None, 0)} contents are not encrypted"]


def _rows(database: Database, query: sa.Select[Any]) -> list[Any]:
    with database.read() as connection:
        return list(connection.execute(query, execution_options=dict(database.options)))


def _say(*lines: str) -> int:
    sys.stdout.write("".join(line + "\n" for line in lines))
    return 0
