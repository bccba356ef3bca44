"""Which rules the policy follows, and how they stand."""

from collections.abc import Sequence

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.wire.compliance import Compliance


class AsyncComplianceApi(AsyncApi):
    """``me.compliance``: for who writes, approves or audits policies."""

    async def get(self, *, locales: Sequence[str] = ()) -> Compliance:
        """Return each line of the profiles of the policy in force, met or not."""
        return await self._call(endpoints.GET_COMPLIANCE, locales=list(locales))
