"""What a list of words must say to be one, and who decides about it. Pure."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from onrecord.wire.lexicon_document import LexiconDocument, Term
from onrecord_server.core.decision import ALLOWED, Decision, denied
from onrecord_server.core.leaf import canonical
from onrecord_server.moderation.expressions import ExpressionRefused, compiled
from onrecord_server.moderation.folding import fold
from onrecord_server.policy.deciding import with_duty
from onrecord_server.policy.rules import APPROVERS, Fault


#: Advice is read by every widget, so it is kept small.
MOST_ADVICE: Final = 2_000
#: As many faults are named at once.
MOST_FAULTS: Final = 50


def lexicon_hash(document: LexiconDocument) -> str:
    """Return SHA-256 of the document in canonical JSON, as ``sha256:`` and hex."""
    return "sha256:" + hashlib.sha256(canonical(whole(document)).encode()).hexdigest()


def whole(document: LexiconDocument) -> dict[str, Any]:
    """Return the document as it is hashed and kept: what is as by default is left out.

    A default is therefore never changed, and what is new says nothing by default.
    """
    return document.model_dump(mode="json", exclude_defaults=True)


def faults(document: LexiconDocument) -> list[Fault]:
    """Return what keeps a document from being a list of words; nothing where it is one."""
    found: list[Fault] = []
    for check in _CHECKS:
        found += _first(check(document), MOST_FAULTS - len(found))
    return found


def _first(found: Iterable[Fault], most: int) -> list[Fault]:
    return [fault for fault, _ in zip(found, range(most), strict=False)]


def _terms(document: LexiconDocument) -> Iterator[Fault]:
    """Each term says something, and says it once."""
    seen: set[tuple[str, str, str | None]] = set()
    for index, term in enumerate(document.terms):
        texts = [("text", term.text), *((f"unless/{n}", one) for n, one in enumerate(term.unless))]
        texts += [("near", term.near)] if term.near is not None else []
        for part, text in texts:
            if not _folded(document, text):
                yield Fault(f"/terms/{index}/{part}", "Nothing of it is left to look for.")
        key = (_folded(document, term.text), term.place, term.near)
        if key in seen:
            yield Fault(f"/terms/{index}", f"{term.text} is there twice.")
        seen.add(key)


def _folded(document: LexiconDocument, text: str) -> str:
    return fold(text, lookalikes=document.lookalikes).text.strip()


def _expressions(document: LexiconDocument) -> Iterator[Fault]:
    """Each expression has a name of its own, and RE2 takes it."""
    names: set[str] = set()
    for index, one in enumerate(document.expressions):
        if one.name in names:
            yield Fault(f"/expressions/{index}/name", f"{one.name} is there twice.")
        names.add(one.name)
        try:
            compiled(one.pattern)
        except ExpressionRefused as refused:
            yield Fault(f"/expressions/{index}/pattern", f"It is no expression of RE2: {refused}.")


def _advice(document: LexiconDocument) -> Iterator[Fault]:
    """Advice is small, is made of terms, and says what to write instead or why."""
    if document.purpose != "advice":
        return
    if document.expressions:
        yield Fault("/expressions", "Advice has terms alone.")
    if len(document.terms) > MOST_ADVICE:
        yield Fault("/terms", f"Advice has {MOST_ADVICE} terms at most.")
    for index, term in enumerate(document.terms):
        if not _advises(term):
            yield Fault(f"/terms/{index}", f"Say what to write instead of {term.text}, or why.")


def _advises(term: Term) -> bool:
    return bool(term.suggest or term.note)


_CHECKS: Final[tuple[Callable[[LexiconDocument], Iterable[Fault]], ...]] = (
    _terms,
    _expressions,
    _advice,
)


def may_approve(
    duties: frozenset[str], author: str, person: str, on_behalf_of: str | None
) -> Decision:
    """Only a person of such a duty approves, by themselves, and not what they wrote."""
    entitled = with_duty(duties, APPROVERS)
    if not entitled.allowed:
        return entitled
    if on_behalf_of is not None:
        return denied("A list is approved by a person, not by a service in their name.")
    if author == person:
        return denied("Who wrote a version does not approve it.")
    return ALLOWED


def may_withdraw(
    duties: frozenset[str], author: str, person: str, on_behalf_of: str | None, *, approved: bool
) -> Decision:
    """Its author takes a draft back; what was approved is taken back by a person who approves."""
    if author == person and not approved:
        return ALLOWED
    if not APPROVERS.isdisjoint(duties) and on_behalf_of is None:
        return ALLOWED
    return denied("A version is taken back by who approves, or by its author until it is approved.")


def state_of(row: Any, in_force: int | None) -> str:
    """Return how far a version has come."""
    if row.state == "withdrawn":
        return "withdrawn" if row.approved_at is None else "retired"
    if row.state == "draft":
        return "draft"
    return "in_force" if row.version == in_force else "superseded"
