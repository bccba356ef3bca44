"""Announcements: taking note of them, and seeing who has."""

from collections.abc import AsyncIterator, Sequence

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.announcements import (
    Acknowledgement,
    AnnouncementExport,
    AnnouncementSummary,
    AudienceRule,
    Reached,
    RemindedState,
    Reminder,
    RosterEntry,
    RosterState,
)
from onrecord.wire.messages import Message
from onrecord.wire.page import Page


class AsyncAnnouncementsApi(AsyncApi):
    """``me.announcements``: take note of them on the record, and see who has and who has not."""

    async def acknowledge(self, message_id: str, version: int) -> Acknowledgement:
        """Acknowledge the version that one has read; ``VersionOutdated`` when it is not the newest."""
        given = {"message_id": message_id, "version": version}
        return await self._call(endpoints.ACKNOWLEDGE_MESSAGE, **given)

    async def reached(self, message_ids: Sequence[str]) -> Reached:
        """Say that announcements have arrived here, up to a hundred at once."""
        return await self._call(endpoints.MARK_REACHED, message_ids=message_ids)

    async def pending(
        self, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[Message]:
        """Return one page of what waits for one's own acknowledgement, the newest first."""
        return await self._call(endpoints.LIST_PENDING, cursor=cursor, limit=limit)

    def iterate_pending(self, *, limit: int | None = None) -> AsyncIterator[Message]:
        """Yield all that waits for one's own acknowledgement."""
        return each(lambda cursor: self.pending(cursor=cursor, limit=limit))

    async def summary(self, message_id: str) -> AnnouncementSummary:
        """Return how many were reached, have read, have acknowledged, and have not."""
        return await self._call(endpoints.GET_ANNOUNCEMENT, message_id=message_id)

    async def roster(
        self,
        message_id: str,
        *,
        state: RosterState | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[RosterEntry]:
        """Return one page of the people in a ``state``, or of all of them, by name."""
        given = {"message_id": message_id, "state": state, "cursor": cursor, "limit": limit}
        return await self._call(endpoints.LIST_ROSTER, **given)

    def iterate_roster(
        self, message_id: str, *, state: RosterState | None = None, limit: int | None = None
    ) -> AsyncIterator[RosterEntry]:
        """Yield all people in a ``state``, or all of them, by name."""
        return each(lambda cursor: self.roster(message_id, state=state, cursor=cursor, limit=limit))

    async def remind(self, message_id: str, *, to: RemindedState | None = None) -> Reminder:
        """Remind who has not acknowledged, or with ``to="unread"`` who has not read."""
        return await self._call(endpoints.REMIND_AUDIENCE, message_id=message_id, to=to)

    async def export(self, message_id: str) -> AnnouncementExport:
        """Make an export on the record; its rows can be read for a day."""
        return await self._call(endpoints.EXPORT_ANNOUNCEMENT, message_id=message_id)

    async def exported(self, export_id: str) -> AnnouncementExport:
        """Return an export that one has made."""
        return await self._call(endpoints.GET_EXPORT, export_id=export_id)

    async def export_rows(
        self, export_id: str, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[RosterEntry]:
        """Return one page of an export's rows, by name."""
        given = {"export_id": export_id, "cursor": cursor, "limit": limit}
        return await self._call(endpoints.LIST_EXPORT_ROWS, **given)

    def iterate_export(
        self, export_id: str, *, limit: int | None = None
    ) -> AsyncIterator[RosterEntry]:
        """Yield all rows of an export, by name."""
        return each(lambda cursor: self.export_rows(export_id, cursor=cursor, limit=limit))

    async def audience(self, conversation_id: str) -> AudienceRule:
        """Return by which rule people come into an announcement conversation."""
        return await self._call(endpoints.GET_AUDIENCE, conversation_id=conversation_id)

    async def set_audience(
        self, conversation_id: str, rule: str | None, *, confirm: int | None = None
    ) -> AudienceRule:
        """Let people come and go by a ``rule``, or with None by hand alone.

        Raises ``ConfirmAudience`` with the number of a large audience, to be given as ``confirm``.
        """
        given = {"conversation_id": conversation_id, "rule": rule, "confirm": confirm}
        return await self._call(endpoints.SET_AUDIENCE, **given)
