"""`onrecord export`: write what an outsider needs to verify a record, or what was said in other formats."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from onrecord.errors import OnRecordError
from onrecord_server.attachments.adapters.base import Store
from onrecord_server.attachments.adapters.encrypted import EncryptedStore
from onrecord_server.attachments.adapters.opening import open_store
from onrecord_server.core.database import Database
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.core.unit import Unit
from onrecord_server.encryption.keyring import ring_of, with_keys
from onrecord_server.encryption.providers import provider_of_environment
from onrecord_server.exports.attached import BytesOf, bytes_of, nothing
from onrecord_server.exports.formats.known import FORMATS
from onrecord_server.exports.handing import Handing, hand_over
from onrecord_server.exports.names import asking
from onrecord_server.exports.reading import Scope
from onrecord_server.record.export import Bundle, write_bundle
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.newest import newest
from onrecord_server.record.signer import CheckpointSigner


def export(
    database: Database,
    tenant: str,
    folder: Path,
    *,
    positions: tuple[int, ...] | None = None,
    with_entries: bool = True,
) -> int:
    """Write a bundle that ends with the tenant's newest signed head; return its size.

    Raises ``UsageError`` without a signed head, for a folder that is not empty, and for a position
    past the head.
    """
    with database.read() as connection:
        unit = Unit(connection, Ports(), Hooks(), database.options)
        bundle = _bundle(unit, tenant, positions, with_entries=with_entries)
        write_bundle(unit, bundle, folder)
    return bundle.size


def _bundle(
    unit: Unit, tenant: str, positions: tuple[int, ...] | None, *, with_entries: bool
) -> Bundle:
    head = newest(unit, tenant)
    note = head.note.to_text()
    return Bundle(tenant, head.size, note, head.vkeys, positions, with_entries=with_entries)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `export`; it sets ``run(arguments) -> int``."""
    parser = subparsers.add_parser("export", help="write a bundle that verifies without a server")
    parser.add_argument("folder", type=Path, help="a new or empty folder; with --format a new zip")
    parser.add_argument("--database", required=True, help="URL of the database")
    parser.add_argument("--schema", help="schema of the tables (PostgreSQL)")
    parser.add_argument("--tenant", required=True, help="whose record")
    parser.add_argument("--position", type=int, action="append", help="produce only this record")
    parser.add_argument("--without-entries", action="store_true", help="hashes and records only")
    parser.add_argument(
        "--keys", type=Path, help="sign the head as it is now with these keys first"
    )
    parser.add_argument("--origin", default="onrecord.local", help="as in checkpoint_origin")
    parser.add_argument(
        "--format",
        action="append",
        choices=sorted(FORMATS),
        help="write what was said in this format, with what proves it",
    )
    parser.add_argument("--conversation", action="append", help="--format: only this one")
    parser.add_argument("--since", type=_moment, help="--format: what was said from then on")
    parser.add_argument("--until", type=_moment, help="--format: what was said before that")
    parser.add_argument("--seal-to", help="--format: the public key of who alone is to open it")
    parser.add_argument("--files", action="store_true", help="--format: the files of messages, too")
    parser.set_defaults(run=_run)


def _moment(text: str) -> datetime:
    """Read a day or a time; what names no zone is in UTC."""
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def _run(arguments: argparse.Namespace) -> int:
    database = with_keys(Database(arguments.database, arguments.schema), provider_of_environment())
    try:
        size = _export(database, arguments)
    except (OnRecordError, OSError) as error:
        sys.stderr.write(f"onrecord: {error}\n")
        return 2
    finally:
        database.dispose()
    sys.stdout.write(f"{arguments.folder}: {size} entries of {arguments.tenant}\n")
    return 0


def _export(database: Database, arguments: argparse.Namespace) -> int:
    if arguments.keys is not None:
        ring = KeyRing.load(arguments.keys)
        CheckpointSigner(ring, arguments.origin, Ports()).sign(database, arguments.tenant)
    if arguments.format:
        return _hand_over(database, arguments)
    chosen = None if arguments.position is None else tuple(arguments.position)
    entries = not arguments.without_entries
    return export(
        database, arguments.tenant, arguments.folder, positions=chosen, with_entries=entries
    )


def _hand_over(database: Database, arguments: argparse.Namespace) -> int:
    """Write an archive of what was said. It is who holds the database that does this: no grant is asked."""
    ports, tenant = Ports(), arguments.tenant
    with database.read() as connection:
        head = newest(Unit(connection, ports, Hooks(), database.options), tenant)
    now = ports.clock()
    chosen = None if arguments.conversation is None else tuple(arguments.conversation)
    asked = Handing(
        tenant=tenant,
        export=ports.new_id("export"),
        at=now,
        head=head,
        scope=Scope(head.size, arguments.until or now, arguments.since, chosen),
        formats=arguments.format,
        ask=asking(database),
        bytes_of=_bytes_of(database, arguments),
        sealed_to=arguments.seal_to,
    )
    with arguments.folder.open("xb") as target:
        digest = hand_over(asked, target)
    sys.stdout.write(f"SHA-256 of its manifest: {digest}\n")
    return head.size


def _bytes_of(database: Database, arguments: argparse.Namespace) -> BytesOf:
    if not arguments.files:
        return nothing

    def store_of(_: str, name: str) -> Store:
        store = open_store(name, {}, lambda _: database)
        return EncryptedStore(store, lambda _: ring_of(database))

    return bytes_of(database, arguments.tenant, store_of)
