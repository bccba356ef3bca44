"""Exports of announcements as CSV over HTTP: page by page, authorised anew for each of them."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

from onrecord import endpoints
from onrecord.binding import from_raw_request
from onrecord.wire.announcements import (
    AnnouncementExport,
    DownloadExport,
    GetExport,
    ListExportRows,
)
from onrecord_server.announcements import sheet
from onrecord_server.core.actor import Actor
from onrecord_server.doorway.calls import Calls
from onrecord_server.rest import http
from onrecord_server.rest.asked import Asked
from onrecord_server.rest.http import Streamed


#: People on one page: what is in memory at a time.
PAGE: Final = 200


class Sheets:
    """Streams exports, as their rows are read."""

    def __init__(self, calls: Calls) -> None:
        """Keep how operations are run."""
        self._calls = calls

    async def answer(self, asked: Asked, parameters: Mapping[str, str], actor: Actor) -> Streamed:
        """Answer a download; whoever may not have it is refused before anything is sent."""
        query = http.query_pairs(asked.scope)
        command = from_raw_request(endpoints.DOWNLOAD_EXPORT, parameters, query)
        made = await self._made(command, actor)
        first = await self._rows(made.id, None, actor)
        headers = {
            "content-type": "text/csv; charset=utf-8; header=present",
            "content-disposition": f'attachment; filename="{made.id}.csv"',
        }
        return Streamed(200, None, headers, self._lines(made, first, actor), asked.receive)

    async def _made(self, command: DownloadExport, actor: Actor) -> AnnouncementExport:
        given = GetExport(export_id=command.export_id)
        found = await self._calls.call(endpoints.GET_EXPORT.name, given, actor)
        return AnnouncementExport.model_validate(found.value)

    async def _rows(self, export_id: str, cursor: str | None, actor: Actor) -> Any:
        given = ListExportRows(export_id=export_id, cursor=cursor, limit=PAGE)
        found = await self._calls.call(endpoints.LIST_EXPORT_ROWS.name, given, actor)
        return found.resource()

    async def _lines(
        self, made: AnnouncementExport, page: Any, actor: Actor
    ) -> AsyncIterator[bytes]:
        yield (sheet.head() + sheet.body(made, page.data)).encode()
        while page.next_cursor is not None:
            page = await self._rows(made.id, page.next_cursor, actor)
            yield sheet.body(made, page.data).encode()
