"""The messaging privacy policy as a document: when messages are looked at, by whom, with what notice.

The software enforces it, so nothing in it is advice: an unknown member is refused, and whatever is
not said is not allowed. Durations are those of ISO 8601 in whole units, such as ``P30D`` or ``PT1H``.
"""

from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    model_validator,
)

from onrecord.wire.policy_part import Part
from onrecord.wire.policy_sms import Sms
from onrecord.wire.scalars import (
    ConversationId,
    Role,
    SpaceId,
    clean_line,
    clean_text,
    each_once,
)
from onrecord.wire.tenants import Locale


Duration = Annotated[
    str,
    StringConstraints(
        min_length=3,
        pattern=r"^P(\d{1,3}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,5}D)?(T\d{1,5}H)?$",
    ),
]
#: The name of a part that others refer to, such as ``lex-1``.
PartName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Line = Annotated[str, Field(strict=True, min_length=1, max_length=300), AfterValidator(clean_line)]
Words = Annotated[str, Field(strict=True, max_length=20_000), AfterValidator(clean_text)]
Severity = Literal["low", "medium", "high", "critical"]
#: What a reviewer may do with what a trigger opened.
Act = Literal[
    "open",
    "dispose",
    "notify",
    "escalate",
    "reveal_identity",
    "remove",
    "restore",
    "freeze",
    "export",
]
#: How a review may end.
Disposition = Literal["no_issue", "false_positive", "coach", "violation", "escalate", "legal"]
Medium = Literal["native", "sms", "import"]
#: What the detectors find, by checksum where there is one.
Entity = Literal["card", "ssn", "iban", "npi", "phone", "email", "record_number"]


#: A family of rules that a tenant follows; what it asks for and refuses is in ``docs/guides/profiles.md``.
Profile = Literal["broker_dealer", "healthcare", "gdpr_employer"]
#: What becomes of a message in which something was found, from what hinders least to what hinders most.
FoundAction = Literal["flag", "mask", "hold", "block"]


class Population(Part):
    """People by rule, over what the host says of them: ``department == "sales"``."""

    name: PartName
    rule: Annotated[str, Field(min_length=1, max_length=500)]


class Scope(Part):
    """Whom and what the policy covers. Tagged conversations are opened for legal process alone."""

    populations: Annotated[list[Population], Field(max_length=50)] = []
    excluded: Annotated[list[PartName], Field(max_length=50)] = []
    channels: Annotated[list[Medium], Field(min_length=1), AfterValidator(each_once)] = ["native"]
    protected_tags: Annotated[list[PartName], Field(max_length=20)] = [
        "privileged",
        "works_council",
    ]


class Expectation(Part):
    """What people may expect of privacy."""

    privacy: Literal["none", "limited", "confidential"] = "limited"
    personal_use: Literal["allowed", "tolerated", "prohibited"] = "tolerated"
    personal_devices: Literal["allowed", "work_profile", "prohibited"] = "work_profile"


class _Trigger(Part):
    id: PartName
    severity: Severity = "medium"
    #: Until when what it found is to be decided.
    due: Duration = "P5D"


class _Finding(_Trigger):
    """What is found in a text, and what becomes of the message.

    ``flag`` delivers it and tells the reviewers; ``mask`` delivers it with what was found covered;
    ``hold`` delivers it once somebody has released it; ``block`` does not deliver it. Whoever
    meets the trigger ``freeze_after`` times in ``freeze_within`` cannot write for ``freeze_for``.
    """

    action: FoundAction = "flag"
    freeze_after: Annotated[int, Field(ge=1, le=1_000)] | None = None
    freeze_within: Duration = "P1D"
    freeze_for: Duration = "P1D"


class LexiconTrigger(_Finding):
    """A list of words matched."""

    kind: Literal["lexicon"] = "lexicon"
    lexicon: PartName


class DetectorTrigger(_Finding):
    """A detector found something, such as a card number whose checksum is right.

    ``record_number`` is how the tenant's own record numbers look: a regular expression (RE2).
    """

    kind: Literal["detector"] = "detector"
    entities: Annotated[list[Entity], Field(min_length=1), AfterValidator(each_once)]
    record_number: Annotated[str, Field(strict=True, min_length=1, max_length=300)] | None = None


class FloodTrigger(_Finding):
    """Somebody sends more than so many messages in a minute, or the same text more often than so in ten.

    A conversation in which that was found ``slow_after`` times in ten minutes is in slow mode for
    ``slow_for``: each member waits ``slow_seconds`` between two messages.
    """

    kind: Literal["flood"] = "flood"
    action: Literal["hold", "block"] = "hold"
    messages: Annotated[int, Field(ge=1, le=1_000)] | None = None
    repeats: Annotated[int, Field(ge=1, le=100)] | None = None
    slow_after: Annotated[int, Field(ge=1, le=1_000)] | None = None
    slow_seconds: Annotated[int, Field(ge=1, le=21_600)] = 30
    slow_for: Duration = "PT1H"

    @model_validator(mode="after")
    def _says_something(self) -> "FloodTrigger":
        if self.messages is None and self.repeats is None:
            raise ValueError("a flood is a number of messages, or of repeats")
        return self


class ClassifierTrigger(_Finding):
    """The host's own classifier found something.

    A message waits until it has answered. What it finds nothing in is delivered; where it fails, or
    does not answer in ``seconds``, the message stays held.
    """

    kind: Literal["classifier"] = "classifier"
    classifier: PartName
    action: Literal["flag", "hold", "block"] = "hold"
    seconds: Annotated[int, Field(ge=1, le=60)] = 5


