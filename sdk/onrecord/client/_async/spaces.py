"""Spaces: finding them, being in them, and saying who else is."""

from collections.abc import AsyncIterator, Sequence

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.page import Page
from onrecord.wire.spaces import (
    Channel,
    RulePreview,
    RuleRole,
    Space,
    SpaceAccess,
    SpaceKind,
    SpaceMember,
    SpaceRequest,
    SpaceRole,
)


class AsyncSpacesApi(AsyncApi):
    """``me.spaces``: make, find and join spaces; look after those one owns or moderates."""

    async def create(
        self,
        *,
        title: str,
        kind: SpaceKind = "team",
        access: SpaceAccess = "closed",
        about: str = "",
        owners: Sequence[str] = (),
        members: Sequence[str] = (),
        rule: str | None = None,
        rule_role: RuleRole = "member",
        confirm: int | None = None,
    ) -> Space:
        """Make a space; who makes it owns it, with the ``owners`` that are named.

        ``ConfirmAudience`` says how many a ``rule`` matches, where that must be confirmed.
        """
        given = {"title": title, "kind": kind, "access": access, "about": about}
        people = {"owners": owners, "members": members}
        by_rule = {"rule": rule, "rule_role": rule_role, "confirm": confirm}
        return await self._call(endpoints.CREATE_SPACE, **given, **people, **by_rule)

    async def list(self, *, cursor: str | None = None, limit: int | None = None) -> Page[Space]:
        """Return one page of the spaces one is in, by title."""
        return await self._call(endpoints.LIST_SPACES, cursor=cursor, limit=limit)

    def iterate(self, *, limit: int | None = None) -> AsyncIterator[Space]:
        """Yield all spaces one is in, by title."""
        return each(lambda cursor: self.list(cursor=cursor, limit=limit))

    async def directory(
        self, *, query: str = "", cursor: str | None = None, limit: int | None = None
    ) -> Page[Space]:
        """Return one page of the spaces that one may join or ask to join."""
        given = {"query": query or None, "cursor": cursor, "limit": limit}
        return await self._call(endpoints.FIND_SPACES, **given)

    async def get(self, space_id: str) -> Space:
        """Return one space; ``NotFound`` when it is absent or closed to one."""
        return await self._call(endpoints.GET_SPACE, space_id=space_id)

    async def update(
        self,
        space_id: str,
        *,
        title: str | None = None,
        about: str | None = None,
        access: SpaceAccess | None = None,
    ) -> Space:
        """Change what is not null: title and about as a moderator, access as an owner."""
        given = {"title": title, "about": about, "access": access}
        return await self._call(endpoints.UPDATE_SPACE, space_id=space_id, **given)

    async def archive(self, space_id: str) -> Space:
        """Stop all writing in a space and its channels. Owners only."""
        return await self._call(endpoints.ARCHIVE_SPACE, space_id=space_id)

    async def unarchive(self, space_id: str) -> Space:
        """Let people write again. Owners only."""
        return await self._call(endpoints.UNARCHIVE_SPACE, space_id=space_id)

    async def join(self, space_id: str) -> Space:
        """Become a member of an open space."""
        return await self._call(endpoints.JOIN_SPACE, space_id=space_id)

    async def leave(self, space_id: str) -> SpaceMember:
        """Leave a space and its channels; answers the member that was."""
        return await self._call(endpoints.LEAVE_SPACE, space_id=space_id)

    async def request(self, space_id: str) -> SpaceRequest:
        """Ask the moderators of a space to be let in."""
        return await self._call(endpoints.REQUEST_TO_JOIN, space_id=space_id)

    async def withdraw(self, space_id: str) -> SpaceRequest:
        """Take back that one asked to be let in."""
        return await self._call(endpoints.WITHDRAW_REQUEST, space_id=space_id)

    async def requests(
        self, space_id: str, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[SpaceRequest]:
        """Return one page of who asks to be let in, the oldest first. Moderators only."""
        given = {"space_id": space_id, "cursor": cursor, "limit": limit}
        return await self._call(endpoints.LIST_REQUESTS, **given)

    async def decide(self, space_id: str, person_id: str, *, accept: bool) -> SpaceRequest:
        """Let somebody in who asked, or not. Moderators only."""
        given = {"space_id": space_id, "person_id": person_id, "accept": accept}
        return await self._call(endpoints.DECIDE_REQUEST, **given)

    async def members(
        self,
        space_id: str,
        *,
        query: str = "",
        role: SpaceRole | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[SpaceMember]:
        """Return one page of who is in a space, by name."""
        given = {"query": query or None, "role": role, "cursor": cursor, "limit": limit}
        return await self._call(endpoints.LIST_SPACE_MEMBERS, space_id=space_id, **given)

    def iterate_members(
        self, space_id: str, *, role: SpaceRole | None = None, limit: int | None = None
    ) -> AsyncIterator[SpaceMember]:
        """Yield everybody in a space, by name."""
        return each(lambda cursor: self.members(space_id, role=role, cursor=cursor, limit=limit))

    async def add_members(
        self,
        space_id: str,
        members: Sequence[str],
        *,
        role: SpaceRole | None = None,
        channel_id: str | None = None,
    ) -> Space:
        """Add people by hand; guests to the one channel ``channel_id``. Moderators only."""
        given = {"members": members, "role": role, "channel_id": channel_id}
        return await self._call(endpoints.ADD_SPACE_MEMBERS, space_id=space_id, **given)

    async def change_member(
        self, space_id: str, person_id: str, *, role: SpaceRole, channel_id: str | None = None
    ) -> SpaceMember:
        """Give somebody another role; ``LastOwner`` when no owner would be left."""
        given = {"person_id": person_id, "role": role, "channel_id": channel_id}
        return await self._call(endpoints.CHANGE_SPACE_MEMBER, space_id=space_id, **given)

    async def remove_member(self, space_id: str, person_id: str) -> SpaceMember:
        """Remove somebody from a space and its channels; answers the member that was."""
        given = {"space_id": space_id, "person_id": person_id}
        return await self._call(endpoints.REMOVE_SPACE_MEMBER, **given)

    async def set_rule(
        self,
        space_id: str,
        rule: str | None,
        *,
        role: RuleRole = "member",
        confirm: int | None = None,
    ) -> Space:
        """Say by rule who is in a space, or with ``None`` that no rule says it. Owners only.

        ``RuleUnreadable`` names the place; ``ConfirmAudience`` the number to confirm.
        """
        command = {"space_id": space_id, "role": role, "confirm": confirm}
        return await self._call(endpoints.SET_RULE, **command, rule=rule)

    async def preview_rule(self, rule: str, *, space_id: str | None = None) -> RulePreview:
        """Return whom a rule matches now, and who would come and go in ``space_id``."""
        return await self._call(endpoints.PREVIEW_RULE, rule=rule, space_id=space_id)

    async def channels(
        self,
        space_id: str,
        *,
        query: str = "",
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[Channel]:
        """Return one page of the channels of a space that one is in or may join, by title."""
        given = {"query": query or None, "cursor": cursor, "limit": limit}
        return await self._call(endpoints.LIST_CHANNELS, space_id=space_id, **given)

    def iterate_channels(
        self, space_id: str, *, limit: int | None = None
    ) -> AsyncIterator[Channel]:
        """Yield the channels of a space that one is in or may join, by title."""
        return each(lambda cursor: self.channels(space_id, cursor=cursor, limit=limit))
