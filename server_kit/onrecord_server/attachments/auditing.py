"""Files of messages as they lie in the stores, compared with their sums on the record."""

import hashlib
from collections.abc import Callable
from typing import Any

from pydantic_core import from_json

from onrecord.errors import OnRecordError
from onrecord_server.attachments import bytes as octets
from onrecord_server.attachments import reading
from onrecord_server.attachments.adapters.base import Store, StoreLied
from onrecord_server.attachments.reading import Loaded
from onrecord_server.core.database import Database
from onrecord_server.record.findings import Report


#: Tenant and name of a store, as a row has it → the store. Raises ``OnRecordError`` for others.
StoreOf = Callable[[str, str], Store]


def check_files(report: Report, database: Database, tenant: str, store_of: StoreOf) -> None:
    """Read every file that a message has, and name those that are not what the record says."""
    found = reading.bound(database, tenant)
    for attachment_id in found:
        loaded = reading.load(database, tenant, attachment_id)
        where = f"file {attachment_id}"
        if loaded is None or loaded.row.checked_body is None:
            report.erase(f"{where}: what the record said of it was erased")
        else:
            _check(report, where, loaded, store_of)
    report.remark(f"{len(found)} files of messages were read and compared with their sums")


def leave_files(report: Report, database: Database, tenant: str) -> None:
    """Say how many files nobody has read."""
    number = len(reading.bound(database, tenant))
    if number:
        report.remark(f"the bytes of {number} files were not read (--files reads them)")


def _check(report: Report, where: str, loaded: Loaded, store_of: StoreOf) -> None:
    row = loaded.row
    place = f"of message {row.message} in {row.store}"
    try:
        said = from_json(row.checked_body)
        digest = _digest(loaded, store_of(loaded.tenant, row.store), said["size"])
    except StoreLied:
        report.find("file_missing", where, f"the bytes {place} are not there, or not all of them")
    except (OnRecordError, ValueError, KeyError, TypeError) as error:
        report.find("file_unread", where, f"the bytes {place} could not be read: {error}")
    else:
        if digest != said.get("sha256"):
            report.find(
                "file_differs", where, f"the bytes {place} have another SHA-256 than stated"
            )


def _digest(loaded: Loaded, store: Store, size: Any) -> str:
    digest = hashlib.sha256()
    pieces = [piece for piece in loaded.pieces if piece.part == "file"]
    for chunk in octets.read(store, pieces, 0, size):
        digest.update(chunk)
    return digest.hexdigest()
