"""The tenant's own words for notices: setting them, and which hold for what is made now."""

from collections.abc import Collection, Mapping
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Invalid
from onrecord.wire import notice_templates as wire
from onrecord_server.core.doc import Doc, moment
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.held import held, hold
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.stream import Stored, composes
from onrecord_server.core.unit import Unit
from onrecord_server.policy import access, documents
from onrecord_server.policy import placeholders as rules
from onrecord_server.policy.rows import notice_templates as rows
from onrecord_server.policy.rules import Fault


@implements(endpoints.LIST_TEMPLATES)
def list_templates(tx: Tx, _: wire.ListTemplates) -> wire.NoticeTemplates:
    """List the tenant's own words, by kind and in the order of their languages."""
    access.demand_reading(tx)
    newest = _newest(tx)
    said = documents.texts(tx, [row.content_id for row in newest.values()])
    return wire.NoticeTemplates(
        data=[
            _shown(tx, newest[kind], locale, text)
            for kind in rules.KINDS
            if kind in newest
            for locale, text in said[newest[kind].content_id].items()
        ],
        kinds=[
            wire.NoticeTemplateKind(
                kind=kind, placeholders=rules.allowed(kind), required=rules.required(kind)
            )
            for kind in rules.KINDS
        ],
    )


@implements(endpoints.PUT_TEMPLATE)
def put_template(tx: Tx, command: wire.PutTemplate) -> Doc[wire.NoticeTemplate]:
    """Set the words for a kind of notice in one language; earlier notices keep theirs."""
    access.demand_author(tx)
    kind, locale, text = command.kind, command.locale, command.text
    _demand(rules.faults(kind, text))
    tx.unit.lock([tx.tenant])
    before = _newest(tx).get(kind)
    texts = {} if before is None else documents.texts(tx, [before.content_id])[before.content_id]
    if before is None and not text:
        _demand([Fault("/text", "There are none to take back.")])
    elif before is not None and texts.get(locale, "") == text:
        same = _shown(tx, before, locale, text)
        return Unchanged(wire.NoticeTemplate, same.model_dump(mode="json"))
    after = rules.changed(texts, locale, text)
    if len(after) > rules.MOST_LOCALES:
        raise Invalid(f"A kind of notice has words in {rules.MOST_LOCALES} languages at most.")
    _set(tx, kind, locale, after, 1 if before is None else before.version + 1)
    return Doc.of(_shown(tx, _newest(tx)[kind], locale, text))


def _demand(found: list[Any]) -> None:
    if found:
        places = [{"pointer": one.pointer, "detail": one.said} for one in found]
        raise Invalid(f"These are no words for a notice: {found[0].said}", errors=places)


def _set(tx: Tx, kind: str, locale: str, texts: Mapping[str, str], version: int) -> None:
    facts = {
        "kind": kind,
        "locale": locale,
        "locales": len(texts),
        "hash": rules.texts_hash(kind, texts),
    }
    content_id = f"template:{kind}:{version}"
    kept = {"version": version, "author": tx.actor.person, "at": tx.now}
    row = {"tenant": tx.tenant, **facts, **kept, "content_id": content_id}
    tx.execute(sa.insert(rows), row)
    told = {name: facts[name] for name in ("kind", "locale", "hash")}
    tx.record(
        Draft(
            type="template.set",
            object=f"template:{kind}",
            audience=NOBODY,
            event={**told, "version": version},
            facts=facts,
            version=version,
            content={"texts": rules.listed(texts)},
            content_id=content_id,
            rights=True,
        )
    )


@composes("template.set")
def _composed(item: Stored) -> dict[str, Any]:
    facts = item.entry["facts"]
    told = {name: facts[name] for name in ("kind", "locale", "hash")}
    return {**told, "version": item.entry["version"]}


def _shown(tx: Tx, newest: Any, locale: str, text: str) -> wire.NoticeTemplate:
    """Return the words of one language, with who changed that one last."""
    mine = (rows.c.tenant == tx.tenant, rows.c.kind == newest.kind, rows.c.locale == locale)
    query = sa.select(rows).where(*mine).order_by(rows.c.version.desc()).limit(1)
    row = tx.execute(query).one_or_none() or newest
    return wire.NoticeTemplate(
        kind=newest.kind,
        locale=locale,
        text=text,
        version=newest.version,
        hash=newest.hash,
        author=row.author,
        at=moment(row.at),
    )


_LATER: Final = rows.alias()
_NEWEST: Final = sa.select(rows).where(
    rows.c.tenant == sa.bindparam("tenant"),
    ~sa.exists().where(
        _LATER.c.tenant == rows.c.tenant,
        _LATER.c.kind == rows.c.kind,
        _LATER.c.version > rows.c.version,
    ),
)


def _newest(tx: Tx) -> dict[str, Any]:
    return {row.kind: row for row in tx.execute(_NEWEST, {"tenant": tx.tenant})}


# -- for notices -----------------------------------------------------------------------------------


def current(unit: Unit, tenant: str, kind: str) -> str | None:
    """Return the hash of the words that hold for a kind of notice, or ``None``. It is held over commits."""
    key = (tenant, "notice templates", "")
    known: dict[Any, dict[str, str]] = held(unit, [key])
    if key not in known:
        relied = unit.rely_on_rights(tenant)
        found: Any = unit.execute(_NEWEST, {"tenant": tenant})
        known = {key: {row.kind: row.hash for row in found if row.locales}}
        hold(unit, tenant, relied, known)
    return known[key].get(kind)


def named(unit: Unit, tenant: str, kind: str) -> dict[str, str]:
    """Return the fact that says which words a notice used; none where the product's hold."""
    found = current(unit, tenant, kind)
    return {} if found is None else {"template": found}


def of_hashes(tx: Tx, hashes: Collection[str]) -> dict[str, dict[str, str]]:
    """Return the words that have some hashes: language → text, the tenant's first one first."""
    if not hashes:
        return {}
    query = sa.select(rows.c.hash, rows.c.content_id).where(
        rows.c.tenant == tx.tenant, rows.c.hash.in_(sorted(hashes))
    )
    found = {row.hash: row.content_id for row in tx.execute(query)}
    said = documents.texts(tx, [*found.values()])
    return {one: said[content_id] for one, content_id in found.items()}
