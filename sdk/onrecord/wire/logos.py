"""Logos of a tenant: small pictures that everybody in it is shown."""

from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import FileName, LogoId, Sha256


#: Bytes of one logo.
MOST_BYTES: Final = 256 * 1024
#: The bytes of a picture as base64 (RFC 4648, 4), with its padding.
LogoData = Annotated[
    str,
    StringConstraints(
        pattern=r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
        min_length=4,
        max_length=(MOST_BYTES + 2) // 3 * 4,
    ),
]


class Logo(Wire):
    """A picture as it is kept: written anew, still, at most 640 pixels a side.

    ``sha256`` is of these bytes; the same picture has the same id.
    """

    id: LogoId
    media_type: Literal["image/png", "image/jpeg", "image/webp"]
    size: Annotated[int, Field(ge=1)]
    width: int
    height: int
    sha256: Sha256


class AddLogo(Command):
    """Keep a picture that a branding can name. Needs the scope ``branding:write``.

    ``data`` is a PNG, JPEG or WebP of at most 256 KiB, as base64. What it is its content says; an SVG
    is refused. Nobody without that scope is shown it before a branding names it in ``logo_light`` or ``logo_dark``.
    """

    name: FileName
    data: LogoData


class GetLogo(Command):
    """Download a logo that the branding names, or named in any version; for everybody in the tenant.

    Who has the scope ``branding:write`` downloads the others, too, to look at before they are named.
    """

    logo_id: LogoId
