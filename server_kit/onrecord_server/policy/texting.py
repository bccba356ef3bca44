"""What a policy says of texts to people outside must hold what rules and carriers ask of it. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from onrecord.wire.policy_sms import Sms, SmsHours, SmsNoticeRules, SmsWords


#: What is solicited goes within these hours, 47 CFR 64.1200(c)(1).
EARLIEST: Final = 8
LATEST: Final = 21
_ANSWERS: Final = ("disclosure", "on_stop", "on_start", "on_help")
#: What stands in them for something that comes in the place of it, and has to be there.
_HOLES: Final = {"notice": "{link}", "code": "{code}"}
_FIELD: Final = re.compile(r"\{[^{}]*\}|[{}]")
#: A number, an address or a page.
_REACHED: Final = re.compile(r"\d{4}|\d[ -]\d{3}|@|\w\.\w{2}")


def misfits(sms: Sms) -> Iterator[tuple[str, str]]:
    """Yield the place of each thing that is wrong, and what is."""
    yield from _twice("/sms/words", [one.locale for one in sms.words])
    yield from _twice("/sms/hours", [one.category for one in sms.hours])
    for index, words in enumerate(sms.words):
        yield from _words(f"/sms/words/{index}", words)
        yield from _holes(f"/sms/words/{index}", words)
    for index, hours in enumerate(sms.hours):
        yield from _hours(f"/sms/hours/{index}", hours)
    yield from _notices("/sms/notices", sms.notices)


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


def _holes(at: str, words: SmsWords) -> Iterator[tuple[str, str]]:
    """A notice without its link, or a code that is not in its text, helps nobody."""
    for name, hole in _HOLES.items():
        said = getattr(words, name)
        found = _FIELD.findall(said)
        unknown = [one for one in found if one not in ("{name}", hole)]
        if unknown:
            yield f"{at}/{name}", f"{unknown[0]} stands for nothing: only {{name}} and {hole} do."
        if said and found.count(hole) != 1:
            yield f"{at}/{name}", f"Put {hole} into it, once."


def _notices(at: str, notices: SmsNoticeRules) -> Iterator[tuple[str, str]]:
    names = notices.triggers or notices.labels
    if "classified" in notices.when and not names:
        yield f"{at}/when", "Say what is classified: name triggers of this policy, or labels."
    if names and "classified" not in notices.when:
        said = "Triggers and labels say what is classified: put classified into when."
        yield f"{at}/when", said


def _says(text: str, word: str) -> bool:
    return re.search(rf"\b{word}\b", text, re.IGNORECASE) is not None


def _hours(at: str, hours: SmsHours) -> Iterator[tuple[str, str]]:
    if hours.opens >= hours.closes:
        yield f"{at}/closes", "The hours end before they begin."
    wide = hours.opens < EARLIEST or hours.closes > LATEST
    if hours.category == "marketing" and wide:
        yield at, f"Nothing is advertised before {EARLIEST} or after {LATEST} o'clock."
