"""`onrecord doctor`: what is set up, what is not, where files lie and whom the configuration calls."""

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from onrecord_server import encrypting, filing, journaled, ruling, surveying
from onrecord_server import migrate as migrations
from onrecord_server.commands import database_of, database_options, load
from onrecord_server.config import OnRecordConfig
from onrecord_server.core.database import Database
from onrecord_server.encryption.providers import provider_of
from onrecord_server.search import indexing


#: So many tables are named one by one.
_NAMED = 4


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``doctor``; it sets ``run(arguments) -> int``."""
    parser = subparsers.add_parser("doctor", help="say what is set up, and what is not")
    database_options(parser)
    parser.add_argument(
        "--app", help="your OnRecord as module:name, for its settings (default: ONRECORD_… alone)"
    )
    parser.add_argument("--json", action="store_true", help="say all of it as one JSON document")
    parser.set_defaults(run=_doctor)


def _doctor(arguments: argparse.Namespace) -> int:
    config = load(arguments.app).config if arguments.app else OnRecordConfig.from_environment()
    with database_of(arguments) as database:
        found = surveying.survey(database, config, migrated=migrations.is_current(database))
        if arguments.json:
            _say(json.dumps({**found, "ill": surveying.ill(found)}, indent=2))
        else:
            _examine(database, config, found)
        return 1 if surveying.ill(found) else 0


def _examine(database: Database, config: OnRecordConfig, found: Mapping[str, Any]) -> None:
    versions, durable = found["versions"], found["durability"]
    migrated: bool = versions["migrated"]
    settings = " ".join(f"{name}={value}" for name, value in durable["settings"].items())
    _say(
        f"onrecord   {versions['onrecord']}",
        f"database   {versions['database']}: {settings}",
        f"tables     {'up to date' if migrated else 'run onrecord migrate'}",
    )
    _say(*(f"unsafe     {reason}" for reason in durable["unsafe"]))
    _reactors(found["reactors"])
    _files(database, config, migrated=migrated)
    _say(f"search     {found['data']['search']}", f"broker     {found['data']['broker']}")
    _encryption(database, config, migrated=migrated)
    _rules(database, migrated=migrated)
    _record(found["record"])
    _witnesses(found["witnesses"])
    _say(*(f"journal    {journaled.line(one)}" for one in found["journals"]))
    _say(
        *(
            f"import     {one['import']} of {one['tenant']}: due since {one['due_since']}"
            for one in found["imports"]
        )
    )
    _role(found["role"])
    _outbound(found["outbound"])
    _say(
        "trust      whoever controls process, database and keys can go round the software; only a",
        "           checkpoint kept outside shows a rewritten record (onrecord verify --checkpoint)",
    )


def _record(tenants: list[dict[str, Any]]) -> None:
    """Say how far each record is signed, and what its last self-check found."""
    for one in tenants:
        signed = one["signed_at"] or "never: set checkpoint_keys"
        checked = f"{one['check']} at {one['checked_at']}" if one["check"] else "not checked yet"
        checked += ", overdue" if one["check_state"] == "overdue" else ""
        checked += f"; {one['unbelieved']} not believed" if one["unbelieved"] else ""
        _say(
            f"record     {one['tenant']}: {one['entries']} entries, signed {signed},"
            f" {one['unsigned']} not signed yet; self-check: {checked}"
        )


def _witnesses(standings: list[dict[str, Any]]) -> None:
    """Say which head each witness has, and what went wrong where one has none newer."""
    for one in standings:
        has = f"{one['size']} entries, kept {one['kept_at']}" if one["kept_at"] else "nothing yet"
        state = f"; {one['state']}" if one["state"] not in ("current", "never") else ""
        since = f" since {one['failing_since']}" if one["failing_since"] else ""
        wrong = f": {one['problem']}" if one["problem"] else ""
        _say(f"witness    {one['witness']} for {one['tenant']}: {has}{state}{since}{wrong}")


def _role(role: Mapping[str, Any]) -> None:
    """Say what the role of the database may take away."""
    if not role:
        return
    _say(f"role       {role['name'] or 'none'}: {role['said']}")
    by: dict[str, list[str]] = {}
    for table, rights in role["may"].items():
        by.setdefault(", ".join(rights) or "none of these", []).append(table)
    for rights, tables in sorted(by.items()):
        shown = ", ".join(tables) if len(tables) <= _NAMED else f"{len(tables)} tables"
        _say(f"           {rights} on {shown}")


def _outbound(hosts: list[str]) -> None:
    _say(*(f"outbound   {host}" for host in hosts))
    if not hosts:
        _say("outbound   none: onrecord calls nothing that the configuration does not name")


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


def _reactors(standings: list[dict[str, Any]]) -> None:
    for one in standings:
        state = f"parked: {one['problem']}" if one["parked"] else f"{one['behind']} behind"
        _say(f"reactor    {one['name']} for {one['tenant']}: {state}")


def _say(*lines: str) -> None:
    sys.stdout.write("".join(line + "\n" for line in lines))
