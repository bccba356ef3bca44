"""Cards of the host's own objects."""

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.wire.subjects import (
    RemovedSubject,
    SubjectAction,
    SubjectCard,
    SubjectCards,
    SubjectField,
    SubjectVisibility,
    Tone,
)


class AsyncSubjectsApi(AsyncApi):
    """``me.subjects``: say what ``order:1234`` is, and see what was said."""

    async def put(
        self,
        subject: str,
        *,
        title: str,
        state: str = "",
        tone: Tone = "neutral",
        link: str | None = None,
        fields: Sequence[SubjectField | Mapping[str, Any]] = (),
        actions: Sequence[SubjectAction | Mapping[str, Any]] = (),
        visible: SubjectVisibility = "members",
    ) -> SubjectCard:
        """Describe an object: the whole card, as it is from now on; the same again changes nothing.

        Who may see it is shown the new card at once. Needs the scope ``subjects:bind``; in process
        the host has it, inside ``join`` too, so that object and card commit together.
        """
        said = {"title": title, "state": state, "tone": tone, "link": link, "visible": visible}
        lists = {"fields": [*map(_plain, fields)], "actions": [*map(_plain, actions)]}
        return await self._call(endpoints.PUT_SUBJECT, subject=subject, **said, **lists)

    async def get(self, subject: str) -> SubjectCard:
        """Return one card; ``NotFound`` when there is none or it is not for one's eyes."""
        return await self._call(endpoints.GET_SUBJECT, subject=subject)

    async def list(self, subjects: Sequence[str]) -> SubjectCards:
        """Return those cards of up to 100 subjects that one may see."""
        return await self._call(endpoints.LIST_SUBJECTS, ids=[*subjects])

    async def remove(self, subject: str) -> RemovedSubject:
        """Take a card away; the record keeps what it said. Needs the scope ``subjects:bind``."""
        return await self._call(endpoints.REMOVE_SUBJECT, subject=subject)


def _plain(part: SubjectField | SubjectAction | Mapping[str, Any]) -> dict[str, Any]:
    return dict(part) if isinstance(part, Mapping) else part.model_dump()
