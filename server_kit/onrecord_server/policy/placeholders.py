"""What stands in braces in the words for a notice, and what takes its place. Pure."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, get_args

from onrecord.wire.notice_templates import Placeholder, TemplateKind
from onrecord.wire.notices import NoticeKind
from onrecord_server.core.leaf import canonical
from onrecord_server.policy.rules import Fault


#: What every notice knows.
COMMON: Final[tuple[Placeholder, ...]] = ("rule", "policy_version", "at", "product")
#: What takes something from somebody, who must read until when they may ask another reviewer.
APPEALABLE: Final = frozenset({"held", "block", "mask", "reject", "remove", "freeze"})
#: What may say until when, too: a look at one's message that may have ended in an appeal.
ASKABLE: Final = APPEALABLE | {"reviewed"}
#: Each kind, and behind it what it is where something was done.
KINDS: Final[tuple[TemplateKind, ...]] = tuple(
    kind
    for told in get_args(NoticeKind)
    for kind in get_args(TemplateKind)
    if kind in {told, f"{told}_acted"}
)
#: The languages that a kind has words in, at most.
MOST_LOCALES: Final = 20
_NO_BRACES: Final = str.maketrans("{}", "()")


def required(kind: str) -> list[Placeholder]:
    """Return what the words for a kind of notice must say."""
    return ["appeal_until"] if kind in APPEALABLE else []


def allowed(kind: str) -> list[Placeholder]:
    """Return what may stand in braces in the words for a kind of notice."""
    return [*COMMON, "appeal_until"] if kind in ASKABLE else [*COMMON]


def parts(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the parts of a text in order: where each begins, what it is, and whether in braces.

    A brace that opens or closes nothing is a part of its own.
    """
    start = 0
    while start < len(text):
        end = _end(text, start)
        if text[start] == "{" and text[end - 1] == "}":
            yield start, text[start + 1 : end - 1], True
        else:
            yield start, text[start:end], False
        start = end


def _end(text: str, start: int) -> int:
    """Return where the part ends that begins at a place."""
    begins = start + 1 if text[start] in "{}" else start
    braces = (found for one in "{}" if (found := text.find(one, begins)) >= 0)
    brace = min(braces, default=len(text))
    if text[start] == "{" and text[brace : brace + 1] == "}":
        return brace + 1
    return begins if text[start] in "{}" else brace


def faults(kind: str, text: str) -> list[Fault]:
    """Return what is wrong with the words for a kind of notice, each with its place."""
    known = allowed(kind)
    found = [
        Fault("/text", f"At character {start + 1}: {wrong}")
        for start, said, named in parts(text)
        if (wrong := _wrong(said, named=named, known=known))
    ]
    there = {said for _, said, named in parts(text) if named}
    missing = [one for one in required(kind) if text and one not in there]
    return [*found, *(Fault("/text", f"It must say {{{one}}}.") for one in missing)]


def _wrong(said: str, *, named: bool, known: Sequence[str]) -> str:
    if named and said not in known:
        there = ", ".join(f"{{{one}}}" for one in known)
        return f"there is no {{{said}}} here; there is {there}."
    if not named and said in {"{", "}"}:
        return f"{said} belongs to no placeholder."
    return ""


def rendered(text: str, facts: Mapping[str, str | None]) -> str | None:
    """Return the words with the facts in their place; ``None`` where one that they name is not there.

    Braces of a fact become parentheses: what is read holds no placeholder.
    """
    said: list[str] = []
    for _, part, named in parts(text):
        fact = facts.get(part) if named else part
        if fact is None:
            return None
        said.append(fact.translate(_NO_BRACES))
    return "".join(said)


def template_kind(kind: str, acted: bool | None) -> str:
    """Return which words are those of a notice: of what was decided by what came of it."""
    decided = kind in {"report_decided", "appeal_decided"}
    return f"{kind}_acted" if decided and acted else kind


def texts_hash(kind: str, texts: Mapping[str, str]) -> str:
    """Return SHA-256 of the words for a kind in canonical JSON, in the order of their languages."""
    whole = canonical({"kind": kind, "texts": listed(texts)})
    return "sha256:" + hashlib.sha256(whole.encode()).hexdigest()


def listed(texts: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the words of a kind as they are kept: their order says which language is the first."""
    return [{"locale": locale, "text": text} for locale, text in texts.items()]


def changed(texts: Mapping[str, str], locale: str, text: str) -> dict[str, str]:
    """Return the words after one language is set, or taken back by an empty text."""
    return {name: said for name, said in {**texts, locale: text}.items() if said}


def chosen(texts: Mapping[str, str], wanted: Sequence[str]) -> str | None:
    """Return the words in the first wanted language that there is, else in the first of all."""
    exact_or_short = (name for one in wanted for name in (one, one.split("-", maxsplit=1)[0]))
    locale = next((one for one in exact_or_short if one in texts), next(iter(texts), None))
    return None if locale is None else texts[locale]
