"""What people ask of what is kept about them."""

from collections.abc import AsyncIterator
from datetime import datetime

from onrecord import endpoints
from onrecord.binding import make
from onrecord.client._async.caller import AsyncApi, AsyncCarrier
from onrecord.client._async.paging import each
from onrecord.errors import UsageError
from onrecord.wire.data_requests import (
    DataRequest,
    DataRequestKind,
    DataRequestState,
    GetDataArchive,
)
from onrecord.wire.page import Page


class AsyncDataRequestsApi(AsyncApi):
    """``me.data_requests``: that what is kept about one goes, is given to one, or is out of sight."""

    async def make(
        self, kind: DataRequestKind, *, said: str | None = None, person: str | None = None
    ) -> DataRequest:
        """Ask for something; who answers for privacy asks for somebody else with ``person``."""
        return await self._call(endpoints.MAKE_DATA_REQUEST, kind=kind, said=said, person_id=person)

    async def list(
        self,
        *,
        everybody: bool = False,
        state: DataRequestState | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[DataRequest]:
        """Return one page of one's own requests, or of everybody's, the latest first."""
        return await self._call(
            endpoints.LIST_DATA_REQUESTS,
            everybody=everybody,
            state=state,
            cursor=cursor,
            limit=limit,
        )

    def iterate(
        self,
        *,
        everybody: bool = False,
        state: DataRequestState | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[DataRequest]:
        """Yield one's own requests, or everybody's, the latest first."""
        return each(
            lambda cursor: self.list(everybody=everybody, state=state, cursor=cursor, limit=limit)
        )

    async def get(self, request_id: str) -> DataRequest:
        """Return a request."""
        return await self._call(endpoints.GET_DATA_REQUEST, request_id=request_id)

    async def identify(self, request_id: str, *, how: str) -> DataRequest:
        """Say how it is known that the person asks themselves."""
        return await self._call(endpoints.IDENTIFY_DATA_REQUEST, request_id=request_id, how=how)

    async def weigh(self, request_id: str) -> DataRequest:
        """Ask of each message whether it may go; it changes nothing."""
        return await self._call(endpoints.WEIGH_DATA_REQUEST, request_id=request_id)

    async def extend(self, request_id: str, *, reason: str) -> DataRequest:
        """Take two months more, once, and tell the person why."""
        return await self._call(endpoints.EXTEND_DATA_REQUEST, request_id=request_id, reason=reason)

    async def approve(
        self, request_id: str, *, weighing_hash: str | None = None, answer: str | None = None
    ) -> DataRequest:
        """Let a request be carried out: exactly what was weighed. Raises ``Forbidden``, ``Conflict``."""
        return await self._call(
            endpoints.APPROVE_DATA_REQUEST,
            request_id=request_id,
            weighing_hash=weighing_hash,
            answer=answer,
        )

    async def refuse(
        self, request_id: str, *, reason: str, until: datetime | None = None
    ) -> DataRequest:
        """Say no, and tell the person why and until when."""
        return await self._call(
            endpoints.REFUSE_DATA_REQUEST, request_id=request_id, reason=reason, until=until
        )

    async def lift(self, request_id: str, *, reason: str) -> DataRequest:
        """End a restriction: what it put out of sight comes back."""
        return await self._call(endpoints.LIFT_DATA_REQUEST, request_id=request_id, reason=reason)

    async def withdraw(self, request_id: str) -> DataRequest:
        """Take one's own request back."""
        return await self._call(endpoints.WITHDRAW_DATA_REQUEST, request_id=request_id)

    async def open_archive(self, request_id: str) -> DataRequest:
        """Open the copy of one's own data: once, and for an hour. Raises ``Conflict``."""
        return await self._call(endpoints.OPEN_DATA_ARCHIVE, request_id=request_id)

    def archive(self, request_id: str, *, start: int = 0) -> AsyncIterator[bytes]:
        """Yield the bytes of one's own copy while it is open, from ``start`` on, as they come."""
        if not isinstance(self._caller, AsyncCarrier):
            raise UsageError("archives do not travel this way: use acting_as, or HTTP")
        command = make(GetDataArchive, {"request_id": request_id})
        return self._caller.get_octets(endpoints.GET_DATA_ARCHIVE, command, start=start)
