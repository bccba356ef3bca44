"""The tenant itself."""

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.wire.tenants import TenantStatus


class AsyncTenantApi(AsyncApi):
    """``me.tenant``: suspend and resume; needs the scope ``tenant:manage``."""

    async def suspend(self, *, reason: str = "") -> TenantStatus:
        """Stop all reading and writing in the tenant, open sockets included."""
        return await self._call(endpoints.SUSPEND_TENANT, reason=reason)

    async def resume(self) -> TenantStatus:
        """Let a suspended tenant work again."""
        return await self._call(endpoints.RESUME_TENANT)
