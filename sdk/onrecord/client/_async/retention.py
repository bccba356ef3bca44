"""What would go, and what went."""

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.wire.retention import RetentionTrial


class AsyncRetentionApi(AsyncApi):
    """``me.retention``: for who approves how long things are kept."""

    async def trial(self, version: int) -> RetentionTrial:
        """Count what a version of the policy would let go now; it is on the record."""
        return await self._call(endpoints.TRY_RETENTION, version=version)
