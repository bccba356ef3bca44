"""Searching what one may see."""

from collections.abc import AsyncIterator
from typing import Literal

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.wire.search import SearchHit, SearchPage, Suggestions


class AsyncSearchApi(AsyncApi):
    """``me.search``: find messages, and what to write into a search."""

    async def messages(
        self,
        query: str,
        *,
        conversation_id: str | None = None,
        sort: Literal["newest", "relevance"] | None = None,
        utc_offset: int | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> SearchPage:
        """Return one page of the messages found; one with a ``next_cursor`` may hold none.

        ``QueryInvalid`` says what is wrong with a query, and where.
        """
        given = {"query": query, "conversation_id": conversation_id, "sort": sort}
        more = {"utc_offset": utc_offset, "cursor": cursor, "limit": limit}
        return await self._call(endpoints.SEARCH_MESSAGES, **given, **more)

    async def iterate(
        self, query: str, *, conversation_id: str | None = None, limit: int | None = None
    ) -> AsyncIterator[SearchHit]:
        """Yield all messages found, the newest first, fetching pages as they are needed."""
        page = await self.messages(query, conversation_id=conversation_id, limit=limit)
        while True:
            for hit in page.data:
                yield hit
            if page.next_cursor is None:
                return
            page = await self.messages(
                query, conversation_id=conversation_id, limit=limit, cursor=page.next_cursor
            )

    async def suggest(self, query: str, *, limit: int | None = None) -> Suggestions:
        """Return people and conversations whose names begin so, for ``from:`` and ``in:``."""
        return await self._call(endpoints.SUGGEST_SEARCH, query=query, limit=limit)
