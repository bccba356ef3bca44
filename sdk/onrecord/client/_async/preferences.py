"""What one prefers."""

from collections.abc import Sequence

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.wire.preferences import Preferences


class AsyncPreferencesApi(AsyncApi):
    """``me.preferences``: the words that one wants to hear of."""

    async def get(self) -> Preferences:
        """Return one's own preferences."""
        return await self._call(endpoints.GET_PREFERENCES)

    async def set(self, *, keywords: Sequence[str]) -> Preferences:
        """Replace one's keywords; equal ones, whatever their case, are kept once."""
        return await self._call(endpoints.SET_PREFERENCES, keywords=[*keywords])
