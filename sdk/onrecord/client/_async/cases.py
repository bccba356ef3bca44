"""Reviews: the queue, what a case shows, and what is decided."""

from collections.abc import AsyncIterator

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.cases import Case, CaseAction, CaseSource, CaseState, OpenedCase
from onrecord.wire.page import Page
from onrecord.wire.policy_document import Disposition


class AsyncCasesApi(AsyncApi):
    """``me.cases``: what is to be reviewed, for those whose duty it is."""

    async def list(
        self,
        *,
        state: CaseState | None = None,
        source: CaseSource | None = None,
        mine: bool | None = None,
        overdue: bool | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[Case]:
        """Return one page of the queue, the gravest first; no words."""
        return await self._call(
            endpoints.LIST_CASES,
            state=state,
            source=source,
            mine=mine,
            overdue=overdue,
            cursor=cursor,
            limit=limit,
        )

    def iterate(
        self, *, state: CaseState | None = None, limit: int | None = None
    ) -> AsyncIterator[Case]:
        """Yield the cases of the queue, the gravest first."""
        return each(lambda cursor: self.list(state=state, cursor=cursor, limit=limit))

    async def get(self, case_id: str) -> Case:
        """Return a case without a word of it."""
        return await self._call(endpoints.GET_CASE, case_id=case_id)

    async def open(self, case_id: str) -> OpenedCase:
        """Look at a case; it is on the record, and decides nothing."""
        return await self._call(endpoints.OPEN_CASE, case_id=case_id)

    async def decide(
        self,
        case_id: str,
        *,
        version: int,
        disposition: Disposition,
        action: CaseAction = "none",
        rationale: str | None = None,
        told: str | None = None,
    ) -> Case:
        """Decide a case that one has opened. Raises ``Conflict`` where somebody else changed it."""
        return await self._call(
            endpoints.DECIDE_CASE,
            case_id=case_id,
            version=version,
            disposition=disposition,
            action=action,
            rationale=rationale,
            told=told,
        )
