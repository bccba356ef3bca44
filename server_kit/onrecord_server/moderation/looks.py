"""How each kind of trigger looks through a text. Whatever keeps one from looking is a finding too."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.wire.lexicon_document import Term
from onrecord.wire.policy_document import DetectorTrigger, LexiconTrigger
from onrecord_server.moderation import expressions
from onrecord_server.moderation.compiled import Compiled
from onrecord_server.moderation.detectors import detect
from onrecord_server.moderation.findings import SEVERITIES, Finding, Span
from onrecord_server.moderation.matching import Hit, TooManyPlaces
from onrecord_server.moderation.skimming import Skim


logger = logging.getLogger("onrecord.moderation")

_Ask = Callable[[str], Finding | None]


@dataclass(frozen=True, slots=True)
class Look:
    """How one trigger looks through a text, and what a glance has to know in order to spare it that."""

    ask: _Ask
    #: The list that it looks for, where a glance can tell of it.
    skim: Skim | None = None
    #: Whether it looks for numbers and addresses by their form alone.
    numbers: bool = False

    def __call__(self, text: str) -> Finding | None:
        """Look through a text."""
        return self.ask(text)

    @property
    def is_glanced(self) -> bool:
        """Say whether a glance tells of it."""
        return self.numbers or self.skim is not None


def unjudged(trigger: LexiconTrigger | DetectorTrigger, why: str) -> Finding:
    """Return what holds a message because a trigger could not look at it."""
    name = trigger.lexicon if isinstance(trigger, LexiconTrigger) else None
    return Finding(trigger.id, "unjudged", trigger.severity, "hold", (), name, why=why)


def _guarded(trigger: LexiconTrigger | DetectorTrigger, look: _Ask) -> _Ask:
    """Make a look that fails a finding: it fails closed."""

    def guarded(text: str) -> Finding | None:
        try:
            return look(text)
        except Exception:
            logger.exception("the trigger %s could not look, so it holds", trigger.id)
            return unjudged(trigger, "failed")

    return guarded


# -- lists of words --------------------------------------------------------------------------------


def lexicon_look(trigger: LexiconTrigger, listed: Compiled | None) -> Look:
    """Return what looks for the words of a list."""
    if listed is None:
        missing = unjudged(trigger, "list_missing")
        return Look(lambda _: missing)

    def look(text: str) -> Finding | None:
        try:
            hits = listed.find(text)
        except TooManyPlaces:
            return unjudged(trigger, "too_many_places")
        return _words(trigger, listed, hits) if hits else None

    return Look(_guarded(trigger, look), listed.lexicon.skim)


def _words(trigger: LexiconTrigger, listed: Compiled, hits: Sequence[Hit]) -> Finding:
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
    own = trigger.record_number if "record_number" in wanted else None
    try:
        if own is not None:
            expressions.compiled(own)
    except expressions.ExpressionRefused:
        refused = unjudged(trigger, "expression_refused")
        return Look(lambda _: refused)

    def look(text: str) -> Finding | None:
        found = detect(text, wanted, record_number=own)
        if not found:
            return None
        spans = tuple(Span(one.start, one.end, one.entity) for one in found)
        return Finding(trigger.id, "detector", trigger.severity, trigger.action, spans)

    return Look(_guarded(trigger, look), numbers=own is None)
