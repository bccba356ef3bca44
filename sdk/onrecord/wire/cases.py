"""What is to be reviewed: the queue, what a case opens, what is decided, and by whom."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.attachments import Attachment
from onrecord.wire.case_versions import CaseSpan, CaseVersion
from onrecord.wire.case_words import CaseAppeal, CaseNote, CaseReport
from onrecord.wire.grants import DisclosureId, Reason
from onrecord.wire.policies import PolicyHash
from onrecord.wire.policy_document import Disposition, Duration, PartName, Severity
from onrecord.wire.scalars import (
    ConversationId,
    Cursor,
    MessageId,
    PageSize,
    PersonId,
    Position,
    SpaceId,
    Timestamp,
    Version,
    clean_text,
)


CaseId = Annotated[str, StringConstraints(pattern=r"^cas_[0-9a-f]{32}$")]
#: What a message is called within one case: the same each time, and another in another case.
CaseRef = Annotated[str, StringConstraints(pattern=r"^M-[A-Z2-7]{8}$")]
RequestId = Annotated[str, StringConstraints(pattern=r"^crq_[0-9a-f]{32}$")]
#: A case whose reviewer lost the duty is ``queued`` again, and one that nobody appealed in time is
#: ``closed``: both are found at each question, nothing has to fire.
CaseState = Literal["queued", "opened", "escalated", "decided", "appealed", "closed"]
#: What put it there. ``unjudged``: a check could not be made, so that the message is held.
CaseSource = Literal[
    "lexicon", "detector", "flood", "classifier", "unjudged", "report", "sample", "freeze"
]
#: What a decision does with the message, or with its author.
CaseAction = Literal["none", "release", "reject", "remove", "restore", "freeze"]
#: What the reader may do with a case now.
CaseAct = Literal[
    "open", "assign", "note", "escalate", "widen", "reveal", "decide", "approve", "decide_appeal"
]
CaseMessageState = Literal[
    "active", "removed", "erased", "held", "blocked", "released", "rejected", "withdrawn"
]
#: What waits for a second person.
RequestKind = Literal["widen", "reveal", "decide", "appeal"]
RequestState = Literal["waiting", "approved", "denied", "lapsed"]
#: Whom a reveal names: those who wrote, or those who reported too.
Revealed = Literal["people", "reporters"]
Note = Annotated[
    str, Field(strict=True, min_length=1, max_length=4_000), AfterValidator(clean_text)
]
More = Annotated[int, Field(ge=0, le=50)]


class CaseRequest(Wire):
    """What a reviewer asked of a case that needs a second person; who asked never approves.

    ``hash`` is of exactly what was asked: an approval names it. What is ``lapsed`` is not decided any
    more. ``upheld`` is how an appeal is to end. ``reason`` is why it was asked, ``told`` what its
    author would be told: for who asked and for who may approve, else null.
    """

    id: RequestId
    kind: RequestKind
    state: RequestState
    hash: PolicyHash
    asked_by: PersonId
    asked_at: Timestamp
    decided_by: PersonId | None = None
    decided_at: Timestamp | None = None
    whom: Revealed | None = None
    before: More | None = None
    after: More | None = None
    disposition: Disposition | None = None
    action: CaseAction | None = None
    upheld: bool | None = None
    reason: str | None = None
    told: str | None = None


class CaseAgainst(Wire):
    """What the author says against a case, and nobody has answered yet; its words are in the opened case.

    A ``dispute`` was made before anybody had decided: the decision answers it. An appeal is decided
    by another reviewer. ``due_at`` is until when. ``seconded`` is true where somebody decided how it
    is to end, and that waits for a second person.
    """

    id: str
    dispute: bool
    made_at: Timestamp
    due_at: Timestamp
    overdue: bool
    seconded: bool = False


class CaseOutcome(Wire):
    """One step of how a case ended: it was decided, its author appealed, it was decided again.

    ``by`` decided, and ``approved_by`` agreed where two were needed; nobody is named who appealed.
    What was decided has a ``disposition`` and an ``action``. Of an appeal that was upheld, ``undone``
    says whether what was done could be undone.
    """

    step: Literal["decided", "appealed", "upheld", "rejected"]
    at: Timestamp
    by: PersonId | None = None
    approved_by: PersonId | None = None
    disposition: Disposition | None = None
    action: CaseAction | None = None
    undone: bool | None = None


class Case(Wire):
    """Something to be reviewed, without a word of it.

    ``person`` is whom it is about: a pseudonym that holds for this case alone, or an id for whoever
    sees identities. ``message`` is what its message is called in this case alone; ``message_id`` and
    ``conversation_id`` are null for whoever does not see who wrote it. ``findings`` is how often something was found in the message, ``reports`` how
    many people reported it. ``policy_version`` is of the policy under which it was found: the case
    reaches as far as that one, whatever came later. ``appeal_until`` is until when its author may
    ask another reviewer; ``appeal`` is what they say against it and waits.
    ``disposition`` and ``action`` are of the first decision, ``outcomes`` all of them in their order,
    and ``message_state`` is what the message is by now; both are left out of lists. ``version`` goes up with each change: a decision names it. ``may`` is what
    the reader may do with it; empty in lists. A tag keeps what is ``protected`` from everybody but a
    legal process: it is opened and decided without its words, and nothing is done against anybody.
    """

    id: CaseId
    state: CaseState
    version: Version
    source: CaseSource
    trigger: PartName
    severity: Severity
    due_at: Timestamp
    overdue: bool
    protected: bool = False
    message: CaseRef | None = None
    conversation_id: ConversationId | None = None
    message_id: MessageId | None = None
    person: str | None = None
    findings: int = 0
    reports: int = 0
    assignee: PersonId | None = None
    assigned_by: PersonId | None = None
    escalated_by: PersonId | None = None
    before: int
    after: int
    policy_version: Version
    policy_hash: PolicyHash
    opened_at: Timestamp
    disposition: Disposition | None = None
    action: CaseAction | None = None
    decided_by: PersonId | None = None
    approved_by: PersonId | None = None
    decided_at: Timestamp | None = None
    appeal_until: Timestamp | None = None
    appeal: CaseAgainst | None = None
    message_state: CaseMessageState | None = None
    outcomes: list[CaseOutcome] = []
    requests: list[CaseRequest] = []
    may: list[CaseAct] = []


class CaseFinding(Wire):
    """What was found in a version of the message, by which list of which version.

    ``said`` are the words where it was found in why somebody else took the message out of sight.
    """

    trigger: PartName
    severity: Severity
    action: str
    at: Timestamp
    lexicon: str | None = None
    lexicon_version: Version | None = None
    rules: list[str] = []
    said: str | None = None


class CaseMessage(Wire):
    """A message as a case shows it: what was removed or held is there too.

    ``id`` is what it is called in this case; ``message_id`` and ``position`` say which one it is, and are
    null for whoever does not see identities. To them its files have other ids, too.
    ``author`` is a pseudonym, or an id for whoever sees identities; so are the mentions in the
    text, and as far as they are found, names in it and in those of files. ``focus`` is true for the message that the case is about, and ``spans`` say what was found
    in the text as it is shown. Where the message that the case is about was edited since, ``versions`` has
    each version from that on which was reported or found, the earliest first. ``erased_by`` is the position of
    the event by which its words were erased, for whoever sees identities.
    """

    id: CaseRef
    message_id: MessageId | None = None
    position: Position | None = None
    author: str
    on_behalf_of: str | None = None
    text: str | None
    original: str | None = None
    version: int
    state: CaseMessageState
    focus: bool = False
    spans: list[CaseSpan] = []
    versions: list[CaseVersion] = []
    attachments: list[Attachment] = []
    created_at: Timestamp
    edited_at: Timestamp | None = None
    removed_at: Timestamp | None = None
    removed_by: str | None = None
    erased_by: Position | None = None


class CasePerson(Wire):
    """Somebody in a case: ``person_id`` is null where the reader does not see who it is."""

    name: str
    person_id: PersonId | None = None


class OpenedCase(Wire):
    """A case with its words; opening it is on the record, and for those to see whose messages it shows.

    Opening is no review: nothing is decided by it. ``messages`` are in the order of the
    conversation, ``before`` and ``after`` of them around the one that the case is about. ``title`` is what
    the conversation is called and ``space`` what its space is, for whoever sees identities.
    """

    case: Case
    title: str | None = None
    space_id: SpaceId | None = None
    space: str | None = None
    messages: list[CaseMessage]
    people: list[CasePerson]
    findings: list[CaseFinding] = []
    reports: list[CaseReport] = []
    appeals: list[CaseAppeal] = []
    notes: list[CaseNote] = []
    rationale: str | None = None
    disclosure_id: DisclosureId | None = None


class CaseEntry(Wire):
    """One thing that happened to a case, from the record."""

    position: Position
    at: Timestamp
    by: str
    type: str
    said: str
    policy_hash: PolicyHash | None = None


class CaseHistory(Wire):
    """What happened to a case, in the order of the record; ``next_cursor`` is null on the last page."""

    data: list[CaseEntry]
    next_cursor: Cursor | None = None


class ListCases(Command):
    """List what is to be reviewed, the gravest first, and of those what is due first.

    One sees what the policy in force lets one open, but nothing of one's own conversations, of
    oneself, or of one's line of management. Who approves or audits sees that all of them are there.
    ``seconds`` leaves those that wait for one as a second person. ``appeals`` leaves those against which
    an author speaks and that one may decide: never what one decided, approved or handed on.
    """

    state: CaseState | None = None
    source: CaseSource | None = None
    mine: bool | None = None
    overdue: bool | None = None
    appeals: bool = False
    seconds: bool = False
    cursor: Cursor | None = None
    limit: PageSize = 50


class GetCase(Command):
    """Return a case, without a word of it."""

    case_id: CaseId


class OpenCase(Command):
    """Look at a case: the message with what was found, and some around it. Opening is no review.

    Needs a duty that may open what its trigger finds. The first to open it has it. The look is on
    the record and those in the conversation see that it was made.
    """

    case_id: CaseId


class DecideCase(Command):
    """Decide a case that one has opened.

    ``version`` is that of the case as it was read: somebody else's change in between refuses it.
    What is held is either released or rejected. ``rationale`` is needed where the policy says so, and
    is for reviewers alone; ``told`` is for the author. ``lasts`` says for how long a freeze keeps them
    from writing, a day by default. Where the policy asks for two people it waits for the second.
    """

    case_id: CaseId
    version: Version
    disposition: Disposition
    action: CaseAction = "none"
    rationale: Reason | None = None
    told: Note | None = None
    lasts: Duration | None = None


class AssignCase(Command):
    """Give a case to a reviewer who may open it, or, with nobody, back to the queue.

    Why somebody may not is not said: it would tell whom the case is about.
    """

    case_id: CaseId
    version: Version
    person_id: PersonId | None = None


class NoteCase(Command):
    """Write something down beside a case that one has; it is for reviewers alone."""

    case_id: CaseId
    text: Note


class EscalateCase(Command):
    """Hand a case that one has opened to somebody else, with the reason; one does not get it back."""

    case_id: CaseId
    version: Version
    reason: Reason


class WidenCase(Command):
    """Ask to see more around the message, 50 each way at most; two people where the policy says so."""

    case_id: CaseId
    before: More
    after: More
    reason: Reason


class RequestReveal(Command):
    """Ask who the people of a case are. Where the policy asks for two people, somebody else approves it."""

    case_id: CaseId
    whom: Revealed = "people"
    reason: Reason


class ApproveCaseRequest(Command):
    """Approve exactly what another reviewer asked of a case. Needs the same right as who asked."""

    case_id: CaseId
    request_id: RequestId
    hash: PolicyHash


class DenyCaseRequest(Command):
    """Say no to what another reviewer asked of a case, with the reason."""

    case_id: CaseId
    request_id: RequestId
    reason: Reason


class GetCaseHistory(Command):
    """Tell what happened to a case, for those who see it; no words."""

    case_id: CaseId
    cursor: Cursor | None = None
    limit: PageSize = 200
