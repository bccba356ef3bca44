"""Grants, and the looks that they lead to."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.grant_places import FoundPlaces
from onrecord.wire.grant_search import GrantedHits
from onrecord.wire.grants import (
    Disclosures,
    Grant,
    GrantedConversations,
    GrantedPage,
    GrantScope,
    GrantState,
)
from onrecord.wire.hindsight import AsOf
from onrecord.wire.page import Page


class AsyncGrantsApi(AsyncApi):
    """``me.grants``: the only way to read what one is not a party to."""

    async def find(
        self,
        trigger: str,
        *,
        people: Sequence[str] = (),
        query: str = "",
        subject: str | None = None,
    ) -> FoundPlaces:
        """Find conversations to ask for, by their outside; it is on the record."""
        given = {"trigger": trigger, "people": list(people), "query": query, "subject": subject}
        return await self._call(endpoints.FIND_PLACES, **given)

    async def request(
        self,
        trigger: str,
        scope: GrantScope,
        *,
        reason: str,
        lasts: str,
        document_hash: str | None = None,
        defer_until: datetime | None = None,
    ) -> Grant:
        """Ask to look, for a reason that the policy in force names. Raises ``Forbidden``."""
        return await self._call(
            endpoints.REQUEST_GRANT,
            trigger=trigger,
            scope=scope,
            reason=reason,
            lasts=lasts,
            document_hash=document_hash,
            defer_until=defer_until,
        )

    async def list(
        self,
        *,
        state: GrantState | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[Grant]:
        """Return one page of grants, the latest first."""
        return await self._call(endpoints.LIST_GRANTS, state=state, cursor=cursor, limit=limit)

    def iterate(
        self, *, state: GrantState | None = None, limit: int | None = None
    ) -> AsyncIterator[Grant]:
        """Yield grants, the latest first."""
        return each(lambda cursor: self.list(state=state, cursor=cursor, limit=limit))

    async def get(self, grant_id: str) -> Grant:
        """Return a grant."""
        return await self._call(endpoints.GET_GRANT, grant_id=grant_id)

    async def approve(self, grant_id: str, *, scope_hash: str) -> Grant:
        """Approve a request of exactly this scope."""
        return await self._call(endpoints.APPROVE_GRANT, grant_id=grant_id, scope_hash=scope_hash)

    async def deny(self, grant_id: str, *, reason: str) -> Grant:
        """Say no to a request."""
        return await self._call(endpoints.DENY_GRANT, grant_id=grant_id, reason=reason)

    async def close(self, grant_id: str, *, reason: str) -> Grant:
        """End a grant before its time."""
        return await self._call(endpoints.CLOSE_GRANT, grant_id=grant_id, reason=reason)

    async def review(self, grant_id: str, *, finding: str) -> Grant:
        """Write down what an emergency was, after it."""
        return await self._call(endpoints.REVIEW_GRANT, grant_id=grant_id, finding=finding)

    async def conversations(self, grant_id: str) -> GrantedConversations:
        """Say which conversations hold something of an open grant's scope."""
        return await self._call(endpoints.LIST_GRANTED, grant_id=grant_id)

    async def messages(
        self,
        grant_id: str,
        conversation_id: str,
        *,
        before: int | None = None,
        limit: int | None = None,
    ) -> GrantedPage:
        """Read what an open grant opens of one conversation; it is on the record."""
        return await self._call(
            endpoints.READ_GRANTED,
            grant_id=grant_id,
            conversation_id=conversation_id,
            before=before,
            limit=limit,
        )

    async def as_of(
        self,
        grant_id: str,
        conversation_id: str,
        *,
        viewer: str,
        at: datetime,
        thread_id: str | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> AsOf:
        """Show what somebody could see at a moment of what an open grant opens; it is on the record."""
        return await self._call(
            endpoints.SHOW_GRANTED_AS_OF,
            grant_id=grant_id,
            conversation_id=conversation_id,
            viewer=viewer,
            at=at,
            thread_id=thread_id,
            before=before,
            limit=limit,
        )

    async def search(
        self,
        grant_id: str,
        query: str,
        *,
        conversation_id: str | None = None,
        utc_offset: int = 0,
        before: int | None = None,
        limit: int | None = None,
    ) -> GrantedHits:
        """Search what an open grant opens; it is on the record, found or not."""
        return await self._call(
            endpoints.SEARCH_GRANTED,
            grant_id=grant_id,
            query=query,
            conversation_id=conversation_id,
            utc_offset=utc_offset,
            before=before,
            limit=limit,
        )


class AsyncDisclosuresApi(AsyncApi):
    """``me.disclosures``: the looks at one's own conversations."""

    async def list(self, *, cursor: str | None = None, limit: int | None = None) -> Disclosures:
        """Return one page of the looks, the latest first."""
        return await self._call(endpoints.LIST_DISCLOSURES, cursor=cursor, limit=limit)
