"""Which keywords are the same. Pure."""

import unicodedata
from collections.abc import Sequence


def folded(word: str) -> str:
    """Return a word without what makes no difference: case, and how its marks are composed."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())


def distinct(words: Sequence[str]) -> list[str]:
    """Return the words in order, each once whatever its case."""
    return list({folded(word): word for word in reversed(words)}.values())[::-1]
