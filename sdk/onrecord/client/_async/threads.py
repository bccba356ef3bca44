"""Threads: what is written below a message, and which of it one follows."""

from collections.abc import AsyncIterator

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.page import Page
from onrecord.wire.threads import Thread, ThreadMark, ThreadsMarked


class AsyncThreadsApi(AsyncApi):
    """``me.threads``: the inbox of followed threads, and one's place in each.

    Replies are sent and paged through ``me.messages`` with ``thread_id``.
    """

    async def get(self, thread_id: str) -> Thread:
        """Return a thread by its root message; ``NotFound`` where one may not see that."""
        return await self._call(endpoints.GET_THREAD, thread_id=thread_id)

    async def list(
        self,
        *,
        unread: bool = False,
        conversation_id: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[Thread]:
        """Return one page of the threads that one follows, the latest activity first."""
        given = {"conversation_id": conversation_id, "cursor": cursor, "limit": limit}
        return await self._call(endpoints.LIST_THREADS, unread=unread, **given)

    def iterate(
        self,
        *,
        unread: bool = False,
        conversation_id: str | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[Thread]:
        """Yield all threads that one follows, the latest activity first."""
        here = conversation_id
        return each(
            lambda cursor: self.list(
                unread=unread, conversation_id=here, cursor=cursor, limit=limit
            )
        )

    async def marks(
        self,
        *,
        conversation_id: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[ThreadMark]:
        """Return one page of the marks of all followed threads: what counting needs."""
        given = {"conversation_id": conversation_id, "cursor": cursor, "limit": limit}
        return await self._call(endpoints.LIST_THREAD_MARKS, **given)

    async def follow(self, thread_id: str) -> ThreadMark:
        """Follow a thread from now on."""
        return await self._call(endpoints.FOLLOW_THREAD, thread_id=thread_id)

    async def unfollow(self, thread_id: str) -> ThreadMark:
        """Follow a thread no longer, until one writes in it or is named there."""
        return await self._call(endpoints.UNFOLLOW_THREAD, thread_id=thread_id)

    async def read(self, thread_id: str, position: int) -> ThreadMark:
        """Say that one has read a thread up to a reply's ``position``; a mark never goes back."""
        return await self._call(endpoints.READ_THREAD, thread_id=thread_id, position=position)

    async def read_all(self, *, conversation_id: str | None = None) -> ThreadsMarked:
        """Mark the followed threads as read; while the answer says ``more``, call again."""
        return await self._call(endpoints.READ_ALL_THREADS, conversation_id=conversation_id)
