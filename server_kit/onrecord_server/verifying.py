"""`onrecord verify`: a database, or an exported bundle with no server at all."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import inspect
from sqlalchemy.engine import make_url

from onrecord.errors import OnRecordError
from onrecord.proofs import VerifierKey, parse_vkey
from onrecord_server.announcements import evidence as _evidence
from onrecord_server.announcements import on_record as _announcements
from onrecord_server.attachments import on_record as _attachments
from onrecord_server.attachments.adapters.encrypted import EncryptedStore
from onrecord_server.attachments.adapters.opening import open_store
from onrecord_server.attachments.auditing import StoreOf, check_files, leave_files
from onrecord_server.checks import on_record as _checks
from onrecord_server.commands import load
from onrecord_server.conversations import on_record as _conversations
from onrecord_server.core.database import Database
from onrecord_server.core.rows import entries
from onrecord_server.encryption import on_record as _data_keys
from onrecord_server.encryption.keyring import ring_of, with_keys
from onrecord_server.encryption.providers import provider_of_environment
from onrecord_server.exports import on_record as _exports
from onrecord_server.holds import laws as _hold_laws
from onrecord_server.holds import on_record as _holds
from onrecord_server.imports import laws as _import_laws
from onrecord_server.imports import on_record as _imports
from onrecord_server.messages import laws as _judging_laws
from onrecord_server.messages import on_record as _messages
from onrecord_server.moderation import laws as _lexicon_laws
from onrecord_server.moderation import on_record as _lexicons
from onrecord_server.oversight import laws as _oversight_laws
from onrecord_server.oversight import on_record as _oversight
from onrecord_server.oversight import telling as _telling
from onrecord_server.oversight.cases import evidence as _cases
from onrecord_server.oversight.sampling import laws as _sampling_laws
from onrecord_server.oversight.sampling import on_record as _sampling
from onrecord_server.oversight.sampling import telling as _sampling_telling
from onrecord_server.people import on_record as _people
from onrecord_server.pins import on_record as _pins
from onrecord_server.policy import laws as _policy_laws
from onrecord_server.policy import on_record as _policy
from onrecord_server.preferences import on_record as _preferences
from onrecord_server.reactions import on_record as _reactions
from onrecord_server.record.bundle import verify_bundle
from onrecord_server.record.findings import Report
from onrecord_server.record.heads import Evidence
from onrecord_server.record.story import story
from onrecord_server.record.verify import snapshot, tenants_of, verify_tenant
from onrecord_server.saved import on_record as _saved
from onrecord_server.spaces import on_record as _spaces
from onrecord_server.subjects import on_record as _subjects
from onrecord_server.tenants import on_record as _tenants
from onrecord_server.threads import on_record as _threads


#: Every module whose import registers what follows from the record, and the laws that it keeps.
STATE: Final = (
    *(_hold_laws, _holds),
    *(_judging_laws, _lexicon_laws, _oversight_laws, _policy_laws, _telling),
    *(_cases, _lexicons, _sampling, _sampling_laws, _sampling_telling),
    *(_announcements, _attachments, _conversations, _data_keys, _evidence, _messages, _people),
    *(_oversight, _pins, _policy, _preferences, _reactions, _saved, _spaces, _subjects, _threads),
    *(_checks, _exports, _import_laws, _imports, _tenants),
)
HOLDS: Final = 0
FOUND: Final = 1
REFUSED: Final = 2

_FILES: Final = "read the files of messages too, and compare each with its SHA-256 on the record"
_STORY: Final = "tell what happened with one grant or case, from its entries, after verifying them"
_APP: Final = (
    "--files: your OnRecord as module:name, for stores that need its settings, such as buckets"
)


def verify_database(
    database: Database,
    evidence: Evidence,
    tenants: Sequence[str] = (),
    store_of: StoreOf | None = None,
) -> dict[str, Report]:
    """Verify tenants of a database, all of them by default; returns a report for each.

    A named tenant that has no record is a finding. With ``store_of`` the files of messages are read
    and compared with their sums on the record.
    """
    with snapshot(database) as connection:
        there = tenants_of(connection)
        wanted = tenants or there
        reports = {tenant: verify_tenant(connection, tenant, evidence) for tenant in wanted}
    for tenant in set(wanted) - set(there):
        reports[tenant].find("no_record", f"tenant {tenant}", "it has no record here")
    for tenant, report in reports.items():
        if store_of is not None:
            check_files(report, database, tenant, store_of)
        else:
            leave_files(report, database, tenant)
    return reports


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `verify`; it sets ``run(arguments) -> int``: 0 only when all holds."""
    parser = subparsers.add_parser("verify", help="verify the record of a database or a bundle")
    parser.add_argument("bundle", nargs="?", type=Path, help="folder of an exported bundle")
    parser.add_argument("--database", help="URL of the database to verify")
    parser.add_argument("--schema", help="schema of the tables (PostgreSQL)")
    parser.add_argument("--tenant", action="append", default=[], help="only this tenant")
    parser.add_argument(
        "--vkey", action="append", default=[], help="trusted key, or a file of them"
    )
    parser.add_argument(
        "--checkpoint",
        "--old-checkpoint",
        action="append",
        default=[],
        type=Path,
        help="a checkpoint kept outside; the record must continue it",
    )
    parser.add_argument("--story", help=_STORY)
    parser.add_argument("--files", action="store_true", help=_FILES)
    parser.add_argument("--app", help=_APP)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    try:
        reports = _verify(arguments)
        told = list(_story(arguments)) if arguments.story else []
    except (OnRecordError, OSError, ValueError) as error:
        sys.stderr.write(f"onrecord: {error}\n")
        return REFUSED
    for name, report in reports.items():
        sys.stdout.writelines(f"{name}: {line}\n" for line in report.lines())
    sys.stdout.writelines(f"{line}\n" for line in told)
    return HOLDS if reports and all(report.ok for report in reports.values()) else FOUND


