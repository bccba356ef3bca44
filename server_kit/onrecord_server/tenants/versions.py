"""How a tenant looked: every version is on the record, and each can be taken back."""

import json
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import NotFound
from onrecord.wire import tenants as wire
from onrecord.wire.page import Page
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import Doc, moment
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.rows import contents, entries
from onrecord_server.core.words import WORDS
from onrecord_server.tenants import looking
from onrecord_server.tenants.differences import differences
from onrecord_server.tenants.rules import check_contrast


@implements(endpoints.LIST_BRANDING_VERSIONS)
def list_versions(tx: Tx, command: wire.ListBrandingVersions) -> Page[wire.BrandingVersion]:
    """List the versions as the record has them, the newest first."""
    rows = _rows(tx, command)
    shown = rows[: command.limit]
    now, looks = looking.row(tx).branding_version, [_look(row) for row in rows]
    before = looks[1:] + ([] if len(rows) > command.limit else [looking.of_the_host(tx)])
    data = [_version(*each, now) for each in zip(shown, looks, before, strict=False)]
    cursor = write_cursor(shown[-1].position) if len(rows) > command.limit else None
    return Page[wire.BrandingVersion](data=data, next_cursor=cursor)


def _all(tx: Tx) -> sa.Select[Any]:
    same = (contents.c.tenant == entries.c.tenant) & (contents.c.id == entries.c.content_id)
    return (
        sa.select(entries.c.position, entries.c.at, entries.c.entry, WORDS)
        .select_from(entries.outerjoin(contents, same))
        .where(entries.c.tenant == tx.tenant, entries.c.object == "tenant")
        .where(entries.c.type == "tenant.branded")
    )


def _rows(tx: Tx, command: wire.ListBrandingVersions) -> list[Any]:
    """Return a page of entries with their contents, and the one before them where there is one."""
    query = _all(tx)
    if command.cursor is not None:
        query = query.where(entries.c.position < read_cursor(command.cursor, int)[0])
    return list(tx.execute(query.order_by(entries.c.position.desc()).limit(command.limit + 1)))


def names_logo(tx: Tx, logo_id: str) -> bool:
    """Return whether the tenant shows a logo now, or showed it in any version, or its host does in code."""
    looks = (looking.current(tx).branding, looking.of_the_host(tx))
    if any(_names(one, logo_id) for one in looks):
        return True
    return any(_names(_look(row), logo_id) for row in tx.execute(_all(tx)))


def _names(look: wire.Branding | None, logo_id: str) -> bool:
    return look is not None and logo_id in (look.logo_light, look.logo_dark)


def _look(row: Any) -> wire.Branding | None:
    return None if row.body is None else wire.Branding.model_validate_json(row.body)


def _version(
    row: Any, look: wire.Branding | None, before: wire.Branding | None, now: int
) -> wire.BrandingVersion:
    entry = json.loads(row.entry)
    return wire.BrandingVersion(
        version=entry["version"],
        author=entry["actor"],
        at=moment(row.at),
        restored=entry.get("facts", {}).get("restored"),
        current=entry["version"] == now,
        changes=differences(before, look) if before and look else [],
        branding=look,
    )


@implements(endpoints.RESTORE_BRANDING)
def restore(tx: Tx, command: wire.RestoreBranding) -> Doc[wire.BrandingView]:
    """Take back an older version as a new one. Raises ``NotFound`` for one that is not there."""
    tx.unit.flush()
    query = sa.select(WORDS).where(
        contents.c.tenant == tx.tenant, contents.c.id == looking.content_id(command.version)
    )
    body = tx.execute(query).scalar()
    if body is None:
        raise NotFound
    branding = wire.Branding.model_validate_json(body)
    check_contrast(branding)
    return looking.change(tx, branding, restored=command.version)
