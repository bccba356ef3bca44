"""Tenants and how they look."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import (
    Cursor,
    Link,
    LogoId,
    PageSize,
    PersonName,
    TenantName,
    Timestamp,
    Version,
    clean_line,
)


Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$", to_lower=True)]
FontName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9 -]{0,39}$")]
TextKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.]{0,79}$")]
Locale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
LogoUrl = Annotated[
    str, StringConstraints(pattern=r"^(?:/[A-Za-z0-9_.~%-]{1,100}){1,20}$", max_length=300)
]
#: What a logo shows, for those who cannot see it; empty where the name beside it says the same.
LogoAlt = Annotated[str, Field(max_length=120), AfterValidator(clean_line)]


class Palette(Wire):
    """The colours of one theme. What is left out is derived from the accent."""

    accent: Colour | None = None
    on_accent: Colour | None = None
    surface: Colour | None = None
    text: Colour | None = None


class Branding(Wire):
    """How a tenant looks and speaks. Nothing in it can become CSS or HTML.

    ``logo_light`` and ``logo_dark`` are pictures that ``branding.add_logo`` keeps; without the dark one
    the light one is shown in both themes. ``logo`` is a path on the host's own origin, shown where
    neither is given. ``radius`` is in pixels. ``texts`` replaces words of ours by locale and key;
    which, and how long they may be, is a closed list. ``help_url`` is where people find help: an
    address on the web, or a path of the host's own. Colour pairs below WCAG 2.2 AA contrast are refused.
    """

    product_name: PersonName = "Chat"
    logo: LogoUrl | None = None
    logo_light: LogoId | None = None
    logo_dark: LogoId | None = None
    logo_alt: LogoAlt = ""
    light: Palette = Palette()
    dark: Palette = Palette()
    fonts: Annotated[list[FontName], Field(max_length=6)] = []
    radius: Annotated[int, Field(ge=0, le=24)] = 8
    density: Literal["comfortable", "compact"] = "comfortable"
    texts: Annotated[
        dict[Locale, dict[TextKey, Annotated[str, Field(max_length=300)]]], Field(max_length=20)
    ] = {}
    help_url: Link | None = None
    email_footer: Annotated[str, Field(max_length=1000)] = ""


class BrandingView(Wire):
    """A tenant's branding and the CSS custom properties that widgets set from it."""

    version: int
    branding: Branding
    light: dict[str, str]
    dark: dict[str, str]


class GetBranding(Command):
    """Ask how the tenant looks."""


class SetBranding(Command):
    """Replace the tenant's branding. Needs the scope ``branding:write``."""

    branding: Branding


class PreviewBranding(Command):
    """Ask how a branding would look, without setting it. Needs the scope ``branding:write``."""

    branding: Branding


class ColourPair(Wire):
    """Two colours that meet, and how far apart they are.

    ``ratio`` is the contrast, rounded down. ``nearest`` is the nearest ``colour`` that reaches
    ``minimum``, where the pair does not pass.
    """

    scheme: Literal["light", "dark"]
    colour: Literal["accent", "on_accent", "text"]
    on: Literal["accent", "surface"]
    ratio: float
    minimum: float
    passes: bool
    nearest: Colour | None = None


class BrandingPreview(Wire):
    """How a branding would look: what ``branding.set`` would make of it, and each pair's contrast.

    Nothing is set by it, also where a pair does not pass.
    """

    light: dict[str, str]
    dark: dict[str, str]
    pairs: list[ColourPair]


class ListBrandingVersions(Command):
    """List how the tenant looked, the newest first. Needs the scope ``branding:write``."""

    cursor: Cursor | None = None
    limit: PageSize = 20


class RestoreBranding(Command):
    """Take back an older version: it becomes the newest. Needs the scope ``branding:write``.

    What is there already is left as it is, and no version is made.
    """

    version: Version


class BrandingChange(Wire):
    """One place where two brandings differ; a null side says that nothing is given there.

    ``member`` is its path, such as ``light.accent`` or ``texts.en.chat.label``.
    """

    member: str
    before: str | None = None
    after: str | None = None


class BrandingVersion(Wire):
    """One version of the branding: who made it, when, and what it changed of the one before.

    ``author`` is a person, or a service of the host. ``restored`` is the older version that it took
    back. The first one is compared with what the host says in code. ``branding`` is null where its
    content was erased.
    """

    version: Version
    author: str
    at: Timestamp
    restored: Version | None = None
    current: bool
    changes: list[BrandingChange] = []
    branding: Branding | None


class SuspendTenant(Command):
    """Stop all reading and writing in the tenant. Needs the scope ``tenant:manage``."""

    reason: Annotated[str, Field(max_length=200)] = ""


class ResumeTenant(Command):
    """Let a suspended tenant work again. Needs the scope ``tenant:manage``."""


class TenantStatus(Wire):
    """Whether a tenant may work."""

    tenant: TenantName
    status: Literal["active", "suspended"]


class TenantCreated(Wire):
    """The tenant was set up: the first entry of its record. Audience: nobody."""

    type: Literal["tenant.created"] = "tenant.created"


class TenantSuspended(Wire):
    """The tenant was suspended; sockets close. Audience: nobody."""

    type: Literal["tenant.suspended"] = "tenant.suspended"


class TenantResumed(Wire):
    """The tenant works again. Audience: nobody."""

    type: Literal["tenant.resumed"] = "tenant.resumed"


class TenantLogoAdded(Wire):
    """A picture was kept that a branding can name. Audience: nobody."""

    type: Literal["tenant.logo_added"] = "tenant.logo_added"


class TenantBranded(Wire):
    """The branding changed; widgets fetch it again. Audience: everybody in the tenant."""

    type: Literal["tenant.branded"] = "tenant.branded"
    version: int
