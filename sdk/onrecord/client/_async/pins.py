"""Messages that a conversation keeps at hand."""

from collections.abc import AsyncIterator

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.page import Page
from onrecord.wire.pins import Pin, PinMark


class AsyncPinsApi(AsyncApi):
    """``me.pins``: pin messages for everybody in a conversation."""

    async def add(self, message_id: str) -> PinMark:
        """Pin a message; a pinned one stays as it is. ``Full`` when there are 100."""
        return await self._call(endpoints.ADD_PIN, message_id=message_id)

    async def remove(self, message_id: str) -> PinMark:
        """Unpin a message; whoever may pin may unpin."""
        return await self._call(endpoints.REMOVE_PIN, message_id=message_id)

    async def list(
        self, conversation_id: str, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[Pin]:
        """Return one page of the pinned messages that one may see, the latest pin first."""
        given = {"conversation_id": conversation_id, "cursor": cursor, "limit": limit}
        return await self._call(endpoints.LIST_PINS, **given)

    def iterate(self, conversation_id: str, *, limit: int | None = None) -> AsyncIterator[Pin]:
        """Yield every pinned message, fetching pages of ``limit`` as they are needed."""
        return each(lambda cursor: self.list(conversation_id, cursor=cursor, limit=limit))