def _verify(arguments: argparse.Namespace) -> dict[str, Report]:
    evidence = Evidence(
        [key for given in arguments.vkey for key in read_vkeys(given)],
        [(path.name, path.read_text(encoding="utf-8")) for path in arguments.checkpoint],
    )
    if (arguments.bundle is None) == (arguments.database is None):
        raise ValueError("give either --database or the folder of a bundle")
    if arguments.bundle is not None:
        if arguments.files:
            raise ValueError("a bundle holds no files: --files goes with --database")
        return {arguments.bundle.name: verify_bundle(arguments.bundle, evidence)}
    _check_there(arguments.database)
    database = with_keys(Database(arguments.database, arguments.schema), provider_of_environment())
    try:
        _check_record(database)
        with _stores(arguments, database) as store_of:
            reports = verify_database(database, evidence, arguments.tenant, store_of)
    finally:
        database.dispose()
    if not reports:
        raise ValueError("no tenant has a record in this database")
    return reports


def _story(arguments: argparse.Namespace) -> Iterator[str]:
    """Tell the story of one thing in whichever tenant it is. Raises ``ValueError``."""
    if arguments.database is None:
        raise ValueError("--story goes with --database")
    database = with_keys(Database(arguments.database, arguments.schema), provider_of_environment())
    try:
        with snapshot(database) as connection:
            tenants = arguments.tenant or tenants_of(connection)
            lines = [
                one for tenant in tenants for one in story(connection, tenant, arguments.story)
            ]
    finally:
        database.dispose()
    if not lines:
        raise ValueError(f"the record says nothing of {arguments.story}")
    yield from lines


@contextmanager
def _stores(arguments: argparse.Namespace, database: Database) -> Iterator[StoreOf | None]:
    """Give the stores that files lie in: as an app has set them up, or by their names alone."""
    if not arguments.files:
        yield None
    elif not arguments.app:
        yield lambda _, name: EncryptedStore(
            open_store(name, {}, lambda _: database), lambda _: ring_of(database)
        )
    else:
        chat = load(arguments.app)
        try:
            yield lambda tenant, name: chat.engines.files.kept(tenant).stores.named(name)
        finally:
            chat.close()


def _check_there(url: str) -> None:
    """Refuse a SQLite file that is not there, instead of making an empty one."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file():
        raise ValueError(f"there is no database {parsed.database}")


def _check_record(database: Database) -> None:
    """Refuse a database that no app has opened: it is there and answers, and has no record."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table(entries.name, schema=database.schema):
            raise ValueError("there is no record in this database: no app has opened it yet")


def read_vkeys(given: str) -> list[VerifierKey]:
    """Return the key of a vkey line, or all keys of the file of that name, one a line."""
    path = Path(given)
    if "+" not in given and not path.is_file():
        raise ValueError(f"--vkey: there is no file {given}, and it is no key")
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else [given]
    return [parse_vkey(line) for line in lines if line.strip()]
