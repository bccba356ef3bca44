"""What a person prefers: the words that they want to hear of, their language, and the size of text."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import clean_line
from onrecord.wire.tenants import Locale


MAX_KEYWORDS = 50


def _not_empty(text: str) -> str:
    if not text:
        raise ValueError("must not be blank")
    return text


#: A word or a few, compared without regard to case, as whole words.
Keyword = Annotated[
    str, Field(strict=True, max_length=60), AfterValidator(clean_line), AfterValidator(_not_empty)
]


#: In percent of the size that text has otherwise.
TextSize = Annotated[int, Field(strict=True, ge=100, le=200)]


class Preferences(Wire):
    """What the asking person prefers; ``version`` is 0 until they first say so.

    ``language`` is what the widgets and the policy are shown in; null leaves it to the page and the
    browser. ``text_size`` is in percent.
    """

    keywords: list[Keyword] = []
    language: Locale | None = None
    text_size: TextSize = 100
    version: int = 0


class GetPreferences(Command):
    """Ask for one's own preferences."""


class SetPreferences(Command):
    """Say what one prefers; what is not named stays as it is.

    Equal words, whatever their case, are kept once. The empty ``language`` takes it back.
    """

    keywords: Annotated[list[Keyword], Field(max_length=MAX_KEYWORDS)] | None = None
    language: Locale | Literal[""] | None = None
    text_size: TextSize | None = None


class PreferencesChanged(Wire):
    """A person prefers something else now. Audience: that person."""

    type: Literal["preferences.changed"] = "preferences.changed"
    keywords: list[str] = []
    language: str | None = None
    text_size: int = 100
    version: int
