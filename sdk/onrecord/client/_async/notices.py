"""What oversight did to one's messages or oneself, and asking another reviewer."""

from collections.abc import AsyncIterator, Sequence

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.appeals import Appeal
from onrecord.wire.notice_templates import NoticeTemplate, NoticeTemplates, TemplateKind
from onrecord.wire.notices import Notice, Notices
from onrecord.wire.page import Page


class AsyncNoticesApi(AsyncApi):
    """``me.notices``: what oversight did, by which rule, and never who."""

    async def list(
        self,
        *,
        unread: bool | None = None,
        locales: Sequence[str] = (),
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Notices:
        """Return one page of one's notices, the latest first.

        The tenant's own words are in the language one prefers, else in the first of ``locales``.
        """
        return await self._call(
            endpoints.LIST_NOTICES, unread=unread, locales=[*locales], cursor=cursor, limit=limit
        )

    async def read(self, notice_id: str, *, locales: Sequence[str] = ()) -> Notice:
        """Say that one has read a notice."""
        return await self._call(endpoints.READ_NOTICE, notice_id=notice_id, locales=[*locales])


class AsyncTemplatesApi(AsyncApi):
    """``me.templates``: the tenant's own words for notices."""

    async def list(self) -> NoticeTemplates:
        """Return the words, and what those for each kind may and must say."""
        return await self._call(endpoints.LIST_TEMPLATES)

    async def put(self, kind: TemplateKind, locale: str, text: str) -> NoticeTemplate:
        """Set the words for a kind of notice in one language; an empty text takes them back.

        Raises ``Invalid`` with each place that is wrong.
        """
        return await self._call(endpoints.PUT_TEMPLATE, kind=kind, locale=locale, text=text)


class AsyncAppealsApi(AsyncApi):
    """``me.appeals``: asking another reviewer, and deciding what others asked."""

    async def make(
        self, said: str, *, message_id: str | None = None, notice_id: str | None = None
    ) -> Appeal:
        """Say what is wrong with a decision about one's message or oneself, or with what a rule found."""
        return await self._call(
            endpoints.MAKE_APPEAL, said=said, message_id=message_id, notice_id=notice_id
        )

    async def list(
        self, *, deciding: bool | None = None, cursor: str | None = None, limit: int | None = None
    ) -> Page[Appeal]:
        """Return one page of one's own appeals, or of those that one may decide."""
        return await self._call(
            endpoints.LIST_APPEALS, deciding=deciding, cursor=cursor, limit=limit
        )

    def iterate(
        self, *, deciding: bool | None = None, limit: int | None = None
    ) -> AsyncIterator[Appeal]:
        """Yield one's own appeals, or those that one may decide."""
        return each(lambda cursor: self.list(deciding=deciding, cursor=cursor, limit=limit))

    async def get(self, appeal_id: str) -> Appeal:
        """Return an appeal."""
        return await self._call(endpoints.GET_APPEAL, appeal_id=appeal_id)

    async def decide(
        self, appeal_id: str, *, upheld: bool, rationale: str, told: str | None = None
    ) -> Appeal:
        """Decide an appeal whose case one has opened; one that is upheld undoes what was done."""
        return await self._call(
            endpoints.DECIDE_APPEAL,
            appeal_id=appeal_id,
            upheld=upheld,
            rationale=rationale,
            told=told,
        )
