"""What a policy says of texts to people outside must hold what rules and carriers ask of it. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from onrecord.wire.policy_sms import Sms, SmsHours, SmsWords


#: What is solicited goes within these hours, 47 CFR 64.1200(c)(1).
EARLIEST: Final = 8
LATEST: Final = 21
_ANSWERS: Final = ("disclosure", "on_stop", "on_start", "on_help")
_FIELD: Final = re.compile(r"\{[^{}]*\}|[{}]")
#: A number, an address or a page.
_REACHED: Final = re.compile(r"\d{4}|\d[ -]\d{3}|@|\w\.\w{2}")


def misfits(sms: Sms) -> Iterator[tuple[str, str]]:
    """Yield the place of each thing that is wrong, and what is."""
    yield from _twice("/sms/words", [one.locale for one in sms.words])
    yield from _twice("/sms/hours", [one.category for one in sms.hours])
    for index, words in enumerate(sms.words):
        yield from _words(f"/sms/words/{index}", words)
    for index, hours in enumerate(sms.hours):
        yield from _hours(f"/sms/hours/{index}", hours)


def _twice(at: str, names: list[str]) -> Iterator[tuple[str, str]]:
    twice = [name for name, count in Counter(names).items() if count > 1]
    yield from ((at, f"{name} is there twice.") for name in twice)


def _words(at: str, words: SmsWords) -> Iterator[tuple[str, str]]:
    for name in _ANSWERS:
        unknown = [one for one in _FIELD.findall(getattr(words, name)) if one != "{name}"]
        if unknown:
            yield f"{at}/{name}", f"{unknown[0]} stands for nothing: only {{name}} does."
    for name in ("on_start", "on_help"):
        said = getattr(words, name)
        if said and not _says(said, "stop"):
            yield f"{at}/{name}", "It does not say that STOP ends the texts."
    if words.on_help and "{name}" not in words.on_help:
        yield f"{at}/on_help", "It does not say who writes: put {name} into it."
    if words.on_help and not _REACHED.search(words.on_help):
        yield f"{at}/on_help", "It names no way to reach you: a phone number, an address or a page."


def _says(text: str, word: str) -> bool:
    return re.search(rf"\b{word}\b", text, re.IGNORECASE) is not None


def _hours(at: str, hours: SmsHours) -> Iterator[tuple[str, str]]:
    if hours.opens >= hours.closes:
        yield f"{at}/closes", "The hours end before they begin."
    wide = hours.opens < EARLIEST or hours.closes > LATEST
    if hours.category == "marketing" and wide:
        yield at, f"Nothing is advertised before {EARLIEST} or after {LATEST} o'clock."
