"""Legal holds, and what one is asked to keep oneself."""

from collections.abc import AsyncIterator, Sequence

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.holds import Hold, HoldNotice, HoldNotices, HoldPreview, HoldScope, HoldState
from onrecord.wire.page import Page


class AsyncHoldsApi(AsyncApi):
    """``me.holds``: what is kept whatever else says that it may go."""

    async def create(
        self,
        name: str,
        scope: HoldScope,
        *,
        reason: str,
        notice: str | None = None,
        tell: Sequence[str] = (),
        silent: bool = False,
        acknowledge_within: str = "P7D",
    ) -> Hold:
        """Keep what a scope covers, from now on. Raises ``Forbidden``."""
        return await self._call(
            endpoints.CREATE_HOLD,
            name=name,
            scope=scope,
            reason=reason,
            notice=notice,
            tell=list(tell),
            silent=silent,
            acknowledge_within=acknowledge_within,
        )

    async def preview(self, scope: HoldScope) -> HoldPreview:
        """Count what a scope covers now; it is on the record."""
        return await self._call(endpoints.PREVIEW_HOLD, scope=scope)

    async def list(
        self,
        *,
        state: HoldState | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[Hold]:
        """Return one page of holds, the latest first."""
        return await self._call(endpoints.LIST_HOLDS, state=state, cursor=cursor, limit=limit)

    def iterate(
        self, *, state: HoldState | None = None, limit: int | None = None
    ) -> AsyncIterator[Hold]:
        """Yield holds, the latest first."""
        return each(lambda cursor: self.list(state=state, cursor=cursor, limit=limit))

    async def get(self, hold_id: str) -> Hold:
        """Return a hold."""
        return await self._call(endpoints.GET_HOLD, hold_id=hold_id)

    async def approve(self, hold_id: str, *, scope_hash: str) -> Hold:
        """Approve that a hold is silent."""
        return await self._call(endpoints.APPROVE_HOLD, hold_id=hold_id, scope_hash=scope_hash)

    async def refuse(self, hold_id: str, *, reason: str) -> Hold:
        """Say no to a silent hold that waits, or to a release."""
        return await self._call(endpoints.REFUSE_HOLD, hold_id=hold_id, reason=reason)

    async def widen(
        self,
        hold_id: str,
        scope: HoldScope,
        *,
        revision: int,
        reason: str,
        notice: str | None = None,
        tell: Sequence[str] = (),
        acknowledge_within: str = "P7D",
    ) -> Hold:
        """Let an open hold cover more. Raises ``Conflict`` where it would cover less."""
        return await self._call(
            endpoints.WIDEN_HOLD,
            hold_id=hold_id,
            scope=scope,
            revision=revision,
            reason=reason,
            notice=notice,
            tell=list(tell),
            acknowledge_within=acknowledge_within,
        )

    async def ask_release(self, hold_id: str, *, reason: str) -> Hold:
        """Ask to end a hold; it keeps until somebody else releases it."""
        return await self._call(endpoints.ASK_RELEASE, hold_id=hold_id, reason=reason)

    async def release(self, hold_id: str, *, scope_hash: str) -> Hold:
        """End a hold whose release somebody else asked for; nothing is deleted by it."""
        return await self._call(endpoints.RELEASE_HOLD, hold_id=hold_id, scope_hash=scope_hash)

    async def notices(self) -> HoldNotices:
        """Return what one is asked to keep oneself."""
        return await self._call(endpoints.LIST_HOLD_NOTICES)

    async def acknowledge(self, hold_id: str, *, revision: int) -> HoldNotice:
        """Say that one has read what to keep."""
        return await self._call(endpoints.ACKNOWLEDGE_HOLD, hold_id=hold_id, revision=revision)
