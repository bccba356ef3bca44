"""Reviews: the queue, what a case shows, and what is decided."""

from collections.abc import AsyncIterator

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.cases import (
    Case,
    CaseAction,
    CaseHistory,
    CaseSource,
    CaseState,
    OpenedCase,
    Revealed,
)
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
        appeals: bool | None = None,
        seconds: bool | None = None,
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
            appeals=appeals,
            seconds=seconds,
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
        lasts: str | None = None,
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
            lasts=lasts,
        )

    async def assign(self, case_id: str, person_id: str | None, *, version: int) -> Case:
        """Give a case to a reviewer, or with nobody back to the queue."""
        return await self._call(
            endpoints.ASSIGN_CASE, case_id=case_id, person_id=person_id, version=version
        )

    async def note(self, case_id: str, text: str) -> Case:
        """Write something down beside a case that one has."""
        return await self._call(endpoints.NOTE_CASE, case_id=case_id, text=text)

    async def escalate(self, case_id: str, *, version: int, reason: str) -> Case:
        """Hand a case that one has opened to somebody else."""
        return await self._call(
            endpoints.ESCALATE_CASE, case_id=case_id, version=version, reason=reason
        )

    async def widen(self, case_id: str, *, before: int, after: int, reason: str) -> Case:
        """Ask to see more messages around the one that the case is about."""
        return await self._call(
            endpoints.WIDEN_CASE, case_id=case_id, before=before, after=after, reason=reason
        )

    async def request_reveal(
        self, case_id: str, *, reason: str, whom: Revealed | None = None
    ) -> Case:
        """Ask who the people of a case are."""
        return await self._call(endpoints.REQUEST_REVEAL, case_id=case_id, reason=reason, whom=whom)

    async def approve(self, case_id: str, request_id: str, *, hash: str) -> Case:  # noqa: A002
        """Approve exactly what another reviewer asked of a case."""
        return await self._call(
            endpoints.APPROVE_CASE, case_id=case_id, request_id=request_id, hash=hash
        )

    async def deny(self, case_id: str, request_id: str, *, reason: str) -> Case:
        """Say no to what another reviewer asked of a case."""
        return await self._call(
            endpoints.DENY_CASE, case_id=case_id, request_id=request_id, reason=reason
        )

    async def history(
        self, case_id: str, *, cursor: str | None = None, limit: int | None = None
    ) -> CaseHistory:
        """Return what happened to a case, from the record, the earliest first."""
        return await self._call(
            endpoints.GET_CASE_HISTORY, case_id=case_id, cursor=cursor, limit=limit
        )
