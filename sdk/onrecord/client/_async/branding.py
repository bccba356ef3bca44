"""How the tenant looks."""

import base64
from collections.abc import AsyncIterator

from onrecord import endpoints
from onrecord.binding import make
from onrecord.client._async.caller import AsyncApi, AsyncCarrier
from onrecord.client._async.paging import each
from onrecord.errors import UsageError
from onrecord.wire.logos import GetLogo, Logo
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

    async def add_logo(self, name: str, data: bytes) -> Logo:
        """Keep a picture (PNG, JPEG or WebP) that a branding can name by its id.

        ``FileTypeRefused`` and ``FileRefused`` say what is wrong with one that is not taken.
        """
        encoded = base64.b64encode(data).decode()
        return await self._call(endpoints.ADD_LOGO, name=name, data=encoded)

    async def logo(self, logo_id: str) -> bytes:
        """Return the bytes of a logo."""
        if not isinstance(self._caller, AsyncCarrier):
            raise UsageError("files do not travel this way: ask with acting_as, or over HTTP")
        found, command = b"", make(GetLogo, {"logo_id": logo_id})
        async for chunk in self._caller.get_octets(endpoints.GET_LOGO, command):
            found += chunk
        return found
