"""People: whoever the host says exists."""

from collections.abc import AsyncIterator, Mapping, Sequence

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.freezes import FreezeStanding, ListedFreeze
from onrecord.wire.page import Page
from onrecord.wire.people import Person, SessionsEnded
from onrecord.wire.standings import PersonStanding, StandingState


class AsyncPeopleApi(AsyncApi):
    """``me.people``: find people; with the scope ``people:write``, say who exists."""

    async def list(
        self,
        *,
        query: str = "",
        ids: Sequence[str] = (),
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[Person]:
        """Return one page of people whose name has a word that starts with ``query``, or by id."""
        given = {"query": query or None, "ids": ids or None, "cursor": cursor, "limit": limit}
        return await self._call(endpoints.LIST_PEOPLE, **given)

    def iterate(
        self, *, query: str = "", ids: Sequence[str] = (), limit: int | None = None
    ) -> AsyncIterator[Person]:
        """Yield everybody who matches, fetching pages of ``limit`` as they are needed."""
        return each(lambda cursor: self.list(query=query, ids=ids, cursor=cursor, limit=limit))

    async def get(self, person_id: str) -> Person:
        """Return one person, by the host's own id."""
        return await self._call(endpoints.GET_PERSON, person_id=person_id)

    async def upsert(
        self,
        person_id: str,
        *,
        name: str,
        roles: Sequence[str] = (),
        attributes: Mapping[str, str] | None = None,
    ) -> Person:
        """Create a person, or replace all that the host says of them."""
        given = {"person_id": person_id, "name": name, "roles": roles}
        return await self._call(endpoints.UPSERT_PERSON, **given, attributes=attributes)

    async def deactivate(self, person_id: str) -> Person:
        """Shut a person out at once, open sockets included."""
        return await self._call(endpoints.DEACTIVATE_PERSON, person_id=person_id)

    async def reactivate(self, person_id: str) -> Person:
        """Let a deactivated person in again."""
        return await self._call(endpoints.REACTIVATE_PERSON, person_id=person_id)

    async def freeze(
        self, person_id: str, *, lasts: str, reason_code: str, said: str | None = None
    ) -> FreezeStanding:
        """Keep a person from writing for as long as a duration such as ``PT2H`` says; they read on.

        ``said`` is what happened, for the reviewer who decides an appeal of it.
        """
        given = {"lasts": lasts, "reason_code": reason_code, "said": said}
        return await self._call(endpoints.FREEZE_PERSON, person_id=person_id, **given)

    async def unfreeze(self, person_id: str) -> FreezeStanding:
        """Let a person write again."""
        return await self._call(endpoints.UNFREEZE_PERSON, person_id=person_id)

    async def frozen(
        self, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[ListedFreeze]:
        """Return who is frozen now, whose freeze ends last first."""
        return await self._call(endpoints.LIST_FREEZES, cursor=cursor, limit=limit)

    async def standings(
        self,
        query: str = "",
        *,
        ids: Sequence[str] = (),
        state: StandingState | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[PersonStanding]:
        """Return how it is with people: frozen, gone, or without acknowledgement of the policy."""
        given = {"query": query, "ids": list(ids), "state": state}
        return await self._call(endpoints.LIST_STANDINGS, cursor=cursor, limit=limit, **given)

    async def my_freeze(self) -> FreezeStanding:
        """Say whether one is frozen oneself, until when and why."""
        return await self._call(endpoints.GET_FREEZE)

    async def end_sessions(self, person_id: str, *, reason_code: str) -> SessionsEnded:
        """Sign a person out everywhere: tokens from before count no more, live sockets close."""
        given = {"person_id": person_id, "reason_code": reason_code}
        return await self._call(endpoints.END_SESSIONS, **given)

    async def end_my_sessions(self) -> SessionsEnded:
        """Sign oneself out everywhere; the login of the host's own app stays the app's."""
        return await self._call(endpoints.END_MY_SESSIONS)
