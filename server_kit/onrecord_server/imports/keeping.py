"""Keeping the file of an import: every piece is on the record as it came, before anything is read."""

import base64
import binascii
import hashlib
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import FileTooLarge, Invalid, NotFound, WrongOffset
from onrecord.wire import imports as wire
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.imports import access, changes, present, queries, rules
from onrecord_server.imports.requests import access as request_access
from onrecord_server.imports.rows import imports


@implements(endpoints.CREATE_IMPORT)
def create_import(tx: Tx, command: wire.CreateImport) -> wire.Import:
    """Take note of a file that its pieces will follow."""
    _demand_sender(tx, command)
    import_id = tx.ports.new_id("import")
    row = {
        "tenant": tx.tenant,
        "id": import_id,
        "format": command.format,
        "state": "receiving",
        "content_id": f"{import_id}:name",
        "parts": 0,
        "size": 0,
        **dict.fromkeys(rules.COUNTS, 0),
        "request": command.request_id,
        "created_by": tx.actor.person,
        "created_at": tx.now,
        "due": tx.now + rules.AGAIN,
    }
    tx.execute(sa.insert(imports), row)
    said = {"content": {"name": command.name}, "content_id": row["content_id"]}
    facts: dict[str, str] = {"format": command.format}
    if command.request_id is not None:
        facts["request"] = command.request_id
    draft = changes.draft("import.begun", import_id, facts, **said)
    draft.event = {"import_id": import_id, "format": command.format}
    tx.record(draft)
    return present.one(access.sent(tx, import_id), command.name)


def _demand_sender(tx: Tx, command: wire.CreateImport) -> None:
    """Let in who imports, and who was asked for exactly this and agreed."""
    if command.request_id is None:
        return access.demand(tx)
    asked = request_access.sending(tx, command.request_id)
    if asked.format != command.format:
        raise Invalid(f"/format: you were asked for {asked.format}.")
    return None


@implements(endpoints.PUT_IMPORT_PART)
def put_part(tx: Tx, command: wire.PutImportPart) -> wire.Import | Doc[wire.Import]:
    """Put the next piece of a file on the record; the same one again is there already."""
    row = access.changing_file(tx, command.import_id, "receiving")
    data = _bytes(command.data)
    if command.number <= row.parts and queries.part(tx, row.id, command.number) == data:
        shown = present.shown(tx, row)
        return Unchanged(wire.Import, shown.model_dump(mode="json"))
    _demand_next(row, command.number, len(data))
    size = {"parts": command.number, "size": row.size + len(data)}
    now = changes.update(tx, row, size)
    said = {"data": base64.b64encode(data).decode()}
    facts = {"number": command.number, "size": len(data)}
    content_id = queries.part_id(row.id, command.number)
    tx.record(changes.draft("import.received", row.id, facts, content=said, content_id=content_id))
    return present.shown(tx, now)


def _bytes(data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error as error:
        raise Invalid("/data: must be base64") from error


def _demand_next(row: Any, number: int, length: int) -> None:
    if number != row.parts + 1:
        said = f"{row.parts} pieces are here: go on with {row.parts + 1}."
        raise WrongOffset(said, extra={"received": row.parts})
    decision = rules.fits(row.parts, row.size, length)
    if not decision.allowed:
        raise Invalid(decision.reason)
    if row.size + length > rules.MOST:
        said = f"A file has {rules.MOST >> 20} MiB at most: export a shorter time."
        raise FileTooLarge(said, extra={"most": rules.MOST})


@implements(endpoints.TAKE_IMPORT_PART)
def take_part(tx: Tx, command: wire.TakeImportPart) -> wire.ImportPart:
    """Give a piece of the file back, on the record."""
    row = access.taking(tx, command.import_id)
    if command.number > row.parts:
        raise NotFound(f"The file has {row.parts} pieces.")
    data = queries.part(tx, row.id, command.number)
    tx.record(changes.draft("import.taken", row.id, {"number": command.number}))
    said = base64.b64encode(data).decode()
    return wire.ImportPart(import_id=row.id, number=command.number, parts=row.parts, data=said)


@implements(endpoints.FINISH_IMPORT)
def finish_import(tx: Tx, command: wire.FinishImport) -> wire.Import | Doc[wire.Import]:
    """Close a file that is all here: its hash goes on the record."""
    row = access.sent(tx, command.import_id)
    if row.sha256 == command.sha256:
        shown = present.shown(tx, row)
        return Unchanged(wire.Import, shown.model_dump(mode="json"))
    row = access.changing_file(tx, command.import_id, "receiving")
    if not row.parts:
        raise Invalid("The file is empty.")
    if _hash(tx, row) != command.sha256:
        raise Invalid("The bytes that are here have another sha256: send the file again.")
    now = changes.move(tx, row, {"state": "kept", "sha256": command.sha256})
    return present.shown(tx, now)


def _hash(tx: Tx, row: Any) -> str:
    hashed = hashlib.sha256()
    for number in range(1, row.parts + 1):
        hashed.update(queries.part(tx, row.id, number))
    return hashed.hexdigest()
