"""`onrecord search`: how far the index of search has come, and how to make it again."""

import argparse
import sys

from onrecord.errors import UsageError
from onrecord_server import migrate as migrations
from onrecord_server.commands import database_of, database_options
from onrecord_server.core.database import Database
from onrecord_server.search import indexing
from onrecord_server.search.reactors import begin_again, catch_up


def rebuild(database: Database, tenant: str) -> int:
    """Make a tenant's index again from the first message on; return the position that it came to.

    Searches go on meanwhile, and say that the index is behind. Raises ``Unavailable`` while a
    worker indexes the same tenant.
    """
    begin_again(database, tenant, owner="rebuild")
    return update(database, tenant)


def update(database: Database, tenant: str) -> int:
    """Index what is behind; return the position that it came to, -1 where nothing was."""
    upto = -1
    for upto in catch_up(database, tenant, owner="rebuild"):
        sys.stderr.write(f"\r{tenant}: up to {upto}")
    sys.stderr.write("\n")
    return upto


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``search``; it sets ``run(arguments) -> int``."""
    parser = subparsers.add_parser("search", help="bring the index of search up to date")
    verbs = parser.add_argument("verb", choices=("update", "rebuild"))
    verbs.help = "update indexes what is behind; rebuild begins at the first message"
    parser.add_argument("--tenant", help="only this tenant")
    database_options(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with database_of(arguments) as database:
        if not migrations.is_current(database):
            raise UsageError("the tables are not up to date: run onrecord migrate")
        for tenant in _asked(database, arguments.tenant):
            work = rebuild if arguments.verb == "rebuild" else update
            upto = work(database, tenant)
            sys.stdout.write(f"{tenant}: {_words(upto)}\n")
    return 0


def _asked(database: Database, tenant: str | None) -> list[str]:
    known = indexing.tenants(database)
    if tenant is not None and tenant not in known:
        raise UsageError(f"there is no tenant {tenant!r} in this database")
    return known if tenant is None else [tenant]


def _words(upto: int) -> str:
    return "was up to date" if upto < 0 else f"indexed up to position {upto}"
