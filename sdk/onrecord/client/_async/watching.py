"""Watching the watchers: for auditors, and for everybody."""

from datetime import datetime

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.wire.watching import (
    OversightDays,
    ReviewersWatch,
    TransparencyQuarters,
    TransparencyReport,
)


class AsyncWatchApi(AsyncApi):
    """``me.watch``: what reviewers do, in numbers."""

    async def reviewers(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        utc_offset: int | None = None,
    ) -> ReviewersWatch:
        """Say what each reviewer did; for auditors, without a word of any message."""
        return await self._call(
            endpoints.WATCH_REVIEWERS, since=since, until=until, utc_offset=utc_offset
        )

    async def days(self, *, utc_offset: int | None = None) -> OversightDays:
        """Say how much was written, found and decided on each of the last 30 days."""
        return await self._call(endpoints.WATCH_DAYS, utc_offset=utc_offset)


class AsyncTransparencyApi(AsyncApi):
    """``me.transparency``: what oversight did, for everybody to read."""

    async def list(self) -> TransparencyQuarters:
        """List the quarters that there is a report of."""
        return await self._call(endpoints.LIST_TRANSPARENCY)

    async def get(self, quarter: str) -> TransparencyReport:
        """Return what oversight did in a quarter, such as ``2026-Q1``."""
        return await self._call(endpoints.GET_TRANSPARENCY, quarter=quarter)
