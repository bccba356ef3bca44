"""`onrecord doctor`: what is set up, what is not, where files lie and whom the configuration calls."""

import argparse
import sys

from onrecord_server import encrypting, filing, ruling
from onrecord_server import migrate as migrations
from onrecord_server.commands import database_of, database_options, load
from onrecord_server.config import OnRecordConfig
from onrecord_server.core import durability, reactors
from onrecord_server.core.database import Database
from onrecord_server.encryption.providers import provider_of
from onrecord_server.search import indexing


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``doctor``; it sets ``run(arguments) -> int``."""
    parser = subparsers.add_parser("doctor", help="say what is set up, and what is not")
    database_options(parser)
    parser.add_argument(
        "--app", help="your OnRecord as module:name, for its settings (default: ONRECORD_… alone)"
    )
    parser.set_defaults(run=_doctor)


def _doctor(arguments: argparse.Namespace) -> int:
    config = load(arguments.app).config if arguments.app else OnRecordConfig.from_environment()
    with database_of(arguments) as database:
        return _examine(database, config)


def _examine(database: Database, config: OnRecordConfig) -> int:
    found = durability.report(database)
    migrated = migrations.is_current(database)
    _say(
        f"database   {found}", f"tables     {'up to date' if migrated else 'run onrecord migrate'}"
    )
    _say(*(f"unsafe     {reason}" for reason in found.unsafe))
    parked = _reactors(database) if migrated else False
    _files(database, config, migrated=migrated)
    _encryption(database, config, migrated=migrated)
    _rules(database, migrated=migrated)
    hosts = filing.outbound(config)
    _say(*(f"outbound   {host}" for host in hosts))
    if not hosts:
        _say("outbound   none: onrecord calls nothing that the configuration does not name")
    _say(
        "trust      whoever controls process, database and keys can go round the software; only a",
        "           checkpoint kept outside shows a rewritten record (onrecord verify --checkpoint)",
    )
    return 0 if migrated and not found.unsafe and not parked else 1


def _files(database: Database, config: OnRecordConfig, *, migrated: bool) -> None:
    """Say where new files go, where the others lie, and who scans them."""
    store, scanner = config.attachments.store, config.attachments.scanner
    _say(f"files      new ones go to {store if isinstance(store, str) else store.name}")
    _say(*(f"           {line}" for line in (filing.places(database) if migrated else ())))
    name = scanner if isinstance(scanner, str) or scanner is None else scanner.name
    _say(f"scanner    {name or 'none: files are checked by content and type, not for viruses'}")


def _encryption(database: Database, config: OnRecordConfig, *, migrated: bool) -> None:
    """Say which tenants' words are encrypted, with whose key, and what lies there as text."""
    provider = provider_of(config.encryption)
    _say(
        f"encryption {f'keys of {provider.active}' if provider else 'none: words lie there as text'}"
    )
    for tenant in indexing.tenants(database) if migrated else ():
        _say(*(f"           {line}" for line in encrypting.status(database, tenant)))


def _rules(database: Database, *, migrated: bool) -> None:
    """Say which rules tenants' policies follow, which of them are not met, and what is whose duty."""
    for tenant in indexing.tenants(database) if migrated else ():
        _say(*(f"rules      {tenant}: {line}" for line in ruling.standing(database, tenant)))


def _reactors(database: Database) -> bool:
    standings = reactors.Leases(database, "doctor").standings()
    for one in standings:
        state = f"parked: {one.problem}" if one.parked else f"{one.behind} behind"
        _say(f"reactor    {one.name} for {one.tenant}: {state}")
    return any(one.parked for one in standings)


def _say(*lines: str) -> None:
    sys.stdout.write("".join(line + "\n" for line in lines))
