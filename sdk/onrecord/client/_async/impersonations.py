"""When the host's own code acted in one's name."""

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.wire.impersonations import Impersonation
from onrecord.wire.page import Page


class AsyncImpersonationsApi(AsyncApi):
    """``me.impersonations``: when the host's own code acted in one's name."""

    async def list(
        self, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[Impersonation]:
        """Return one page, the latest first."""
        return await self._call(endpoints.LIST_IMPERSONATIONS, cursor=cursor, limit=limit)
