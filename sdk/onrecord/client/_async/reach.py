"""Reach: who may be left out."""

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.wire.reach import ReachReason, ReachReport


class AsyncReachApi(AsyncApi):
    """``me.reach``: who is in no space, unreached, or without acknowledgement."""

    async def report(
        self,
        *,
        days: int | None = None,
        reason: ReachReason | None = None,
        space_id: str | None = None,
        attribute: str | None = None,
        value: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> ReachReport:
        """Return the totals and one page of people; each page is put on the record."""
        return await self._call(
            endpoints.READ_REACH,
            days=days,
            reason=reason,
            space_id=space_id,
            attribute=attribute,
            value=value,
            cursor=cursor,
            limit=limit,
        )
