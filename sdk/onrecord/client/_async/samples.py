"""Random samples: their periods, and what they were drawn from."""

from collections.abc import AsyncIterator

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.page import Page
from onrecord.wire.samples import DrawnSamples, Sample, SampleMessages, SampleState


class AsyncSamplesApi(AsyncApi):
    """``me.samples``: what the policy has drawn by chance, and the proof of it."""

    async def list(
        self,
        *,
        state: SampleState | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[Sample]:
        """Return one page of periods, the latest first."""
        return await self._call(endpoints.LIST_SAMPLES, state=state, cursor=cursor, limit=limit)

    def iterate(
        self, *, state: SampleState | None = None, limit: int | None = None
    ) -> AsyncIterator[Sample]:
        """Yield periods, the latest first."""
        return each(lambda cursor: self.list(state=state, cursor=cursor, limit=limit))

    async def get(self, sample_id: str) -> Sample:
        """Return a period; its seed is there once it is drawn."""
        return await self._call(endpoints.GET_SAMPLE, sample_id=sample_id)

    async def messages(self, sample_id: str, *, cursor: str | None = None) -> SampleMessages:
        """Return a part of the ids that a sample was drawn from, to draw it again."""
        return await self._call(endpoints.LIST_SAMPLE_MESSAGES, sample_id=sample_id, cursor=cursor)

    async def draw(self) -> DrawnSamples:
        """Draw what is due and begin what is to begin; a running app does so by itself."""
        return await self._call(endpoints.DRAW_SAMPLES)
