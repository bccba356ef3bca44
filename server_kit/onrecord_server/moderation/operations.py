"""What can be asked about lists of words, and what they find in a text."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import lexicons as wire
from onrecord.wire.lexicon_document import LexiconDocument
from onrecord.wire.page import Page
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.operation import Tx, implements
from onrecord_server.moderation import access, compiled, documents, present, standing, trying
from onrecord_server.moderation.difference import difference
from onrecord_server.moderation.rows import lexicons
from onrecord_server.moderation.standing import Standing
from onrecord_server.moderation.starting import STARTS, start
from onrecord_server.people import access as people_access


@implements(endpoints.LIST_LEXICONS)
def list_lexicons(tx: Tx, command: wire.ListLexicons) -> Page[wire.Lexicon]:
    """List the lists by name, with the newest version of each and the one in force."""
    access.demand_reading(tx)
    names, cursor = _names(tx, command)
    now = standing.in_force(tx.unit, tx.tenant)
    wanted = {(name, number) for name, number in names}
    wanted |= {(name, now[name].version) for name, _ in names if name in now}
    rows = {(row.name, row.version): row for row in _rows(tx, wanted)}
    shown = {key: present.version(row, now.get(row.name)) for key, row in rows.items()}
    data = [
        wire.Lexicon(
            name=name,
            newest=shown[name, number],
            in_force=shown[name, now[name].version] if name in now else None,
        )
        for name, number in names
    ]
    return Page[wire.Lexicon](data=data, next_cursor=cursor)


def _names(tx: Tx, command: wire.ListLexicons) -> tuple[list[tuple[str, int]], str | None]:
    """Return the names of a page, each with its newest version, and where the next one begins."""
    query = (
        sa.select(lexicons.c.name, sa.func.max(lexicons.c.version))
        .where(lexicons.c.tenant == tx.tenant)
        .group_by(lexicons.c.name)
        .order_by(lexicons.c.name)
        .limit(command.limit + 1)
    )
    if command.cursor is not None:
        query = query.where(lexicons.c.name > read_cursor(command.cursor, str)[0])
    found: Any = tx.execute(query)
    rows = [(name, number) for name, number in found]
    page = rows[: command.limit]
    return page, write_cursor(page[-1][0]) if len(rows) > command.limit else None


def _rows(tx: Tx, wanted: set[tuple[str, int]]) -> Sequence[Any]:
    key = sa.tuple_(lexicons.c.name, lexicons.c.version)
    query = sa.select(lexicons).where(lexicons.c.tenant == tx.tenant, key.in_(sorted(wanted)))
    return tx.execute(query).all()


@implements(endpoints.LIST_LEXICON_VERSIONS)
def list_versions(tx: Tx, command: wire.ListLexiconVersions) -> Page[wire.LexiconVersion]:
    """List the versions of one list, the newest first."""
    access.version(tx, command.name)
    query = sa.select(lexicons).where(
        lexicons.c.tenant == tx.tenant, lexicons.c.name == command.name
    )
    if command.cursor is not None:
        query = query.where(lexicons.c.version < read_cursor(command.cursor, int)[0])
    rows = list(tx.execute(query.order_by(lexicons.c.version.desc()).limit(command.limit + 1)))
    page = rows[: command.limit]
    cursor = write_cursor(page[-1].version) if len(rows) > command.limit else None
    data = [shown(tx, row) for row in page]
    return Page[wire.LexiconVersion](data=data, next_cursor=cursor)


@implements(endpoints.GET_LEXICON)
def get_lexicon(tx: Tx, command: wire.GetLexicon) -> wire.LexiconVersionDetail:
    """Return one version with its document."""
    access.demand_reading(tx)
    now = standing.in_force(tx.unit, tx.tenant).get(command.name)
    number = now.version if command.version is None and now is not None else command.version
    row = access.version(tx, command.name, number)
    if command.against is None:
        return detail(tx, row)
    return _beside(tx, row, None, access.version(tx, command.name, command.against))


def shown(tx: Tx, row: Any) -> wire.LexiconVersion:
    """Return a version without its document."""
    return present.version(row, _standing(tx, row))


def detail(tx: Tx, row: Any, document: LexiconDocument | None = None) -> wire.LexiconVersionDetail:
    """Return a version with its document, and what it changes of the one approved before."""
    return _beside(tx, row, document, _base(tx, row))


def _beside(
    tx: Tx, row: Any, document: LexiconDocument | None, base: Any
) -> wire.LexiconVersionDetail:
    document = document or documents.document(tx.unit, tx.tenant, row.content_id)
    before = base and documents.document(tx.unit, tx.tenant, base.content_id)
    changes = [] if before is None else difference(before, document)
    found = present.detail(row, document, _standing(tx, row), changes)
    reason = documents.withdrawal(tx.unit, tx.tenant, row.name, row.version)
    more = {"base": base and base.version, "withdrawn_reason": reason}
    return found.model_copy(update=more)


def _standing(tx: Tx, row: Any) -> Standing | None:
    return standing.in_force(tx.unit, tx.tenant).get(row.name)


def _base(tx: Tx, row: Any) -> Any:
    """Return the version that was approved before another one."""
    query = (
        sa.select(lexicons)
        .where(
            lexicons.c.tenant == tx.tenant,
            lexicons.c.name == row.name,
            lexicons.c.version < row.version,
            lexicons.c.approved_at.is_not(None),
        )
        .order_by(lexicons.c.version.desc())
        .limit(1)
    )
    return tx.execute(query).one_or_none()


@implements(endpoints.TRY_LEXICON)
def try_lexicon(tx: Tx, command: wire.TryLexicon) -> wire.LexiconTried:
    """Say what a list finds in a text that the caller brings."""
    access.demand_reading(tx)
    return trying.tried(_tried_document(tx, command), command)


def _tried_document(tx: Tx, command: wire.TryLexicon) -> LexiconDocument | None:
    if command.document is not None:
        access.demand_sound(command.document)
    if command.document is not None or command.name is None:
        return command.document
    row = access.version(tx, command.name, command.version)
    return documents.document(tx.unit, tx.tenant, row.content_id)


@implements(endpoints.LIST_LEXICON_STARTS)
def list_starts(tx: Tx, _: wire.ListLexiconStarts) -> wire.LexiconStarts:
    """Return the lists that a tenant may start from."""
    access.demand_reading(tx)
    return wire.LexiconStarts(
        data=[wire.LexiconStart(name=name, document=start(name)) for name in STARTS]
    )


@implements(endpoints.GET_ADVICE)
def get_advice(tx: Tx, command: wire.GetAdvice) -> wire.Advice:
    """Return the advice in force, for every person of the tenant."""
    people_access.admit(tx)
    wanted = {one.split("-")[0] for one in command.locales}
    asked = [
        compiled.lexicon(tx.unit, tx.tenant, one.name)
        for one in standing.in_force(tx.unit, tx.tenant).values()
        if one.purpose == "advice" and _is_for(one, wanted)
    ]
    return wire.Advice(data=[present.advice(one) for one in asked if one is not None])


def _is_for(one: Standing, wanted: set[str]) -> bool:
    return not wanted or one.language is None or one.language.split("-")[0] in wanted
