"""Reporting what breaks the rules."""

from collections.abc import AsyncIterator

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.page import Page
from onrecord.wire.reports import ReasonCode, Report


class AsyncReportsApi(AsyncApi):
    """``me.reports``: what one reported, and what came of it; nobody is told who did."""

    async def make(
        self,
        reason_code: ReasonCode,
        *,
        message_id: str | None = None,
        person_id: str | None = None,
        said: str | None = None,
    ) -> Report:
        """Report a message that one sees, or a person."""
        return await self._call(
            endpoints.MAKE_REPORT,
            reason_code=reason_code,
            message_id=message_id,
            person_id=person_id,
            said=said,
        )

    async def list(self, *, cursor: str | None = None, limit: int | None = None) -> Page[Report]:
        """Return one page of one's own reports, the latest first."""
        return await self._call(endpoints.LIST_REPORTS, cursor=cursor, limit=limit)

    def iterate(self, *, limit: int | None = None) -> AsyncIterator[Report]:
        """Yield one's own reports, the latest first."""
        return each(lambda cursor: self.list(cursor=cursor, limit=limit))

    async def get(self, report_id: str) -> Report:
        """Return a report of one's own."""
        return await self._call(endpoints.GET_REPORT, report_id=report_id)
