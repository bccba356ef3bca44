"""Reactions to messages."""

from collections.abc import AsyncIterator

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.page import Page
from onrecord.wire.reactions import Reaction


class AsyncReactionsApi(AsyncApi):
    """``me.reactions``: react to a message with one emoji, and see who did."""

    async def add(self, message_id: str, emoji: str) -> Reaction:
        """React with one emoji; the same again changes nothing.

        The answer has the emoji in its full form. ``Full`` when the message has 20 other ones.
        """
        return await self._call(endpoints.ADD_REACTION, message_id=message_id, emoji=emoji)

    async def remove(self, message_id: str, emoji: str) -> Reaction:
        """Take one's own reaction back; one that is not there changes nothing."""
        return await self._call(endpoints.REMOVE_REACTION, message_id=message_id, emoji=emoji)

    async def list(
        self,
        message_id: str,
        *,
        emoji: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[Reaction]:
        """Return one page of who reacted, the first one first; with ``emoji``, who reacted so."""
        given = {"message_id": message_id, "emoji": emoji, "cursor": cursor, "limit": limit}
        return await self._call(endpoints.LIST_REACTIONS, **given)

    def iterate(
        self, message_id: str, *, emoji: str | None = None, limit: int | None = None
    ) -> AsyncIterator[Reaction]:
        """Yield everybody who reacted, fetching pages of ``limit`` as they are needed."""
        return each(lambda cursor: self.list(message_id, emoji=emoji, cursor=cursor, limit=limit))
