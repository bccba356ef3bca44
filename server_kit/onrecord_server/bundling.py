"""`onrecord export`: write what an outsider needs to verify a record, or what was said in other formats."""

import argparse
import getpass
import hashlib
import sys
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias, TypeVar

import sqlalchemy as sa

from onrecord.errors import Conflict, OnRecordError, UsageError
from onrecord_server.attachments.adapters.base import Store
from onrecord_server.attachments.adapters.encrypted import EncryptedStore
from onrecord_server.attachments.adapters.opening import open_store
from onrecord_server.core import stream
from onrecord_server.core.actor import host_actor
from onrecord_server.core.database import Database
from onrecord_server.core.hooks import PROJECTIONS, Hooks
from onrecord_server.core.leases import TRIES
from onrecord_server.core.operation import Tx, begin
from onrecord_server.core.ports import Ports
from onrecord_server.core.rows import entries
from onrecord_server.core.settings import Limits
from onrecord_server.core.unit import Unit
from onrecord_server.encryption.keyring import ring_of, with_keys
from onrecord_server.encryption.providers import provider_of_environment
from onrecord_server.exports import taking
from onrecord_server.exports.attached import BytesOf, bytes_of, nothing
from onrecord_server.exports.formats.known import FORMATS, demand
from onrecord_server.exports.handing import Handing, hand_over
from onrecord_server.exports.names import asking
from onrecord_server.exports.overtaken import Overtaken
from onrecord_server.exports.reading import Scope
from onrecord_server.exports.sealing import public_key
from onrecord_server.exports.taking import Reach, Taking
from onrecord_server.record.export import Bundle, write_bundle
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.newest import SignedHead, newest
from onrecord_server.record.signer import CheckpointSigner


T = TypeVar("T")
Admits: TypeAlias = Callable[[Collection[str]], Collection[str]]


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
    past the head; ``Conflict`` where something of it was erased that no signed head covers yet.
    """
    with database.read() as connection:
        unit = Unit(connection, Ports(), Hooks(), database.options)
        bundle = _bundle(unit, tenant, positions, with_entries=with_entries)
        if positions != ():
            _demand_there(unit, bundle)
        write_bundle(unit, bundle, folder)
    return bundle.size


def _bundle(
    unit: Unit, tenant: str, positions: tuple[int, ...] | None, *, with_entries: bool
) -> Bundle:
    head = newest(unit, tenant)
    note = head.note.to_text()
    found = Bundle(tenant, head.size, note, head.vkeys, positions, with_entries=with_entries)
    return replace(found, answered=head.answered)


def _demand_there(unit: Unit, bundle: Bundle) -> None:
    """Refuse a head beyond which something was erased that is in the bundle. Raises ``Conflict``."""
    gone, made = entries.alias(), entries.alias()
    same = (made.c.tenant == gone.c.tenant, made.c.object == gone.c.object)
    query = sa.select(gone.c.position, made.c.position.label("of")).where(
        gone.c.tenant == bundle.tenant,
        gone.c.position >= bundle.size,
        gone.c.type.like("%.erased"),
        *same,
        made.c.position < bundle.size,
        made.c.content_id.is_not(None),
    )
    chosen = None if bundle.positions is None else set(bundle.positions)
    for row in unit.execute(query.order_by(gone.c.position)):
        if chosen is None or row.of in chosen:
            raise _uncovered(row.position)


def _uncovered(position: int) -> Conflict:
    return Conflict(
        f"Entry {position} erased something of this, and no signed head covers that yet: "
        "export it once one does, or name --keys."
    )


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `export`; it sets ``run(arguments) -> int``."""
    parser = subparsers.add_parser("export", help="write a bundle that verifies without a server")
    parser.add_argument("folder", type=Path, help="a new or empty folder; with --format a new zip")
    parser.add_argument("--database", required=True, help="URL of the database")
    parser.add_argument("--schema", help="schema of the tables (PostgreSQL)")
    parser.add_argument("--tenant", required=True, help="whose record")
    parser.add_argument("--by", required=True, help="who you are: the name that you log in with")
    parser.add_argument(
        "--grant", help="--format: the open grant that opens it; that much is taken"
    )
    parser.add_argument(
        "--legal-process", help="reference of the process that it is handed over for"
    )
    parser.add_argument("--position", type=int, action="append", help="produce only this record")
    parser.add_argument("--without-entries", action="store_true", help="hashes and records only")
    parser.add_argument(
        "--without-words", action="store_true", help="hashes and entries only, which hold no words"
    )
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
    """Put on the record what is taken, write it, and put on the record what it came to."""
    _demand_room(arguments.folder, archive=bool(arguments.format))
    demand(arguments.format or ())
    asked = _asked(arguments)
    if arguments.keys is None:
        _head(database, arguments.tenant)
    reach = _within(database, arguments.tenant, lambda tx: taking.take(tx, asked))
    _sign(database, arguments)
    size, facts = (
        _hand_over(database, arguments, asked, reach)
        if arguments.format
        else _bundled(database, arguments)
    )
    _within(database, arguments.tenant, lambda tx: taking.settle(tx, asked.id, facts))
    return size


def _sign(database: Database, arguments: argparse.Namespace) -> None:
    """Sign the record as it is now, where there are keys to."""
    if arguments.keys is not None:
        ring = KeyRing.load(arguments.keys)
        CheckpointSigner(ring, arguments.origin, Ports()).sign(database, arguments.tenant)


