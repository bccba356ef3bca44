"""What would go, and what went."""

from collections.abc import AsyncIterator

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.page import Page
from onrecord.wire.retention import RetentionRun, RetentionTrial


class AsyncRetentionApi(AsyncApi):
    """``me.retention``: for who approves how long things are kept."""

    async def trial(self, version: int) -> RetentionTrial:
        """Count what a version of the policy would let go now; it is on the record."""
        return await self._call(endpoints.TRY_RETENTION, version=version)

    async def runs(
        self, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[RetentionRun]:
        """Return one page of what was destroyed by the policy, run by run, the latest first."""
        return await self._call(endpoints.LIST_RETENTION_RUNS, cursor=cursor, limit=limit)

    def iterate_runs(self, *, limit: int | None = None) -> AsyncIterator[RetentionRun]:
        """Yield runs, the latest first."""
        return each(lambda cursor: self.runs(cursor=cursor, limit=limit))
