"""`onrecord attachments`: where files lie, and bytes that nothing names any more."""

import argparse
import sys
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa

from onrecord_server.attachments.rows import attachments
from onrecord_server.commands import load
from onrecord_server.config import OnRecordConfig
from onrecord_server.core.database import Database
from onrecord_server.encryption.providers import provider_of
from onrecord_server.engine import Engines
from onrecord_server.record.verify import tenants_of
from onrecord_server.witnessing.keeping import Witness


def places(database: Database) -> list[str]:
    """Return a line for each store that files of a database lie in."""
    count, size = sa.func.count(), sa.func.coalesce(sa.func.sum(attachments.c.stored), 0)
    query = sa.select(attachments.c.store, attachments.c.state, count, size)
    query = query.group_by(attachments.c.store, attachments.c.state)
    with database.read() as connection:
        rows = connection.execute(query, execution_options=dict(database.options)).all()
    return [f"{store}: {number} {state}, {octets} bytes" for store, state, number, octets in rows]


def outbound(config: OnRecordConfig) -> list[str]:
    """Return every host that a configuration may make this process call, and why."""
    found = [f"{host} (files)" for host in _storing(config)]
    provider = provider_of(config.encryption)
    found += [f"{host} (keys)" for host in (provider.hosts if provider else ())]
    if isinstance(config.broker, str):
        found.append(f"{urlsplit(config.broker).hostname} (broker)")
    for one in config.witnesses:
        if isinstance(one, Witness):
            found += [f"{host} (witness: checkpoints)" for host in one.hosts]
    for journal in config.journals:
        found += [f"{host} (journal {journal.name}: words)" for host in journal.to.hosts]
    return sorted(set(found))


def _storing(config: OnRecordConfig) -> Iterable[str]:
    from onrecord_server.attachments.adapters.clamd import Clamd
    from onrecord_server.attachments.adapters.opening import open_store

    files = config.attachments
    yield from open_store(files.store, files.store_options, _nowhere).hosts
    for one in files.older_stores:
        given: tuple[Any, Mapping[str, Any]] = one if isinstance(one, tuple) else (one, {})
        yield from open_store(*given, _nowhere).hosts
    if files.scanner is not None:
        scanner = Clamd(files.scanner) if isinstance(files.scanner, str) else files.scanner
        yield from scanner.hosts


def _nowhere(_: str) -> Database:
    raise LookupError("nothing is read here")


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``attachments``; it sets ``run(arguments) -> int``."""
    parser = subparsers.add_parser(
        "attachments", help="say where files lie, or sweep bytes that nothing names"
    )
    parser.add_argument(
        "verb", choices=("places", "sweep"), help="sweep only lists, without --remove"
    )
    parser.add_argument("app", help="where your OnRecord is: module:name, such as myapp.chat:chat")
    parser.add_argument("--remove", action="store_true", help="sweep: take them away")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    chat = load(arguments.app)
    try:
        if arguments.verb == "places":
            lines = [line for one in chat.engines.directory.databases() for line in places(one)]
            return _say(lines or ["there are no files"])
        return _say(_swept(chat.engines, remove=arguments.remove))
    finally:
        chat.close()


def _swept(engines: Engines, *, remove: bool) -> list[str]:
    found = []
    for database in engines.directory.databases():
        if remove:
            engines.files.tidier.round(database)
        with database.read() as connection:
            tenants = list(tenants_of(connection))
        for tenant in tenants:
            found += engines.files.tidier.sweep(tenant, remove=remove)
    verb = "removed" if remove else "orphan"
    return [f"{verb}  {key}" for key in found] or ["every byte belongs to something"]


def _say(lines: Iterable[str]) -> int:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0
