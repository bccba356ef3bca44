"""What a person prefers: so far, the words that they want to hear of."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import clean_line


MAX_KEYWORDS = 50


def _not_empty(text: str) -> str:
    if not text:
        raise ValueError("must not be blank")
    return text


#: A word or a few, compared without regard to case, as whole words.
Keyword = Annotated[
    str, Field(strict=True, max_length=60), AfterValidator(clean_line), AfterValidator(_not_empty)
]


class Preferences(Wire):
    """What the asking person prefers; ``version`` is 0 until they first say so."""

    keywords: list[Keyword] = []
    version: int = 0


class GetPreferences(Command):
    """Ask for one's own preferences."""


class SetPreferences(Command):
    """Say what one prefers; equal words, whatever their case, are kept once."""

    keywords: Annotated[list[Keyword], Field(max_length=MAX_KEYWORDS)]


class PreferencesChanged(Wire):
    """A person prefers something else now. Audience: that person."""

    type: Literal["preferences.changed"] = "preferences.changed"
    keywords: list[str] = []
    version: int
