"""What a policy says of texts to people outside."""

from typing import Annotated

from pydantic import AfterValidator, Field

from onrecord.wire.policy_part import Part
from onrecord.wire.scalars import clean_line
from onrecord.wire.sms_words import SmsCategory, SmsReach
from onrecord.wire.tenants import Locale


Answer = Annotated[str, Field(strict=True, max_length=320), AfterValidator(clean_line)]


class SmsWords(Part):
    """What the house itself says in texts, in one language; ``{name}`` stands for the name of the number.

    ``disclosure`` goes first to somebody outside, before anything else that is written to them; without it
    nothing does. Of the others, what is empty is said in our words. ``on_help`` names who writes, how to
    reach them, what it costs and that STOP ends it.
    """

    locale: Locale
    disclosure: Answer = ""
    on_stop: Answer = ""
    on_start: Answer = ""
    on_help: Answer = ""


class SmsHours(Part):
    """From and until which whole hour texts of one category go, by the clock of who reads them."""

    category: SmsCategory
    opens: Annotated[int, Field(ge=0, le=23)] = 8
    closes: Annotated[int, Field(ge=1, le=24)] = 21


class Sms(Part):
    """Texts to people outside.

    ``optout_scope`` is how far a STOP reaches that does not say it: all of the company, the number that it was
    sent to, or the programme of that number. ``conversational_consent`` asks for a consent before
    somebody is written to who never wrote. Marketing has hours whether they are named or not.
    """

    words: Annotated[list[SmsWords], Field(max_length=40)] = []
    optout_scope: SmsReach = "all"
    conversational_consent: bool = True
    hours: Annotated[list[SmsHours], Field(max_length=3)] = []
