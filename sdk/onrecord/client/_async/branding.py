"""How the tenant looks."""

from collections.abc import AsyncIterator

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.client._async.paging import each
from onrecord.wire.page import Page
from onrecord.wire.tenants import Branding, BrandingPreview, BrandingVersion, BrandingView


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

    async def versions(
        self, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[BrandingVersion]:
        """List how the tenant looked, the newest first, and what each version changed."""
        return await self._call(endpoints.LIST_BRANDING_VERSIONS, cursor=cursor, limit=limit)

    def iterate_versions(self, *, limit: int | None = None) -> AsyncIterator[BrandingVersion]:
        """Yield every version, the newest first."""
        return each(lambda cursor: self.versions(cursor=cursor, limit=limit))

    async def restore(self, version: int) -> BrandingView:
        """Take back an older version, which becomes the newest; the others stay."""
        return await self._call(endpoints.RESTORE_BRANDING, version=version)
