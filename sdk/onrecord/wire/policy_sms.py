"""What a policy says of texts to people outside."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from onrecord.wire.policy_part import Part
from onrecord.wire.scalars import clean_line, each_once
from onrecord.wire.sms_words import SmsCategory, SmsReach
from onrecord.wire.tenants import Locale


#: A trigger of the policy, or a tag of a conversation.
Named = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Names = Annotated[list[Named], Field(max_length=50), AfterValidator(each_once)]
#: When a text goes as a notice: it has more parts than are set, it is classified, or whatever it says.
SmsNoticeWhen = Literal["long", "classified", "always"]
Answer = Annotated[str, Field(strict=True, max_length=320), AfterValidator(clean_line)]


class SmsWords(Part):
    """What the house itself says in texts, in one language; ``{name}`` stands for the name of the number.

    ``disclosure`` goes first to somebody outside, before anything else that is written to them; without it
    nothing does. Of the others, what is empty is said in our words. ``on_help`` names who writes, how to
    reach them, what it costs and that STOP ends it. ``notice`` goes in place of a text that people read on a page:
    ``{link}`` stands for its address, and must be there. ``code`` is the text with which they prove that the
    number is theirs: ``{code}`` must be there.
    """

    locale: Locale
    disclosure: Answer = ""
    on_stop: Answer = ""
    on_start: Answer = ""
    on_help: Answer = ""
    notice: Answer = ""
    code: Answer = ""


class SmsHours(Part):
    """From and until which whole hour texts of one category go, by the clock of who reads them."""

    category: SmsCategory
    opens: Annotated[int, Field(ge=0, le=23)] = 8
    closes: Annotated[int, Field(ge=1, le=24)] = 21


class SmsNoticeRules(Part):
    """When people outside get a notice with a link in place of a text, and read it on a page; never where empty.

    ``when`` says for what: ``long`` for texts of more than ``longest`` parts, ``classified`` for those in which
    one of ``triggers`` found something, or whose conversation has one of ``labels`` as a tag, ``always`` for all.
    A link ends after ``days``. Who opens it proves by a code that the number is theirs.
    """

    when: Annotated[list[SmsNoticeWhen], Field(max_length=3), AfterValidator(each_once)] = []
    longest: Annotated[int, Field(ge=1, le=20)] = 3
    triggers: Names = []
    labels: Names = []
    days: Annotated[int, Field(ge=1, le=90)] = 7


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
    notices: SmsNoticeRules = SmsNoticeRules()
