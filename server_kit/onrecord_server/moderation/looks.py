"""How each kind of trigger looks through a text. Whatever keeps one from looking is a finding too."""

import logging
import re
from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

import re2

from onrecord.wire.lexicon_document import Term
from onrecord.wire.policy_document import DetectorTrigger, LexiconTrigger
from onrecord_server.moderation.detectors import detect
from onrecord_server.moderation.findings import SEVERITIES, Finding, Span
from onrecord_server.moderation.matching import MOST_HITS, Hit, Lexicon


logger = logging.getLogger("onrecord.moderation")

Look = Callable[[str], Finding | None]
#: What every number and address that a detector finds has in it.
_HINT: Final = re.compile(r"[\d@]")


class Listed(Protocol):
    """The approved version of a list, ready to look with."""

    @property
    def version(self) -> int:
        """Return its number."""

    @property
    def hash(self) -> str:
        """Return the hash of its document."""

    @property
    def lexicon(self) -> Lexicon:
        """Return what looks."""


def unjudged(trigger: LexiconTrigger | DetectorTrigger, why: str) -> Finding:
    """Return what holds a message because a trigger could not look at it."""
    name = trigger.lexicon if isinstance(trigger, LexiconTrigger) else None
    return Finding(trigger.id, "unjudged", trigger.severity, "hold", (), name, why=why)


def _guarded(trigger: LexiconTrigger | DetectorTrigger, look: Look) -> Look:
    """Make a look that fails a finding: it fails closed."""

    def guarded(text: str) -> Finding | None:
        try:
            return look(text)
        except Exception:
            logger.exception("the trigger %s could not look, so it holds", trigger.id)
            return unjudged(trigger, "failed")

    return guarded


# -- lists of words --------------------------------------------------------------------------------


def lexicon_look(trigger: LexiconTrigger, listed: Listed | None) -> Look:
    """Return what looks for the words of a list."""
    if listed is None:
        missing = unjudged(trigger, "list_missing")
        return lambda _: missing
    lexicon = listed.lexicon

    def look(text: str) -> Finding | None:
        hits = lexicon.find(text)
        if len(hits) >= MOST_HITS:  # there may be more, which nothing would cover
            return unjudged(trigger, "too_many_places")
        return _words(trigger, listed, hits) if hits else None

    return _guarded(trigger, look)


def _words(trigger: LexiconTrigger, listed: Listed, hits: Sequence[Hit]) -> Finding:
    severest = max((trigger.severity, *(hit.rule.severity for hit in hits)), key=SEVERITIES.index)
    return Finding(
        trigger.id,
        "lexicon",
        severest,
        trigger.action,
        tuple(Span(hit.start, hit.end, _name(hit)) for hit in hits),
        trigger.lexicon,
        listed.version,
        listed.hash,
    )


def _name(hit: Hit) -> str:
    return hit.rule.text if isinstance(hit.rule, Term) else hit.rule.name


# -- numbers and addresses -------------------------------------------------------------------------


def detector_look(trigger: DetectorTrigger) -> Look:
    """Return what looks for numbers and addresses."""
    wanted = frozenset(trigger.entities)
    try:
        pattern = _record_numbers(trigger)
    except re2.error:
        refused = unjudged(trigger, "expression_refused")
        return lambda _: refused

    def look(text: str) -> Finding | None:
        spans: list[Span] = []
        if _HINT.search(text) is not None:
            spans = [Span(one.start, one.end, one.entity) for one in detect(text, wanted)]
        if pattern is not None:
            spans += _numbers(pattern, text)
        if not spans:
            return None
        return Finding(trigger.id, "detector", trigger.severity, trigger.action, tuple(spans))

    return _guarded(trigger, look)


def _record_numbers(trigger: DetectorTrigger) -> Any:
    if trigger.record_number is None or "record_number" not in trigger.entities:
        return None
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    return re2.compile(trigger.record_number, options)


def _numbers(pattern: Any, text: str) -> list[Span]:
    found = (one.span() for one in pattern.finditer(text))
    return [Span(start, end, "record_number") for start, end in found if start < end]
