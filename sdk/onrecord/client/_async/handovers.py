"""Handing over to a successor."""

from collections.abc import AsyncIterator

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.handovers import Handover, HandoverPreview
from onrecord.wire.page import Page


class AsyncHandoversApi(AsyncApi):
    """``me.handovers``: what somebody who leaves served goes to a successor. Needs ``people:write``."""

    async def preview(
        self,
        person_id: str,
        successor_id: str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> HandoverPreview:
        """Return what would go to a successor, and why the rest would stay; nothing changes.

        Raises ``NotFound``, ``HandoverRefused``.
        """
        return await self._call(
            endpoints.PREVIEW_HANDOVER,
            person_id=person_id,
            successor_id=successor_id,
            cursor=cursor,
            limit=limit,
        )

    async def start(self, person_id: str, successor_id: str, *, reason_code: str) -> Handover:
        """Shut a person out at once, and begin to hand over; said again, it changes nothing.

        Raises ``NotFound``, ``HandoverRefused``, and ``HandoverRunning`` for another successor.
        """
        return await self._call(
            endpoints.START_HANDOVER,
            person_id=person_id,
            successor_id=successor_id,
            reason_code=reason_code,
        )

    async def get(self, handover_id: str) -> Handover:
        """Return one hand-over, and how far it has come."""
        return await self._call(endpoints.GET_HANDOVER, handover_id=handover_id)

    async def list(
        self, *, person_id: str | None = None, cursor: str | None = None, limit: int | None = None
    ) -> Page[Handover]:
        """Return one page of hand-overs, the latest first."""
        return await self._call(
            endpoints.LIST_HANDOVERS, person_id=person_id, cursor=cursor, limit=limit
        )

    def iterate(
        self, *, person_id: str | None = None, limit: int | None = None
    ) -> AsyncIterator[Handover]:
        """Yield hand-overs, the latest first."""
        return each(lambda cursor: self.list(person_id=person_id, cursor=cursor, limit=limit))
