"""Lists of words as a document: what a text is looked through for, and what is said of a hit."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from onrecord.wire.policy_document import Line, PartName, Severity
from onrecord.wire.policy_part import Part
from onrecord.wire.scalars import Link, clean_line
from onrecord.wire.tenants import Locale


#: A term or a phrase; case, accents, width and hidden characters make no difference, nor whether words are
#: joined by spaces, dashes or underscores.
TermText = Annotated[
    str, Field(strict=True, min_length=1, max_length=100), AfterValidator(clean_line)
]
#: How a term lies in words: as whole ones, at their beginning, at their end, or anywhere.
TermPlace = Literal["word", "beginning", "end", "anywhere"]


class Term(Part):
    """A term, and when it counts.

    With ``near`` it counts only where that other term is at most ``within`` words away. It does not
    count inside one of the phrases ``unless``: *short* but not in *short break*.
    """

    text: TermText
    place: TermPlace = "word"
    near: TermText | None = None
    within: Annotated[int, Field(ge=1, le=50)] = 8
    unless: Annotated[list[TermText], Field(max_length=20)] = []
    severity: Severity = "medium"
    category: PartName | None = None
    suggest: Annotated[list[Line], Field(max_length=5)] = []
    note: Line | None = None
    source: Link | None = None


class Expression(Part):
    """A regular expression (RE2: it takes time linear in the text, whatever it says)."""

    name: PartName
    pattern: Annotated[str, Field(strict=True, min_length=1, max_length=500)]
    severity: Severity = "medium"
    category: PartName | None = None
    note: Line | None = None


class LexiconDocument(Part):
    """A list of words of a tenant.

    ``supervision`` flags for a review, ``advice`` underlines for the author alone and tells nobody.
    With ``lookalikes`` letters of other alphabets and digits count as those that they imitate.
    """

    name: PartName
    title: Line
    purpose: Literal["supervision", "advice"] = "supervision"
    language: Locale | None = None
    lookalikes: bool = True
    terms: Annotated[list[Term], Field(max_length=100_000)] = []
    expressions: Annotated[list[Expression], Field(max_length=200)] = []

    @model_validator(mode="after")
    def _says_something(self) -> "LexiconDocument":
        if not (self.terms or self.expressions):
            raise ValueError("a list of words names at least one term or expression")
        return self
