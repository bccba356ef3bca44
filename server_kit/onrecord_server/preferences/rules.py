"""What changes of preferences, which keywords are the same, and where a text holds one. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.wire.preferences import SetPreferences


def folded(word: str) -> str:
    """Return a word without what makes no difference: case, and how its marks are composed."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())


def distinct(words: Sequence[str]) -> list[str]:
    """Return the words in order, each once whatever its case."""
    return list({folded(word): word for word in reversed(words)}.values())[::-1]


def keywords_in(words: Sequence[str]) -> re.Pattern[str] | None:
    """Return one expression for all of some words, as whole words and whatever their case.

    It finds what the widgets' ``core/keywords.ts`` finds; no words give no expression.
    """
    wanted = sorted((word.split() for word in words if word.strip()), key=_written, reverse=True)
    if not wanted:
        return None
    phrases = "|".join(r"\s+".join(map(re.escape, phrase)) for phrase in wanted)
    return re.compile(rf"(?<!\w)({phrases})(?!\w)", re.IGNORECASE)


def _written(phrase: list[str]) -> int:
    return len(" ".join(phrase))


def changed(before: Mapping[str, Any], command: SetPreferences) -> dict[str, Any]:
    """Return what holds after a command; what it does not name stays."""
    named = command.model_dump(exclude_none=True)
    said = {name: named.get(name, before[name]) for name in ("keywords", "language", "text_size")}
    return {**said, "keywords": distinct(said["keywords"]), "language": said["language"] or None}