class SampleTrigger(_Trigger):
    """A message was drawn by chance, by a seed that was committed to before."""

    kind: Literal["random_sample"] = "random_sample"
    percent: Annotated[float, Field(gt=0, le=100)]
    period: Duration = "P1W"
    population: PartName | None = None


class ReportTrigger(_Trigger):
    """Somebody reported a message or a person.

    A message that ``hide_after`` different people reported is hidden until somebody has looked.
    """

    kind: Literal["user_report"] = "user_report"
    hide_after: Annotated[int, Field(ge=1, le=1_000)] | None = None


class _Request(_Trigger):
    """What is opened only on a request with a reason, a scope, and others' approval."""

    approvals: Annotated[int, Field(ge=1, le=3)] = 1
    longest: Duration = "P30D"


class InvestigationTrigger(_Request):
    """An investigation of its own, with a case."""

    kind: Literal["investigation"] = "investigation"


class LegalTrigger(_Request):
    """A court, an authority, or a claim asks; the document's hash is on the record."""

    kind: Literal["legal_process"] = "legal_process"


class SubjectTrigger(_Request):
    """A person asks for what is kept about them."""

    kind: Literal["data_subject_request"] = "data_subject_request"


class ContinuityTrigger(_Request):
    """A newcomer or a successor is brought up to speed; the team is told."""

    kind: Literal["continuity"] = "continuity"


class EmergencyTrigger(_Trigger):
    """Glass is broken: an hour at most, told at once, and reviewed by somebody else."""

    kind: Literal["break_glass"] = "break_glass"
    longest: Literal["PT1H"] = "PT1H"
    review_due: Duration = "P2D"


Trigger = Annotated[
    LexiconTrigger
    | DetectorTrigger
    | FloodTrigger
    | ClassifierTrigger
    | SampleTrigger
    | ReportTrigger
    | InvestigationTrigger
    | LegalTrigger
    | SubjectTrigger
    | ContinuityTrigger
    | EmergencyTrigger,
    Field(discriminator="kind"),
]


class Reviewer(Part):
    """What the people of one duty may do, and for which triggers; all of them where none is named."""

    duty: Role
    may: Annotated[list[Act], Field(min_length=1), AfterValidator(each_once)]
    two_person: Annotated[list[Act], AfterValidator(each_once)] = []
    triggers: Annotated[list[PartName], Field(max_length=100), AfterValidator(each_once)] = []
    sees_identity: bool = False


class Process(Part):
    """How a review goes."""

    context: Annotated[int, Field(ge=0, le=50)] = 5
    dispositions: Annotated[list[Disposition], Field(min_length=1), AfterValidator(each_once)] = [
        "no_issue",
        "false_positive",
        "coach",
        "violation",
        "escalate",
    ]
    rationale_required: Annotated[list[Disposition], AfterValidator(each_once)] = [
        "violation",
        "escalate",
    ]
    appeal: Duration = "P14D"


class NoticeRule(Part):
    """Who is told what, and when.

    An author who is told of a ``review`` hears that one ended with ``coach`` or ``violation`` though
    nothing was done, and may appeal it. A notice to the subject of a look may be put off by ``longest_delay`` at most, with as many
    approvals as ``delay_approvals`` says.
    """

    to: Literal["author", "subject", "privacy_officer", "team"]
    of: Annotated[
        list[
            Literal[
                "look",
                "block",
                "hold",
                "mask",
                "remove",
                "freeze",
                "review",
                "break_glass",
                "reveal_identity",
                "export",
            ]
        ],
        Field(min_length=1),
        AfterValidator(each_once),
    ]
    longest_delay: Duration | None = None
    delay_approvals: Annotated[int, Field(ge=1, le=3)] = 1


class Transparency(Part):
    """What people can see of the oversight over them."""

    report: Duration = "P3M"
    own_looks: Literal["each", "counts"] = "each"


class Retention(Part):
    """How long what is said is kept at least or at most, and what asks for it.

    Both are reckoned from the moment at which a version was written. When ``maximum`` is over,
    ``disposition`` says what follows: it is erased, or an officer is asked. With ``spaces`` or
    ``conversations`` it is about what was said there alone, in both where both are given. Where
    several are about the same, the longest minimum holds, and of the maximums that do not end before it
    the shortest.
    """

    id: PartName
    minimum: Duration | None = None
    maximum: Duration | None = None
    disposition: Literal["erase", "ask"] = "ask"
    basis: Line
    spaces: Annotated[list[SpaceId], Field(max_length=50), AfterValidator(each_once)] = []
    conversations: Annotated[
        list[ConversationId], Field(max_length=50), AfterValidator(each_once)
    ] = []


class PolicyText(Part):
    """What people read in one language, beside what is generated from the document."""

    title: Line
    summary: Annotated[Words, Field(min_length=1, max_length=2_000)]
    more: Words = ""


class PolicyDocument(Part):
    """A tenant's messaging privacy policy."""

    jurisdictions: Annotated[
        list[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]],
        Field(max_length=50),
        AfterValidator(each_once),
    ] = []
    profiles: Annotated[list[Profile], AfterValidator(each_once)] = []
    scope: Scope = Scope()
    expectation: Expectation = Expectation()
    triggers: Annotated[list[Trigger], Field(max_length=100)] = []
    reviewers: Annotated[list[Reviewer], Field(max_length=50)] = []
    process: Process = Process()
    notices: Annotated[list[NoticeRule], Field(max_length=50)] = []
    transparency: Transparency = Transparency()
    retention: Annotated[list[Retention], Field(max_length=50)] = []
    sms: Sms = Sms()
    texts: Annotated[dict[Locale, PolicyText], Field(min_length=1, max_length=40)]


#: Duties whose people may look at what is not theirs; those who write policies never may.
LOOKING: Final[frozenset[Act]] = frozenset({"open", "reveal_identity", "export"})
