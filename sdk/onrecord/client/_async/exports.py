"""Exports: what a grant opens, handed over with what proves it."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from onrecord import endpoints
from onrecord.binding import make
from onrecord.client._async.caller import AsyncApi, AsyncCarrier
from onrecord.client._async.paging import each
from onrecord.errors import UsageError
from onrecord.wire.exports import Archive, ExportFormat, GetArchiveContent
from onrecord.wire.page import Page


class AsyncExportsApi(AsyncApi):
    """``me.exports``: exports under a grant."""

    async def create(
        self,
        grant_id: str,
        formats: Sequence[ExportFormat],
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        sealed_to: str | None = None,
    ) -> Archive:
        """Begin an export of what an open grant opens."""
        return await self._call(
            endpoints.CREATE_ARCHIVE,
            grant_id=grant_id,
            formats=list(formats),
            since=since,
            until=until,
            sealed_to=sealed_to,
        )

    async def get(self, archive_id: str) -> Archive:
        """Return an export and how far it has come."""
        return await self._call(endpoints.GET_ARCHIVE, archive_id=archive_id)

    async def approve(self, archive_id: str) -> Archive:
        """Approve what somebody else asked for."""
        return await self._call(endpoints.APPROVE_ARCHIVE, archive_id=archive_id)

    async def cancel(self, archive_id: str) -> Archive:
        """Stop an export, or throw what was written away."""
        return await self._call(endpoints.CANCEL_ARCHIVE, archive_id=archive_id)

    async def resume(self, archive_id: str) -> Archive:
        """Begin an export anew that stopped on its way."""
        return await self._call(endpoints.RESUME_ARCHIVE, archive_id=archive_id)

    async def list(self, *, cursor: str | None = None, limit: int = 50) -> Page[Archive]:
        """Return a page of exports, the newest first."""
        return await self._call(endpoints.LIST_ARCHIVES, cursor=cursor, limit=limit)

    def all(self) -> AsyncIterator[Archive]:
        """Return all exports, page after page."""
        return each(lambda cursor: self.list(cursor=cursor))

    def content(self, archive_id: str, *, start: int = 0) -> AsyncIterator[bytes]:
        """Yield the bytes of an archive that is done, from ``start`` on, as they come."""
        if not isinstance(self._caller, AsyncCarrier):
            raise UsageError("archives do not travel this way: use acting_as, or HTTP")
        command = make(GetArchiveContent, {"archive_id": archive_id})
        return self._caller.get_octets(endpoints.GET_ARCHIVE_CONTENT, command, start=start)
