"""Logos: judged by content, written anew, and shown to everybody once a branding names them."""

import base64
import hashlib
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.endpoints import Endpoint
from onrecord.errors import (
    FileRefused,
    FileTooLarge,
    FileTypeRefused,
    NotFound,
    QuotaExceeded,
    StorageUnavailable,
    UsageError,
)
from onrecord.wire import logos as wire
from onrecord_server.attachments import images, kinds
from onrecord_server.attachments.plans import Serving
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.stream import Stored, composes
from onrecord_server.tenants import versions
from onrecord_server.tenants.rows import logos


#: What a logo may be: no type that moves, and none that a browser would run.
TYPES: Final = frozenset({"image/png", "image/jpeg", "image/webp"})
#: Pictures that one tenant may keep: each may be part of a version.
MOST: Final = 200
ENDINGS: Final = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}

#: The scope of who makes brandings: they may name any logo, and look at it first.
SHAPES: Final = "branding:write"

SERVE: Final = Endpoint("branding.logo", "GET", "", wire.GetLogo, Serving, writes=False)


@implements(endpoints.ADD_LOGO)
def add_logo(tx: Tx, command: wire.AddLogo) -> Doc[wire.Logo]:
    """Keep a picture; one that is there already is answered as it is."""
    still = _written_anew(command.name, base64.b64decode(command.data))
    digest = hashlib.sha256(still.data).hexdigest()
    logo_id = f"lgo_{digest[:32]}"
    tx.unit.lock([tx.tenant])  # the same picture at two workers comes one after the other
    known = _row(tx, logo_id)
    if known is not None:
        return Unchanged(wire.Logo, _shown(known).model_dump(mode="json"))
    _within_quota(tx)
    facts = {
        "media_type": still.media_type,
        "size": len(still.data),
        "width": still.width,
        "height": still.height,
        "sha256": digest,
    }
    row = {"tenant": tx.tenant, "id": logo_id, "author": tx.actor.person, "at": tx.now, **facts}
    tx.execute(sa.insert(logos), {**row, "body": still.data})
    tx.record(Draft("tenant.logo_added", logo_id, NOBODY, {}, facts=facts))
    return Doc.of(wire.Logo.model_validate({"id": logo_id, **facts}))


def _written_anew(name: str, raw: bytes) -> images.Still:
    """Return the picture as it is kept. Raises a typed refusal for whatever is no plain picture."""
    if len(raw) > wire.MOST_BYTES:
        raise FileTooLarge(
            f"A logo has at most {wire.MOST_BYTES} bytes.", extra={"most": wire.MOST_BYTES}
        )
    found = kinds.agreed(name, raw[: kinds.HEAD])
    if found is None:
        said = "The picture is not what its name says: give it the ending of what it is."
        raise FileRefused(said, extra={"reason": "type_lies"})
    if found not in TYPES:
        raise FileTypeRefused(
            "A logo is a PNG, JPEG or WebP picture; export yours as one of these."
        )
    try:
        return images.still(raw, found)
    except images.ImageRefused as error:
        said = "The picture is broken, or too large: at most one million pixels."
        raise FileRefused(said, extra={"reason": error.reason}) from error
    except UsageError as error:
        raise StorageUnavailable(str(error)) from error


def _within_quota(tx: Tx) -> None:
    count = sa.select(sa.func.count()).where(logos.c.tenant == tx.tenant)
    if tx.execute(count).scalar_one() >= MOST:
        said = f"This organisation keeps {MOST} logos already: choose one of an older version."
        raise QuotaExceeded(said, extra={"quota": "logos"})


def _row(tx: Tx, logo_id: str) -> Any:
    query = sa.select(logos).where(logos.c.tenant == tx.tenant, logos.c.id == logo_id)
    return tx.execute(query).one_or_none()


def _shown(row: Any) -> wire.Logo:
    return wire.Logo.model_validate(row)


@implements(SERVE)
def open_logo(tx: Tx, command: wire.GetLogo) -> Serving:
    """Say what the download of a logo consists of.

    Raises ``NotFound`` for one that is not there, and for one that no branding ever named: only who
    may change the branding sees it before.
    """
    row = _row(tx, command.logo_id)
    if row is None or not _is_shown(tx, row.id):
        raise NotFound
    body = bytes(row.body)
    if hashlib.sha256(body).hexdigest() != row.sha256:
        raise StorageUnavailable("This logo is not what the record says: run onrecord verify.")
    return Serving(
        attachment_id=row.id,
        store="",
        name=f"logo.{ENDINGS[row.media_type]}",
        media_type=row.media_type,
        size=len(body),
        sha256=row.sha256,
        pieces=[],
        inline=base64.b64encode(body).decode(),
    )


def _is_shown(tx: Tx, logo_id: str) -> bool:
    return tx.actor.has(SHAPES) or versions.names_logo(tx, logo_id)


@composes("tenant.logo_added")
def _added(item: Stored) -> dict[str, Any]:
    return {}
