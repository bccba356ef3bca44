"""Lists of words: how a version comes to be in force, what it finds, and the advice that authors see."""

from collections.abc import AsyncIterator, Sequence

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.lexicon_document import LexiconDocument
from onrecord.wire.lexicons import (
    Advice,
    Lexicon,
    LexiconStarts,
    LexiconTrial,
    LexiconTried,
    LexiconVersion,
    LexiconVersionDetail,
)
from onrecord.wire.page import Page
from onrecord.wire.policy_document import Entity


class AsyncLexiconsApi(AsyncApi):
    """``me.lexicons``: the lists of words that texts are looked through for."""

    async def list(self, *, cursor: str | None = None, limit: int | None = None) -> Page[Lexicon]:
        """List the lists by name."""
        return await self._call(endpoints.LIST_LEXICONS, cursor=cursor, limit=limit)

    def iterate(self, *, limit: int | None = None) -> AsyncIterator[Lexicon]:
        """Yield every list, by name."""
        return each(lambda cursor: self.list(cursor=cursor, limit=limit))

    async def put(self, document: LexiconDocument) -> LexiconVersionDetail:
        """Write a new version. Raises ``Invalid`` with each fault where it would be no list."""
        return await self._call(endpoints.PUT_LEXICON, name=document.name, document=document)

    async def get(
        self, name: str, *, version: int | None = None, against: int | None = None
    ) -> LexiconVersionDetail:
        """Return a version with its document: the one in force, or else the newest, or the one named.

        Its changes are those to the version ``against``, or to the one approved before it.
        """
        return await self._call(endpoints.GET_LEXICON, name=name, version=version, against=against)

    async def versions(
        self, name: str, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[LexiconVersion]:
        """List the versions of a list, the newest first."""
        return await self._call(
            endpoints.LIST_LEXICON_VERSIONS, name=name, cursor=cursor, limit=limit
        )

    async def approve(
        self,
        name: str,
        version: int,
        *,
        hash: str,  # noqa: A002 - the wire's name
    ) -> LexiconVersion:
        """Approve exactly the document of a hash; somebody else than its author must."""
        return await self._call(endpoints.APPROVE_LEXICON, name=name, version=version, hash=hash)

    async def withdraw(self, name: str, version: int, *, reason: str = "") -> LexiconVersion:
        """Take a version back; with the one in force the list is out of force."""
        return await self._call(
            endpoints.WITHDRAW_LEXICON, name=name, version=version, reason=reason
        )

    async def try_text(
        self,
        text: str,
        *,
        document: LexiconDocument | None = None,
        name: str | None = None,
        version: int | None = None,
        entities: Sequence[Entity] = (),
        record_number: str | None = None,
    ) -> LexiconTried:
        """Say what a list and detectors find in a text; nothing of it is kept."""
        return await self._call(
            endpoints.TRY_LEXICON,
            text=text,
            document=document,
            name=name,
            version=version,
            entities=[*entities],
            record_number=record_number,
        )

    async def trial(self, name: str, version: int) -> LexiconTrial:
        """Count what a version would have flagged of the last 30 days; nobody sees a word."""
        return await self._call(endpoints.TRIAL_LEXICON, name=name, version=version)

    async def starts(self) -> LexiconStarts:
        """Return the lists to start from."""
        return await self._call(endpoints.LIST_LEXICON_STARTS)


class AsyncAdviceApi(AsyncApi):
    """``me.advice``: hints for authors alone."""

    async def get(self, *, locales: Sequence[str] = ()) -> Advice:
        """Return the advice in force for some languages, or for all of them."""
        return await self._call(endpoints.GET_ADVICE, locales=[*locales])
