"""What a version of a list changes of the one before. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from onrecord.wire.lexicon_document import LexiconDocument


#: As many changes are shown; the others are counted.
MOST_SHOWN: Final = 1_000
_SETTINGS: Final = ("title", "language", "lookalikes")


@dataclass(frozen=True, slots=True)
class Change:
    """One place where two versions differ; a null side says that it is not there."""

    part: str
    name: str | None
    before: Any
    after: Any


def difference(old: LexiconDocument, new: LexiconDocument) -> list[Change]:
    """Return every place where two lists differ; their order makes no difference."""
    return [*_settings(old, new), *_terms(old, new), *_expressions(old, new)]


def _settings(old: LexiconDocument, new: LexiconDocument) -> Iterator[Change]:
    for part in _SETTINGS:
        before, after = getattr(old, part), getattr(new, part)
        if before != after:
            yield Change(part, None, before, after)


def _terms(old: LexiconDocument, new: LexiconDocument) -> Iterator[Change]:
    """Terms are the same where their text, their place and what they are near to are."""
    return _parts("term", _named(old.terms, _term), _named(new.terms, _term))


def _term(term: Any) -> tuple[str, ...]:
    return (term.text, term.place, term.near or "")


def _expressions(old: LexiconDocument, new: LexiconDocument) -> Iterator[Change]:
    before, after = _named(old.expressions, _name), _named(new.expressions, _name)
    return _parts("expression", before, after)


def _name(expression: Any) -> tuple[str, ...]:
    return (expression.name,)


def _named(parts: Iterable[Any], key: Any) -> dict[tuple[str, ...], Any]:
    return {key(one): one for one in parts}


def _parts(
    part: str, old: Mapping[tuple[str, ...], Any], new: Mapping[tuple[str, ...], Any]
) -> Iterator[Change]:
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if before != after:
            yield Change(part, key[0], before, after)
