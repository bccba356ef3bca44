"""`onrecord reactors`: how the reactors stand, and how a parked one is let run again."""

import argparse
import sys
from collections.abc import Sequence
from typing import Final

from onrecord.errors import UsageError
from onrecord_server import migrate as migrations
from onrecord_server.commands import database_of, database_options
from onrecord_server.core.database import Database
from onrecord_server.core.reactors import Leases, Standing


HEAD: Final = ("NAME", "TENANT", "CURSOR", "LAG", "STATE")


def release(database: Database, name: str, tenant: str) -> Standing:
    """Let a parked reactor run again, from where it stopped; returns how it stood.

    Running workers take it up within seconds. Raises ``UsageError`` where there is no such reactor
    of that tenant, and where it is not parked.
    """
    leases = Leases(database, "release")
    found = {(one.name, one.tenant): one for one in leases.standings()}
    stood = found.get((name, tenant))
    if stood is None:
        raise UsageError(f"no reactor {name!r} has run for {tenant!r}: see onrecord reactors")
    if not leases.release(tenant, name):
        raise UsageError(f"{name} for {tenant} is not parked: there is nothing to release")
    return stood


def lines(standings: Sequence[Standing]) -> list[str]:
    """Return a table of how reactors stand, the parked first; or that there are none."""
    if not standings:
        return ["no reactor has run in this database"]
    ranked = sorted(standings, key=lambda one: (not one.parked, one.tenant, one.name))
    rows = [HEAD, *map(_cells, ranked)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD) - 1)]
    return [_line(row, widths) for row in rows]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    *cells, last = row
    return "  ".join(
        [*(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)), last]
    )


def _cells(one: Standing) -> tuple[str, ...]:
    return one.name, one.tenant, str(one.position), str(one.behind), _state(one)


def _state(one: Standing) -> str:
    reason = " ".join((one.problem or "").split())
    if one.parked:
        return f"parked: {reason or 'no reason was kept'}"
    if one.failures:
        return f"tries again after {one.failures} failures: {reason}"
    return "runs"


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``reactors``; it sets ``run(arguments) -> int``."""
    parser = subparsers.add_parser(
        "reactors", help="list the reactors, or let a parked one run again"
    )
    verbs = parser.add_argument("verb", nargs="?", choices=("list", "release"), default="list")
    verbs.help = "list (the default) ends with 1 while one is parked"
    parser.add_argument("name", nargs="?", help="release: the reactor")
    parser.add_argument("--tenant", help="release: of this tenant; list: only this tenant")
    database_options(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with database_of(arguments) as database:
        if not migrations.is_current(database):
            raise UsageError("the tables are not up to date: run onrecord migrate")
        return (
            _release(arguments, database)
            if arguments.verb == "release"
            else _list(arguments, database)
        )


def _list(arguments: argparse.Namespace, database: Database) -> int:
    if arguments.name:
        raise UsageError("list takes no name; did you mean onrecord reactors release NAME?")
    standings = [
        one
        for one in Leases(database, "list").standings()
        if arguments.tenant in (None, one.tenant)
    ]
    _say(lines(standings))
    return 1 if any(one.parked for one in standings) else 0


def _release(arguments: argparse.Namespace, database: Database) -> int:
    if not arguments.name or not arguments.tenant:
        raise UsageError("say which: onrecord reactors release NAME --tenant TENANT")
    stood = release(database, arguments.name, arguments.tenant)
    _say([f"{stood.name} for {stood.tenant} goes on after {stood.position}, {stood.behind} behind"])
    return 0


def _say(said: Sequence[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in said))
