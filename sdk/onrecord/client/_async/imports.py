"""Imports: what was said elsewhere comes under the record, with the file that says so."""

import base64
import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import BinaryIO

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.imports import (
    DateOrder,
    Import,
    ImportFormat,
    ImportPart,
    ImportPreview,
    ImportReport,
    ImportRetention,
)
from onrecord.wire.page import Page


#: Bytes of a file that go in one piece.
PIECE = 512 * 1024


class AsyncImportsApi(AsyncApi):
    """``host.imports``: files of other programs, and how they become messages."""

    async def create(
        self,
        format: ImportFormat,  # noqa: A002 - the wire's name
        name: str,
        *,
        request_id: str | None = None,
    ) -> Import:
        """Begin an import of a file that a program wrote; with what one was asked for, if one was."""
        return await self._call(
            endpoints.CREATE_IMPORT, format=format, name=name, request_id=request_id
        )

    async def put(self, import_id: str, number: int, data: bytes) -> Import:
        """Send a piece of at most 512 KiB; the first has the number 1."""
        said = base64.b64encode(data).decode()
        return await self._call(
            endpoints.PUT_IMPORT_PART, import_id=import_id, number=number, data=said
        )

    async def take(self, import_id: str, number: int) -> ImportPart:
        """Take a piece of a kept file back. Raises ``SourceErased`` where the file is gone."""
        return await self._call(endpoints.TAKE_IMPORT_PART, import_id=import_id, number=number)

    async def download(self, import_id: str, target: BinaryIO) -> str:
        """Write a kept file, as it came, and return its SHA-256 in hex. Compare it with the import's.

        Raises ``SourceErased`` where the file is gone.
        """
        hashed, parts = hashlib.sha256(), (await self.get(import_id)).parts
        for number in range(1, parts + 1):
            data = base64.b64decode((await self.take(import_id, number)).data)
            hashed.update(data)
            target.write(data)
        return hashed.hexdigest()

    async def finish(self, import_id: str, sha256: str) -> Import:
        """Close a file. Raises ``Invalid`` where the hash is another one."""
        return await self._call(endpoints.FINISH_IMPORT, import_id=import_id, sha256=sha256)

    async def upload(
        self,
        format: ImportFormat,  # noqa: A002
        name: str,
        source: BinaryIO,
        *,
        request_id: str | None = None,
    ) -> Import:
        """Begin an import, send the whole file, and close it."""
        made = await self.create(format, name, request_id=request_id)
        hashed, number = hashlib.sha256(), 0
        while data := source.read(PIECE):
            hashed.update(data)
            number += 1
            await self.put(made.id, number, data)
        return await self.finish(made.id, hashed.hexdigest())

    async def preview(
        self,
        import_id: str,
        *,
        tz: str | None = None,
        order: DateOrder | None = None,
        names: Sequence[str] = (),
        columns: Mapping[str, str] | None = None,
        people: Mapping[str, str] | None = None,
    ) -> ImportPreview:
        """Count what a file holds. Raises ``ChoiceNeeded`` and ``SourceUnreadable``."""
        return await self._call(
            endpoints.PREVIEW_IMPORT,
            import_id=import_id,
            tz=tz,
            order=order,
            names=list(names),
            columns=dict(columns or {}),
            people=dict(people or {}),
        )

    async def start(
        self,
        import_id: str,
        *,
        tz: str | None = None,
        order: DateOrder | None = None,
        names: Sequence[str] = (),
        columns: Mapping[str, str] | None = None,
        people: Mapping[str, str] | None = None,
    ) -> Import:
        """Let a file become messages.

        Raises ``Conflict`` for a file that was started before, and ``SourceErased`` where it is gone.
        """
        return await self._call(
            endpoints.START_IMPORT,
            import_id=import_id,
            tz=tz,
            order=order,
            names=list(names),
            columns=dict(columns or {}),
            people=dict(people or {}),
        )

    async def advance(self, import_id: str, *, limit: int = 200) -> Import:
        """Bring the next messages; ask again until the state is ``done``."""
        return await self._call(endpoints.ADVANCE_IMPORT, import_id=import_id, limit=limit)

    async def cancel(self, import_id: str) -> Import:
        """Stop an import; what became messages stays."""
        return await self._call(endpoints.CANCEL_IMPORT, import_id=import_id)

    async def get(self, import_id: str) -> Import:
        """Return an import and how far it has come."""
        return await self._call(endpoints.GET_IMPORT, import_id=import_id)

    async def list(self, *, cursor: str | None = None, limit: int | None = None) -> Page[Import]:
        """List imports, the newest first."""
        return await self._call(endpoints.LIST_IMPORTS, cursor=cursor, limit=limit)

    def iterate(self, *, limit: int | None = None) -> AsyncIterator[Import]:
        """Yield every import, the newest first."""
        return each(lambda cursor: self.list(cursor=cursor, limit=limit))

    async def report(
        self, import_id: str, *, cursor: str | None = None, limit: int | None = None
    ) -> ImportReport:
        """List what of a file was not understood, with where it stands; nothing once the file is erased."""
        return await self._call(
            endpoints.REPORT_IMPORT, import_id=import_id, cursor=cursor, limit=limit
        )

    async def retention(self, import_id: str) -> ImportRetention:
        """Return what becomes of the kept file, and by what it stays until then."""
        return await self._call(endpoints.EXPLAIN_IMPORT_RETENTION, import_id=import_id)