def _demand_room(folder: Path, *, archive: bool) -> None:
    """Refuse to write over what is there, before anything is on the record."""
    if folder.exists() and (archive or any(folder.iterdir())):
        raise UsageError(f"{folder} is there already" if archive else f"{folder} is not empty")


def _asked(arguments: argparse.Namespace) -> Taking:
    if arguments.grant and not arguments.format:
        raise UsageError("a grant opens what was said: name a --format")
    if arguments.seal_to:
        public_key(arguments.seal_to)
    return Taking(
        id=Ports().new_id("export"),
        by=arguments.by,
        login=_login(),
        formats=arguments.format or (),
        grant=arguments.grant,
        legal_process=arguments.legal_process,
        conversations=arguments.conversation,
        since=arguments.since,
        until=arguments.until,
        files=arguments.files,
        sealed_to=arguments.seal_to,
        words=bool(arguments.format) or not arguments.without_words,
    )


def _login() -> str:
    """Return as whom the system knows who runs this."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _within(database: Database, tenant: str, work: Callable[[Tx], T]) -> T:
    """Run work of the operator in a transaction of its own."""
    with database.write() as connection:
        unit = Unit(connection, Ports(), _hooks(), database.options)
        if unit.head(tenant) is None:
            raise UsageError(f"no record of {tenant} is in this database")
        answer = work(begin(unit, host_actor(tenant, taking.OPERATOR), Limits()))
        stream.seal(unit)
    return answer


def _hooks() -> Hooks:
    return Hooks(projections=tuple(PROJECTIONS))


def _head(database: Database, tenant: str) -> SignedHead:
    with database.read() as connection:
        return newest(Unit(connection, Ports(), Hooks(), database.options), tenant)


def _bundled(database: Database, arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    """Write a bundle for who verifies; its manifest holds the SHA-256 of all its files."""
    chosen = None if arguments.position is None else tuple(arguments.position)
    size = export(
        database,
        arguments.tenant,
        arguments.folder,
        positions=() if arguments.without_words else chosen,
        with_entries=not arguments.without_entries,
    )
    manifest = (arguments.folder / "manifest.json").read_bytes()
    return size, {"upto": size - 1, "manifest_sha256": hashlib.sha256(manifest).hexdigest()}


def _hand_over(
    database: Database, arguments: argparse.Namespace, taken: Taking, reach: Reach
) -> tuple[int, dict[str, Any]]:
    """Write an archive of what was said, as far as it was opened; anew where it changed meanwhile.

    Raises ``Conflict`` where no head covers that, or it changes each time.
    """
    for _ in range(TRIES):
        try:
            return _write(database, arguments, taken, reach)
        except Overtaken as error:
            arguments.folder.unlink()
            _sign(database, arguments)
            _demand_covered(_head(database, arguments.tenant), error.position)
    raise Conflict("Each time that this was written, something of it changed: export it later.")


def _demand_covered(head: SignedHead, position: int | None) -> None:
    if position is not None and head.size <= position:
        raise _uncovered(position)


def _write(
    database: Database, arguments: argparse.Namespace, taken: Taking, reach: Reach
) -> tuple[int, dict[str, Any]]:
    head, now = _head(database, arguments.tenant), Ports().clock()
    asked = Handing(
        tenant=arguments.tenant,
        export=taken.id,
        at=now,
        head=head,
        scope=_scope(reach, head, now, _admitting(database, arguments.tenant, taken, reach)),
        formats=taken.formats,
        ask=asking(database),
        bytes_of=_bytes_of(database, arguments),
        why=_why(taken, reach),
        sealed_to=arguments.seal_to,
    )
    with arguments.folder.open("xb") as file:
        target = _Hashed(file)
        digest = hand_over(asked, target)
    sys.stdout.write(f"SHA-256 of its manifest: {digest}\n")
    facts = {"upto": head.size - 1, "size": target.size, "manifest_sha256": digest}
    return head.size, {**facts, "sha256": target.digest.hexdigest()}


def _scope(reach: Reach, head: SignedHead, now: datetime, admits: Admits | None) -> Scope:
    until, bare = reach.until or now, admits is not None
    return Scope(head.size, until, reach.since, reach.conversations, admits, bare=bare)


def _admitting(database: Database, tenant: str, taken: Taking, reach: Reach) -> Admits | None:
    """Return what asks a grant again at every page: one that ends half way ends the export."""
    if reach.requester is None:
        return None
    grant, requester = str(taken.grant), str(reach.requester)

    def admits(ids: Collection[str]) -> list[str]:
        with database.read() as connection:
            unit = Unit(connection, Ports(), _hooks(), database.options)
            tx = begin(unit, host_actor(tenant, taking.OPERATOR), Limits())
            return taking.admitted(tx, grant, requester, sorted(ids))

    return admits


def _why(taken: Taking, reach: Reach) -> dict[str, Any]:
    """Return what the manifest says of why, and of who wrote it."""
    opens = {"grant": taken.grant, "requester": reach.requester}
    opens = opens if taken.grant else {"legal_process": taken.legal_process}
    return {**opens, "taken_by": taken.by}


class _Hashed:
    """Writes on, and knows the size and the SHA-256 of what it wrote."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes, /) -> None:
        self._file.write(data)
        self.digest.update(data)
        self.size += len(data)


def _bytes_of(database: Database, arguments: argparse.Namespace) -> BytesOf:
    if not arguments.files:
        return nothing

    def store_of(_: str, name: str) -> Store:
        store = open_store(name, {}, lambda _: database)
        return EncryptedStore(store, lambda _: ring_of(database))

    return bytes_of(database, arguments.tenant, store_of)
