"""Lists of words, from rows and documents to wire."""

from collections.abc import Sequence
from typing import Any

from onrecord.wire import lexicons as wire
from onrecord.wire.lexicon_document import LexiconDocument, Term
from onrecord_server.core.doc import moment
from onrecord_server.core.stream import Stored, composes
from onrecord_server.moderation import rules
from onrecord_server.moderation.compiled import Compiled
from onrecord_server.moderation.detectors import Detected
from onrecord_server.moderation.difference import MOST_SHOWN, Change
from onrecord_server.moderation.matching import Hit
from onrecord_server.moderation.standing import Standing


_PLAIN = ("name", "version", "purpose", "language", "author", "hash", "terms", "expressions")


def version(row: Any, standing: Standing | None) -> wire.LexiconVersion:
    """Return one version without its document, beside the one of its name that is in force."""
    return wire.LexiconVersion.model_validate(_members(row, standing))


def _members(row: Any, standing: Standing | None) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in _PLAIN},
        "state": rules.state_of(row, None if standing is None else standing.version),
        "approved_by": row.approved_by,
        "approved_at": None if row.approved_at is None else moment(row.approved_at),
        "created_at": moment(row.created_at),
    }


def detail(
    row: Any, document: LexiconDocument, standing: Standing | None, changes: Sequence[Change]
) -> wire.LexiconVersionDetail:
    """Return one version with its document."""
    more = {
        "document": document,
        "changes": [change(one) for one in changes[:MOST_SHOWN]],
        "changed": len(changes),
    }
    return wire.LexiconVersionDetail.model_validate({**_members(row, standing), **more})


def change(found: Change) -> wire.LexiconChange:
    """Return one place where two versions differ."""
    return wire.LexiconChange(
        part=found.part,
        name=found.name,
        before=_plain(found.before),
        after=_plain(found.after),
    )


def _plain(value: Any) -> Any:
    dumps = hasattr(value, "model_dump")
    return value.model_dump(mode="json", exclude_defaults=True) if dumps else value


def hit(found: Hit) -> wire.LexiconHit:
    """Return a place that a term or an expression found."""
    rule, is_term = found.rule, isinstance(found.rule, Term)
    return wire.LexiconHit(
        kind="term" if is_term else "expression",
        rule=name_of(found),
        start=found.start,
        end=found.end,
        severity=rule.severity,
        category=rule.category,
        suggest=rule.suggest if isinstance(rule, Term) else [],
        note=rule.note,
    )


def name_of(found: Hit) -> str:
    """Return what a rule is called: the text of a term, the name of an expression."""
    return found.rule.text if isinstance(found.rule, Term) else found.rule.name


def detected(found: Detected) -> wire.LexiconHit:
    """Return a place that a detector found."""
    return wire.LexiconHit(kind="detector", rule=found.entity, start=found.start, end=found.end)


def advice(found: Compiled) -> wire.AdviceList:
    """Return a list as widgets read it."""
    document = found.lexicon.document
    return wire.AdviceList(
        name=found.name,
        version=found.version,
        hash=found.hash,
        title=document.title,
        language=document.language,
        terms=[_advised(one) for one in document.terms],
    )


def _advised(term: Term) -> wire.Advised:
    return wire.Advised(
        term=term.text,
        place=term.place,
        near=term.near,
        within=term.within,
        unless=term.unless,
        suggest=term.suggest,
        note=term.note,
        source=term.source,
        category=term.category,
    )


@composes("lexicon.drafted", "lexicon.approved", "lexicon.tried")
def _hashed(item: Stored) -> dict[str, Any]:
    return {**_named(item), "hash": item.entry["facts"]["hash"]}


@composes("lexicon.withdrawn")
def _named(item: Stored) -> dict[str, Any]:
    return {"name": item.entry["facts"]["name"], "version": item.entry["version"]}
