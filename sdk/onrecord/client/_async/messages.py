"""Messages: send, page, edit, remove."""

from collections.abc import AsyncIterator, Sequence

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.ids import new_id
from onrecord.wire.messages import Message, MessageVersion
from onrecord.wire.page import Page
from onrecord.wire.retention import MessageRetention
from onrecord.wire.scalars import Priority


class AsyncMessagesApi(AsyncApi):
    """``me.messages``: say something, and look back."""

    async def send(
        self,
        conversation_id: str,
        text: str = "",
        *,
        reply_to: str | None = None,
        client_id: str | None = None,
        thread_id: str | None = None,
        also_in_channel: bool = False,
        confirm_mentions: int | None = None,
        priority: Priority = "normal",
        acknowledge: bool = False,
        attachments: Sequence[str] = (),
    ) -> Message:
        """Add a message; when this returns, it is committed, exactly once (contract P1, P2).

        Without a ``client_id`` one is made here, so that retries are safe. Bring your own where a
        crash of your process must not double the message, such as ``order-1234-shipped``.
        ``thread_id`` puts it into the thread of a message. ``attachments`` are ids of
        uploads that are ready (``me.attachments.upload``); with one, there need be no text.
        """
        given = {"conversation_id": conversation_id, "text": text, "reply_to": reply_to}
        thread = {"thread_id": thread_id, "also_in_channel": also_in_channel or None}
        more = {
            "priority": None if priority == "normal" else priority,
            "acknowledge": acknowledge or None,
            "attachments": [*attachments] or None,
        }
        return await self._call(
            endpoints.SEND_MESSAGE,
            **given,
            **thread,
            **more,
            confirm_mentions=confirm_mentions,
            client_id=client_id or new_id("key"),
        )

    async def list(
        self,
        conversation_id: str,
        *,
        before: int | None = None,
        after: int | None = None,
        around: int | None = None,
        cursor: str | None = None,
        thread_id: str | None = None,
        limit: int | None = None,
    ) -> Page[Message]:
        """Return one page of history, the newest first; with ``after``, upwards from there.

        ``thread_id`` asks for the replies of one thread instead of the timeline.

        ``before``, ``after`` and ``around`` are positions; at most one of them may be given.
        """
        place = {"before": before, "after": after, "around": around, "cursor": cursor}
        given = {"conversation_id": conversation_id, "thread_id": thread_id, "limit": limit}
        return await self._call(endpoints.LIST_MESSAGES, **given, **place)

    def iterate(
        self,
        conversation_id: str,
        *,
        before: int | None = None,
        after: int | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[Message]:
        """Yield the whole history, the newest first; with ``after``, upwards from there."""

        async def page(cursor: str | None) -> Page[Message]:
            # A cursor knows its place and its direction.
            place = (None, None) if cursor else (before, after)
            return await self.list(
                conversation_id, before=place[0], after=place[1], cursor=cursor, limit=limit
            )

        return each(page)

    async def get(self, message_id: str) -> Message:
        """Return one message in its newest version."""
        return await self._call(endpoints.GET_MESSAGE, message_id=message_id)

    async def edit(self, message_id: str, text: str, *, version: int | None = None) -> Message:
        """Write a new version of one's own message; the old ones stay on the record.

        With ``version``, ``Conflict`` when the newest version is another one.
        """
        given = {"message_id": message_id, "text": text, "version": version}
        return await self._call(endpoints.EDIT_MESSAGE, **given)

    async def remove(self, message_id: str, *, reason: str | None = None) -> Message:
        """Take a message out of sight and return its tombstone; the record keeps the content."""
        return await self._call(endpoints.REMOVE_MESSAGE, message_id=message_id, reason=reason)

    async def held(
        self, conversation_id: str, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[Message]:
        """Return what the policy kept back of one's own messages there, the latest first."""
        given = {"cursor": cursor, "limit": limit}
        return await self._call(endpoints.LIST_HELD, conversation_id=conversation_id, **given)

    async def withdraw(self, message_id: str) -> Message:
        """Take back one's own message that is held. ``Conflict`` once it was decided."""
        return await self._call(endpoints.WITHDRAW_HELD, message_id=message_id)

    async def versions(
        self, message_id: str, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[MessageVersion]:
        """Return versions of a message, the oldest first, 200 at a time."""
        given = {"cursor": cursor, "limit": limit}
        return await self._call(endpoints.LIST_VERSIONS, message_id=message_id, **given)

    async def retention(self, message_id: str) -> MessageRetention:
        """Return how long a message is kept at least, and which rules of the policy ask for it."""
        return await self._call(endpoints.EXPLAIN_RETENTION, message_id=message_id)
