"""`onrecord journal`: how far each journal is, and how what an archive did not take is tried once more."""

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import UTC
from typing import Any

import sqlalchemy as sa

from onrecord.errors import UsageError
from onrecord_server.commands import database_of, database_options
from onrecord_server.core.database import Database
from onrecord_server.core.doc import moment
from onrecord_server.core.ports import Ports
from onrecord_server.exports.names import asking
from onrecord_server.journaling.rows import journal_aside, journals
from onrecord_server.journaling.standing import behind


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``journal status`` and ``journal retry``; each sets ``run(arguments) -> int``."""
    parser = subparsers.add_parser("journal", help="what is handed to archives as it happens")
    verbs = parser.add_subparsers(dest="verb", required=True)
    status = verbs.add_parser(
        "status", help="say how far each journal is; ends with 1 where one is ill"
    )
    database_options(status)
    status.add_argument("--json", action="store_true", help="say all of it as one JSON document")
    status.set_defaults(run=_status)
    retry = verbs.add_parser("retry", help="try now, and once more what was set aside")
    database_options(retry)
    retry.add_argument("journal", help="name of the journal")
    retry.add_argument("--tenant", default="default", help="whose (default: default)")
    retry.set_defaults(run=_retry)


def survey(database: Database) -> list[dict[str, Any]]:
    """Return how each journal stands, ready for JSON."""
    ask, ports = asking(database), Ports()
    rows = ask(sa.select(journals).order_by(journals.c.tenant, journals.c.journal))
    return [
        {
            "tenant": row.tenant,
            "journal": row.journal,
            "delivered_upto": row.position - 1,
            "delivered_at": _said(row.kept_at),
            "behind_seconds": round(behind(database, row, ports)),
            "late_since": _said(row.late_at),
            "tries": row.tries,
            "problem": row.problem,
            "aside": [
                {"parcel": one.parcel, "problem": one.problem, "asked_again": one.again}
                for one in ask(_aside_of(row.tenant, row.journal))
            ],
        }
        for row in rows
    ]


def ill(one: Mapping[str, Any]) -> list[str]:
    """Return why all is not well with a journal."""
    named = f"the journal {one['journal']} of {one['tenant']}"
    said = [f"{named} is behind since {one['late_since']}"] if one["late_since"] else []
    return said + ([f"{named} has set {len(one['aside'])} aside"] if one["aside"] else [])


def line(one: Mapping[str, Any]) -> str:
    """Say how a journal stands."""
    upto = f"up to entry {one['delivered_upto']}, {one['delivered_at']}"
    stands = upto if one["delivered_at"] else "nothing delivered yet"
    late = f"; behind since {one['late_since']}" if one["late_since"] else ""
    aside = f"; {len(one['aside'])} set aside" if one["aside"] else ""
    wrong = f"; {one['problem']}" if one["problem"] else ""
    waits = f"; oldest entry waits {one['behind_seconds']} s" if one["behind_seconds"] else ""
    return f"{one['journal']} for {one['tenant']}: {stands}{waits}{late}{aside}{wrong}"


def retry(database: Database, tenant: str, journal: str) -> int:
    """Have a journal tried now; return how many stretches that were set aside are tried once more.

    Whoever runs the app does so within seconds. Raises ``UsageError`` where there is no such journal.
    """
    now = sa.update(journals).where(journals.c.tenant == tenant, journals.c.journal == journal)
    mine = (journal_aside.c.tenant == tenant, journal_aside.c.journal == journal)
    again = sa.update(journal_aside).where(*mine, journal_aside.c.state == "aside")
    waiting = now.where(journals.c.tries > 0)
    options = dict(database.options)
    with database.write() as connection:
        known = sa.select(journals).where(
            journals.c.tenant == tenant, journals.c.journal == journal
        )
        if connection.execute(known, execution_options=options).first() is None:
            raise UsageError(
                f"no journal {journal!r} has run for {tenant!r}: see onrecord journal status"
            )
        connection.execute(waiting.values(next_at=0), execution_options=options)
        done = connection.execute(again.values(again=True), execution_options=options)
        return int(done.rowcount)


def _status(arguments: argparse.Namespace) -> int:
    with database_of(arguments) as database:
        found = survey(database)
    if arguments.json:
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
    else:
        for one in found:
            aside = "".join(f"  {two['parcel']}: {two['problem']}\n" for two in one["aside"])
            sys.stdout.write(f"{line(one)}\n{aside}")
        sys.stdout.write("" if found else "no journal has run in this database\n")
    return 1 if any(map(ill, found)) else 0


def _retry(arguments: argparse.Namespace) -> int:
    with database_of(arguments) as database:
        count = retry(database, arguments.tenant, arguments.journal)
    sys.stdout.write(f"{arguments.journal} is tried now; {count} set aside, once more\n")
    return 0


def _aside_of(tenant: str, journal: str) -> sa.Select[Any]:
    mine = (journal_aside.c.tenant == tenant, journal_aside.c.journal == journal)
    query = sa.select(journal_aside).where(*mine, journal_aside.c.state == "aside")
    return query.order_by(journal_aside.c.parcel)


def _said(at: int | None) -> str | None:
    return None if at is None else moment(at).astimezone(UTC).isoformat(timespec="seconds")
