"""The record: what an outsider needs to verify it."""

from collections.abc import AsyncIterator
from datetime import datetime

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.page import Page
from onrecord.wire.record import Checkpoint, Proof, RecordCheck
from onrecord.wire.record_health import RecordHealth
from onrecord.wire.trail import Trail, TrailArea


class AsyncRecordApi(AsyncApi):
    """``me.record``: the signed head of the tenant's record, and proofs against it."""

    async def checkpoint(self) -> Checkpoint:
        """Return the newest checkpoint, a C2SP signed note."""
        return await self._call(endpoints.GET_CHECKPOINT)

    async def proof(self, position: int) -> Proof:
        """Return the proof of one entry that one may see."""
        return await self._call(endpoints.GET_PROOF, position=position)

    async def search(
        self,
        *,
        area: TrailArea | None = None,
        type: str | None = None,  # noqa: A002 - the wire's name
        actor: str | None = None,
        object: str | None = None,  # noqa: A002 - the wire's name
        since: datetime | None = None,
        until: datetime | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> Trail:
        """Search what oversight did: for auditors, and on the record itself."""
        return await self._call(
            endpoints.SEARCH_TRAIL,
            area=area,
            type=type,
            actor=actor,
            object=object,
            since=since,
            until=until,
            before=before,
            limit=limit,
        )

    # -- self-checks -------------------------------------------------------------------------------

    async def check(self) -> RecordCheck:
        """Check the record now: for who approves policies or audits. It runs in the background."""
        return await self._call(endpoints.CHECK_RECORD)

    async def checks(
        self, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[RecordCheck]:
        """Return one page of self-checks, the latest first."""
        return await self._call(endpoints.LIST_RECORD_CHECKS, cursor=cursor, limit=limit)

    def iterate_checks(self, *, limit: int | None = None) -> AsyncIterator[RecordCheck]:
        """Yield self-checks, the latest first."""
        return each(lambda cursor: self.checks(cursor=cursor, limit=limit))

    async def health(self) -> RecordHealth:
        """Return how it stands with self-checks, signature, witnesses and journals: for the same people."""
        return await self._call(endpoints.GET_RECORD_HEALTH)
