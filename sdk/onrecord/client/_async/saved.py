"""Messages that one keeps for oneself."""

from collections.abc import AsyncIterator

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.page import Page
from onrecord.wire.saved import Saved, SavedMark


class AsyncSavedApi(AsyncApi):
    """``me.saved``: one's own list of messages, over all conversations."""

    async def add(self, message_id: str) -> SavedMark:
        """Save a message; nobody else learns of it. ``Full`` when one keeps 1,000."""
        return await self._call(endpoints.ADD_SAVED, message_id=message_id)

    async def remove(self, message_id: str) -> SavedMark:
        """Take a message off the list, one that is out of sight too."""
        return await self._call(endpoints.REMOVE_SAVED, message_id=message_id)

    async def list(self, *, cursor: str | None = None, limit: int | None = None) -> Page[Saved]:
        """Return one page of what one has saved and may see now, the latest saved first."""
        return await self._call(endpoints.LIST_SAVED, cursor=cursor, limit=limit)

    def iterate(self, *, limit: int | None = None) -> AsyncIterator[Saved]:
        """Yield everything one has saved, fetching pages of ``limit`` as they are needed."""
        return each(lambda cursor: self.list(cursor=cursor, limit=limit))
