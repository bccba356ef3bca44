"""Requests for somebody's chats: asking for them, and answering."""

from collections.abc import AsyncIterator
from datetime import datetime

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.import_requests import ImportRequest
from onrecord.wire.imports import ImportFormat
from onrecord.wire.page import Page


class AsyncImportRequestsApi(AsyncApi):
    """``me.import_requests``: what people are asked to bring, and what they say to it."""

    async def create(
        self,
        person_id: str,
        format: ImportFormat,  # noqa: A002 - the wire's name
        *,
        reason: str,
        since: datetime | None = None,
        until: datetime | None = None,
        answer_within: str = "P14D",
    ) -> ImportRequest:
        """Ask somebody for what they said in another program."""
        return await self._call(
            endpoints.CREATE_IMPORT_REQUEST,
            person_id=person_id,
            format=format,
            reason=reason,
            since=since,
            until=until,
            answer_within=answer_within,
        )

    async def list(
        self, *, mine: bool = False, cursor: str | None = None, limit: int | None = None
    ) -> Page[ImportRequest]:
        """List requests, the newest first."""
        return await self._call(
            endpoints.LIST_IMPORT_REQUESTS, mine=mine, cursor=cursor, limit=limit
        )

    def iterate(
        self, *, mine: bool = False, limit: int | None = None
    ) -> AsyncIterator[ImportRequest]:
        """Yield every request, the newest first."""
        return each(lambda cursor: self.list(mine=mine, cursor=cursor, limit=limit))

    async def get(self, request_id: str) -> ImportRequest:
        """Return a request with the receipts of what was sent for it."""
        return await self._call(endpoints.GET_IMPORT_REQUEST, request_id=request_id)

    async def answer(self, request_id: str, *, agree: bool, said: str = "") -> ImportRequest:
        """Say yes or no. Raises ``Conflict`` once it is over."""
        return await self._call(
            endpoints.ANSWER_IMPORT_REQUEST, request_id=request_id, agree=agree, said=said
        )

    async def finish(self, request_id: str) -> ImportRequest:
        """Say that one has sent all that one chose."""
        return await self._call(endpoints.FINISH_IMPORT_REQUEST, request_id=request_id)

    async def withdraw(self, request_id: str) -> ImportRequest:
        """Ask no longer."""
        return await self._call(endpoints.WITHDRAW_IMPORT_REQUEST, request_id=request_id)
