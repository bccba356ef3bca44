"""What an officer is asked where the time of messages is over."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Literal

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.page import Page
from onrecord.wire.retention_asks import RetentionAsk, RetentionAskState


class AsyncRetentionAsksApi(AsyncApi):
    """``me.retention_asks``: whether messages go whose rule asks, for who answers for that."""

    async def list(
        self,
        *,
        state: RetentionAskState | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[RetentionAsk]:
        """Return one page of what rules of retention ask, the latest first."""
        return await self._call(
            endpoints.LIST_RETENTION_ASKS, state=state, cursor=cursor, limit=limit
        )

    def iterate(
        self, *, state: RetentionAskState | None = None, limit: int | None = None
    ) -> AsyncIterator[RetentionAsk]:
        """Yield what rules of retention ask, the latest first."""
        return each(lambda cursor: self.list(state=state, cursor=cursor, limit=limit))

    async def get(self, ask_id: str) -> RetentionAsk:
        """Return one thing that a rule of retention asks."""
        return await self._call(endpoints.GET_RETENTION_ASK, ask_id=ask_id)

    async def answer(
        self,
        ask_id: str,
        answer: Literal["erase", "keep"],
        *,
        hash: str,  # noqa: A002 - the wire's name
        reason: str,
        until: datetime | None = None,
    ) -> RetentionAsk:
        """Say that exactly what was read goes, or stays until a date.

        Raises ``Forbidden``, ``Invalid``, ``Conflict``, ``RetentionAskChanged``, ``RetentionAskOver``.
        """
        return await self._call(
            endpoints.ANSWER_RETENTION_ASK,
            ask_id=ask_id,
            answer=answer,
            hash=hash,
            reason=reason,
            until=until,
        )

    async def approve(self, ask_id: str, *, hash: str) -> RetentionAsk:  # noqa: A002 - the wire's name
        """Let exactly what was read be erased, as the second person. Raises as ``answer`` does."""
        return await self._call(endpoints.APPROVE_RETENTION_ASK, ask_id=ask_id, hash=hash)

    async def reopen(self, ask_id: str, *, reason: str) -> RetentionAsk:
        """Take an answer back, and say why: it is asked anew. Raises ``Forbidden``, ``Conflict``."""
        return await self._call(endpoints.REOPEN_RETENTION_ASK, ask_id=ask_id, reason=reason)
