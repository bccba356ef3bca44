"""How the tenant looks."""

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.wire.tenants import Branding, BrandingPreview, BrandingView


class AsyncBrandingApi(AsyncApi):
    """``me.branding``: the tenant's name, colours, fonts and texts."""

    async def get(self) -> BrandingView:
        """Return the branding and the CSS custom properties that widgets set from it."""
        return await self._call(endpoints.GET_BRANDING)

    async def set(self, branding: Branding) -> BrandingView:
        """Replace the branding; ``ContrastTooLow`` names the nearest colour that passes."""
        return await self._call(endpoints.SET_BRANDING, branding=branding)

    async def preview(self, branding: Branding) -> BrandingPreview:
        """Return what ``set`` would make of it, and the contrast of each pair; nothing is set."""
        return await self._call(endpoints.PREVIEW_BRANDING, branding=branding)
