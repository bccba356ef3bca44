"""Lists of words: how a version comes to be in force, what it finds, and the advice that authors see."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.lexicon_document import LexiconDocument, TermPlace
from onrecord.wire.policy_document import Entity, PartName, Severity
from onrecord.wire.scalars import (
    Cursor,
    MessageText,
    PageSize,
    PersonId,
    Timestamp,
    Title,
    Version,
)
from onrecord.wire.tenants import Locale


#: SHA-256 of the document in canonical JSON, as ``sha256:`` and 64 hex digits.
LexiconHash = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
#: How far a version has come. ``retired`` was approved, and taken back since.
LexiconState = Literal["draft", "in_force", "superseded", "withdrawn", "retired"]
LexiconPurpose = Literal["supervision", "advice"]
LexiconStartName = Literal[
    "market-abuse",
    "inclusive-en",
    "inclusive-de",
    "inclusive-es",
    "inclusive-fr",
    "off-channel-en",
    "off-channel-de",
]


class LexiconVersion(Wire):
    """One version of a list of words, without its words.

    ``terms`` and ``expressions`` say how many there are. It is in force from ``approved_at`` until a
    later version is, or until it is taken back.
    """

    name: PartName
    version: Version
    state: LexiconState
    purpose: LexiconPurpose
    language: Locale | None = None
    author: PersonId
    hash: LexiconHash
    terms: int
    expressions: int
    approved_by: PersonId | None = None
    approved_at: Timestamp | None = None
    created_at: Timestamp


class Lexicon(Wire):
    """A list of words: its newest version, and the one in force, null where none is."""

    name: PartName
    newest: LexiconVersion
    in_force: LexiconVersion | None = None


class LexiconChange(Wire):
    """One place where two versions differ; a null side says that it is not there.

    ``part`` is ``term``, ``expression``, or the member of the document; ``name`` is the term's text, or
    the expression's name.
    """

    part: str
    name: str | None = None
    before: Any = None
    after: Any = None


class LexiconVersionDetail(LexiconVersion):
    """One version with its document, and what it changes of the one approved before it, or of another.

    ``base`` is that one's number. ``changes`` has the first 1,000; ``changed`` says how many there are.
    """

    document: LexiconDocument
    base: Version | None = None
    changes: list[LexiconChange] = []
    changed: int = 0
    withdrawn_reason: str | None = None


class LexiconHit(Wire):
    """A place in a text that counts, from ``start`` to ``end``, in code points.

    ``rule`` is the text of the term, the name of the expression, or what a detector found.
    """

    kind: Literal["term", "expression", "detector"]
    rule: str
    start: int
    end: int
    severity: Severity | None = None
    category: PartName | None = None
    suggest: list[str] = []
    note: str | None = None


class LexiconTried(Wire):
    """What a text holds. With ``too_many`` it holds more places than are looked at: it would be held."""

    hits: list[LexiconHit]
    too_many: bool = False


class LexiconRuleTrial(Wire):
    """A term or an expression, and in how many messages it would have been found, to five."""

    kind: Literal["term", "expression"]
    rule: str
    messages: int


class LexiconTrial(Wire):
    """What a version would have flagged of what was written lately: counts, and no words.

    ``looked_at`` messages were looked at, written since ``since``; ``complete`` says that those are
    all of that time. ``flagged`` and the counts have noise and are rounded down to multiples of five, so
    that no single message shows. A rule that was found rarely, or of few people, is not listed, and
    ``flagged`` is 0 where few people wrote all of that. 100 rules are listed at most.
    """

    name: PartName
    version: Version
    hash: LexiconHash
    since: Timestamp
    looked_at: int
    complete: bool
    flagged: int
    rules: list[LexiconRuleTrial]


class Advised(Wire):
    """A term, and what could be written instead. It is a hint for the author; nobody else hears of it.

    ``unless`` are phrases inside which it does not count, ``source`` a public page that says why.
    """

    term: str
    place: TermPlace
    near: str | None = None
    within: int
    unless: list[str] = []
    suggest: list[str] = []
    note: str | None = None
    source: str | None = None
    category: PartName | None = None


class AdviceList(Wire):
    """A list of words with purpose ``advice`` that is in force."""

    name: PartName
    version: Version
    hash: LexiconHash
    title: str
    language: Locale | None = None
    terms: list[Advised]


class Advice(Wire):
    """The lists that underline words for their author alone."""

    data: list[AdviceList]


class LexiconStart(Wire):
    """A list of words to start from."""

    name: LexiconStartName
    document: LexiconDocument


class LexiconStarts(Wire):
    """The lists of words to start from."""

    data: list[LexiconStart]


class PutLexicon(Command):
    """Write a new version of a list of words, which is a draft until somebody else approves it.

    Needs the duty ``policy_author`` or the scope ``policy:draft``. The document's ``name`` is the one
    in the path. The same document as the newest version's is no new version. ``invalid`` with each
    fault and its place; ``conflict`` where the list has another purpose.
    """

    name: PartName
    document: LexiconDocument


class ApproveLexicon(Command):
    """Approve a version, which is in force from now on. Its author never approves it.

    Needs a duty that approves: ``compliance_officer``, ``privacy_officer`` or ``tenant_owner``. ``hash``
    is that of the document which one has read. ``conflict`` where a newer version was approved.
    """

    name: PartName
    version: Version
    hash: LexiconHash


class WithdrawLexicon(Command):
    """Take a version back. Its author may until it is approved, and whoever approves at any time.

    With the version in force the list is out of force; no earlier version comes back. ``conflict``
    where the policy in force looks for the list.
    """

    name: PartName
    version: Version
    reason: Title = ""


class ListLexicons(Command):
    """List the lists of words by name. For who writes, approves or audits policies."""

    cursor: Cursor | None = None
    limit: PageSize = 50


class ListLexiconVersions(Command):
    """List the versions of a list of words, the newest first. For who writes, approves or audits policies."""

    name: PartName
    cursor: Cursor | None = None
    limit: PageSize = 50


class GetLexicon(Command):
    """Return a version with its document: the one in force, or else the newest, or the one named.

    Its changes are those to the version ``against``, or to the one approved before it. For who writes,
    approves or audits policies.
    """

    name: PartName
    version: Version | None = None
    against: Version | None = None


class TryLexicon(Command):
    """Say what a list of words and detectors find in a text, and keep nothing of it.

    The list is a ``document``, or ``name`` with a ``version``: the newest where none is named.
    ``record_number`` is the expression for record numbers. For who writes, approves or audits policies.
    """

    text: MessageText
    document: LexiconDocument | None = None
    name: PartName | None = None
    version: Version | None = None
    entities: Annotated[list[Entity], Field(max_length=10)] = []
    record_number: Annotated[str, Field(strict=True, min_length=1, max_length=500)] | None = None


class TrialLexicon(Command):
    """Count what a version would have flagged of the last 30 whole days, in UTC. Nobody sees a word, nor whose it is.

    For who writes or approves policies, while a policy is in force; that it was asked is on the
    record. At most the newest 10,000 messages are looked at; conversations with protected tags and
    people whom the policy excludes are left out.
    """

    name: PartName
    version: Version


class ListLexiconStarts(Command):
    """Return the lists of words to start from. For who writes, approves or audits policies."""


class GetAdvice(Command):
    """Return the advice in force for some languages, or for all of them. Every person of the tenant may.

    A list without a language is for all of them; ``de`` and ``de-CH`` ask for the lists in ``de``.
    """

    locales: Annotated[list[Locale], Field(max_length=10)] = []


class LexiconDrafted(Wire):
    """A version of a list of words was written. Audience: nobody."""

    type: Literal["lexicon.drafted"] = "lexicon.drafted"
    name: PartName
    version: Version
    hash: LexiconHash


class LexiconApproved(Wire):
    """A version is in force from now on. Audience: everybody for advice, else nobody."""

    type: Literal["lexicon.approved"] = "lexicon.approved"
    name: PartName
    version: Version
    hash: LexiconHash


class LexiconWithdrawn(Wire):
    """A version was taken back. Audience: everybody for advice that was in force, else nobody."""

    type: Literal["lexicon.withdrawn"] = "lexicon.withdrawn"
    name: PartName
    version: Version


class LexiconTriedOut(Wire):
    """Somebody counted what a version would have flagged. Audience: nobody."""

    type: Literal["lexicon.tried"] = "lexicon.tried"
    name: PartName
    version: Version
    hash: LexiconHash
