"""Conversations, their members, and one's own place in them."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.conversations import Conversation, History, Member, ReadMark
from onrecord.wire.hindsight import AsOf
from onrecord.wire.page import Page
from onrecord.wire.scalars import (
    ConversationKind,
    Joining,
    Level,
    MemberRole,
    Posting,
    WideMentions,
)
from onrecord.wire.tags import ConversationTags


class AsyncConversationsApi(AsyncApi):
    """``me.conversations``: start, find and change conversations."""

    async def create(
        self,
        *,
        kind: ConversationKind,
        members: Sequence[str] = (),
        title: str = "",
        subject: str | None = None,
        space_id: str | None = None,
        joining: Joining | None = None,
        posting: Posting | None = None,
    ) -> Conversation:
        """Start a conversation with these people; one that has the ``subject`` is answered as is.

        A ``direct`` conversation takes one other member and exists once for each pair. Binding a
        ``subject`` that has none needs the scope ``subjects:bind``; in process the host has it.
        With a ``space_id`` it is a ``channel`` or ``announcement`` channel of that space.
        """
        given = {"kind": kind, "members": members, "title": title, "subject": subject}
        more = {"space_id": space_id, "joining": joining, "posting": posting}
        return await self._call(endpoints.CREATE_CONVERSATION, **given, **more)

    async def list(
        self, *, subject: str | None = None, cursor: str | None = None, limit: int | None = None
    ) -> Page[Conversation]:
        """Return one page of one's conversations, the latest activity first."""
        given = {"subject": subject, "cursor": cursor, "limit": limit}
        return await self._call(endpoints.LIST_CONVERSATIONS, **given)

    def iterate(
        self, *, subject: str | None = None, limit: int | None = None
    ) -> AsyncIterator[Conversation]:
        """Yield all of one's conversations, fetching pages of ``limit`` as they are needed."""
        return each(lambda cursor: self.list(subject=subject, cursor=cursor, limit=limit))

    async def get(self, conversation_id: str) -> Conversation:
        """Return one conversation; ``NotFound`` when it is absent or one is not in it."""
        return await self._call(endpoints.GET_CONVERSATION, conversation_id=conversation_id)

    async def update(
        self,
        conversation_id: str,
        *,
        title: str | None = None,
        posting: Posting | None = None,
        wide_mentions: WideMentions | None = None,
        joining: Joining | None = None,
        allow_replies: bool | None = None,
        slow_seconds: int | None = None,
        allow_reactions: bool | None = None,
    ) -> Conversation:
        """Change the title, or who may do what. Owners and moderators only."""
        given = {"conversation_id": conversation_id, "title": title, "posting": posting}
        more = {"wide_mentions": wide_mentions, "joining": joining}
        switches = {
            "slow_seconds": slow_seconds,
            "allow_replies": allow_replies,
            "allow_reactions": allow_reactions,
        }
        return await self._call(endpoints.UPDATE_CONVERSATION, **given, **more, **switches)

    async def join(self, conversation_id: str) -> Conversation:
        """Join a channel of one's space that is free to join."""
        return await self._call(endpoints.JOIN_CONVERSATION, conversation_id=conversation_id)

    async def archive(self, conversation_id: str) -> Conversation:
        """Stop all writing; what is there can be read. Owners and moderators only."""
        return await self._call(endpoints.ARCHIVE_CONVERSATION, conversation_id=conversation_id)

    async def unarchive(self, conversation_id: str) -> Conversation:
        """Let people write again. Owners and moderators only."""
        return await self._call(endpoints.UNARCHIVE_CONVERSATION, conversation_id=conversation_id)

    async def as_of(
        self,
        conversation_id: str,
        at: datetime,
        *,
        thread_id: str | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> AsOf:
        """Show what one could see oneself at a moment, as far as one may see it now."""
        return await self._call(
            endpoints.SHOW_AS_OF,
            conversation_id=conversation_id,
            at=at,
            thread_id=thread_id,
            before=before,
            limit=limit,
        )

    async def members(
        self, conversation_id: str, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[Member]:
        """Return one page of the members, by id."""
        given = {"conversation_id": conversation_id, "cursor": cursor, "limit": limit}
        return await self._call(endpoints.LIST_MEMBERS, **given)

    def iterate_members(
        self, conversation_id: str, *, limit: int | None = None
    ) -> AsyncIterator[Member]:
        """Yield all members, by id."""
        return each(lambda cursor: self.members(conversation_id, cursor=cursor, limit=limit))

    async def add_members(
        self,
        conversation_id: str,
        members: Sequence[str],
        *,
        role: MemberRole | None = None,
        history: History | None = None,
    ) -> Conversation:
        """Add people, as ``member`` and with the whole history unless said otherwise."""
        given = {"conversation_id": conversation_id, "members": members}
        return await self._call(endpoints.ADD_MEMBERS, **given, role=role, history=history)

    async def change_member(
        self, conversation_id: str, person_id: str, *, role: MemberRole
    ) -> Member:
        """Give a member another role. Owners only; ``LastOwner`` when none would be left."""
        given = {"conversation_id": conversation_id, "person_id": person_id, "role": role}
        return await self._call(endpoints.CHANGE_MEMBER, **given)

    async def remove_member(self, conversation_id: str, person_id: str) -> Member:
        """Remove a person, or leave by giving one's own id; answers the member that was."""
        given = {"conversation_id": conversation_id, "person_id": person_id}
        return await self._call(endpoints.REMOVE_MEMBER, **given)

    async def mute(self, conversation_id: str, *, muted: bool = True) -> Conversation:
        """Mute the conversation for oneself, or with ``muted=False`` unmute it."""
        given = {"conversation_id": conversation_id, "muted": muted}
        return await self._call(endpoints.MUTE_CONVERSATION, **given)

    async def set_level(self, conversation_id: str, level: Level) -> Conversation:
        """Say what of a conversation one wants to hear of: ``all``, ``mentions`` or ``none``."""
        given = {"conversation_id": conversation_id, "level": level}
        return await self._call(endpoints.SET_LEVEL, **given)

    async def read(self, conversation_id: str, position: int) -> ReadMark:
        """Say that one has read up to a message's ``position``; a mark never goes back."""
        given = {"conversation_id": conversation_id, "position": position}
        return await self._call(endpoints.MARK_READ, **given)

    async def tags(self, conversation_id: str) -> ConversationTags:
        """Return the tags of a conversation, and which of them keep oversight out."""
        return await self._call(endpoints.LIST_TAGS, conversation_id=conversation_id)

    async def tag(self, conversation_id: str, tag: str, *, reason: str) -> ConversationTags:
        """Tag a conversation; needs the scope ``conversations:tag`` or a duty."""
        given = {"conversation_id": conversation_id, "tag": tag, "reason": reason}
        return await self._call(endpoints.TAG_CONVERSATION, **given)

    async def untag(self, conversation_id: str, tag: str, *, reason: str) -> ConversationTags:
        """Take a tag from a conversation; what was written until now stays protected."""
        given = {"conversation_id": conversation_id, "tag": tag, "reason": reason}
        return await self._call(endpoints.UNTAG_CONVERSATION, **given)
