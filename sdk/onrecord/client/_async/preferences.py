"""What one prefers."""

from collections.abc import Sequence

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.wire.preferences import Preferences


class AsyncPreferencesApi(AsyncApi):
    """``me.preferences``: the words that one wants to hear of, one's language, the size of text."""

    async def get(self) -> Preferences:
        """Return one's own preferences."""
        return await self._call(endpoints.GET_PREFERENCES)

    async def set(
        self,
        *,
        keywords: Sequence[str] | None = None,
        language: str | None = None,
        text_size: int | None = None,
    ) -> Preferences:
        """Say what one prefers; what is left out stays. ``language=""`` takes it back."""
        words = None if keywords is None else [*keywords]
        return await self._call(
            endpoints.SET_PREFERENCES, keywords=words, language=language, text_size=text_size
        )
