"""Policies: what people read and acknowledge, and how a version comes to be in force."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.policy_document import PolicyDocument
from onrecord.wire.scalars import Cursor, PageSize, PersonId, Position, Timestamp, Title, Version
from onrecord.wire.tenants import Locale


#: SHA-256 of the document in canonical JSON, as ``sha256:`` and 64 hex digits.
PolicyHash = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
#: How far a version has come. ``waiting`` is approved, and its date has not come.
PolicyState = Literal["draft", "proposed", "waiting", "in_force", "superseded", "withdrawn"]
#: What a change does: ``wider`` lets more be seen, by more people, more easily or with less notice.
PolicyEffect = Literal["wider", "narrower", "other"]
PolicyStartName = Literal["general", "broker_dealer", "healthcare", "works_council"]


class PolicyChange(Wire):
    """One place where two policies differ; a null side says that it is not there."""

    pointer: str
    before: Any = None
    after: Any = None
    effect: PolicyEffect


class PolicyFault(Wire):
    """What keeps a document from being a policy, and where."""

    pointer: str
    detail: str


class PolicySection(Wire):
    """A heading and its sentences, made from the document."""

    title: str
    lines: list[str]


class PolicyReading(Wire):
    """A policy as people read it, in one language.

    ``title``, ``summary`` and ``more`` are the tenant's own words; ``sections`` follow from the
    document, so that what is read is what is enforced.
    """

    locale: Locale
    title: str
    summary: str
    more: str = ""
    sections: list[PolicySection] = []


class PolicyAcknowledgement(Wire):
    """A person's word, on the record, that they have read one version.

    ``hash`` is that of the document, ``locale`` the language that it was read in. ``on_behalf_of``
    names the host's service where it acted as that person.
    """

    version: Version
    hash: PolicyHash
    locale: Locale
    at: Timestamp
    position: Position | None = None
    on_behalf_of: str | None = None


class PolicyView(Wire):
    """The policy in force, as one person reads it.

    All of it is null or empty where the tenant has none. ``must_acknowledge`` says that nothing can
    be written before one does; ``acknowledged`` is the newest acknowledgement, be it of an earlier
    version: ``added`` and ``removed`` are the sentences that are different since that one. ``coming``
    is the next version and ``coming_from`` its date.
    """

    version: Version | None = None
    hash: PolicyHash | None = None
    effective_from: Timestamp | None = None
    reading: PolicyReading | None = None
    must_acknowledge: bool = False
    acknowledged: PolicyAcknowledgement | None = None
    added: list[str] = []
    removed: list[str] = []
    coming: Version | None = None
    coming_from: Timestamp | None = None


class PolicyApproval(Wire):
    """Somebody's approval of exactly this document."""

    person_id: PersonId
    at: Timestamp


class PolicyVersion(Wire):
    """One version of the policy, without its document.

    ``base`` is the version that it follows, or would follow while it is a draft; null for the first.
    ``material`` says that it is wider than that one, so that everybody is asked anew; null before it
    is proposed. ``needs`` is the oldest version whose acknowledgement is enough while this one is in force. It is in force from
    ``effective_from`` until a later one is.
    """

    version: Version
    state: PolicyState
    author: PersonId
    hash: PolicyHash
    title: str
    base: Version | None = None
    material: bool | None = None
    needs: Version | None = None
    effective_from: Timestamp | None = None
    approvals: list[PolicyApproval] = []
    approvals_needed: int
    created_at: Timestamp


class PolicyVersionDetail(PolicyVersion):
    """One version with its document, and what it changes of the newest approved one before it.

    ``source`` is the document as YAML, where it was asked for in that form.
    """

    document: PolicyDocument
    changes: list[PolicyChange] = []
    withdrawn_reason: str | None = None
    source: str | None = None


class PolicyCheck(Wire):
    """What a document would be: its faults, its hash, what it changes of the newest approved one.

    ``material`` says that people would be asked to acknowledge it anew. ``waits_for`` is what would
    keep it from being approved today, such as a list of words that is not in force.
    """

    faults: list[PolicyFault]
    waits_for: list[PolicyFault] = []
    hash: PolicyHash
    material: bool
    changes: list[PolicyChange]
    reading: PolicyReading | None


class PolicyStart(Wire):
    """A policy to start from."""

    name: PolicyStartName
    document: PolicyDocument


class PolicyStarts(Wire):
    """The policies to start from, the plainest first."""

    data: list[PolicyStart]


class GetPolicy(Command):
    """Read the policy in force, in the first of some languages that it has, else in English.

    Every person of the tenant may. Another version that is or was in force is had by its number.
    """

    locales: Annotated[list[Locale], Field(max_length=10)] = []
    version: Version | None = None


class AcknowledgePolicy(Command):
    """Put on the record that one has read the version in force; twice is once.

    ``version_outdated`` where another one is in force by now, and ``invalid`` where the hash is not
    that of the version.
    """

    version: Version
    hash: PolicyHash
    locale: Locale


class ListPolicies(Command):
    """List the versions, the newest first. Drafts and proposals are seen by those with a duty."""

    cursor: Cursor | None = None
    limit: PageSize = 50


class GetPolicyVersion(Command):
    """Return one version with its document. Drafts and proposals are for those with a duty.

    With the ``form`` ``yaml`` it is there as YAML too.
    """

    version: Version
    form: Literal["json", "yaml"] = "json"


class CheckPolicy(Command):
    """Say what a document would be, and change nothing. For who writes, approves or audits policies."""

    document: PolicyDocument
    locale: Locale = "en"


class ListPolicyStarts(Command):
    """Return the policies to start from. For who writes, approves or audits policies."""


class DraftPolicy(Command):
    """Write a new version, which is a draft. Needs the duty ``policy_author`` or the scope ``policy:draft``.

    ``invalid`` with each fault and its place where it would be no policy.
    """

    document: PolicyDocument


class RevisePolicy(Command):
    """Replace the document of a draft. Needs the duty ``policy_author`` or the scope ``policy:draft``.

    ``hash`` is that of the document which one has seen: ``conflict`` where it is another by now.
    """

    version: Version
    document: PolicyDocument
    hash: PolicyHash


class ProposePolicy(Command):
    """Ask for the approval of a draft, which stays as it is from now on.

    Needs the duty ``policy_author`` or the scope ``policy:draft``.

    It is in force from ``effective_from``, or from its last approval where that is later or nothing
    is said. ``conflict`` where a newer version was approved since: draft it anew from that one.
    """

    version: Version
    effective_from: Timestamp | None = None


class ApprovePolicy(Command):
    """Approve a proposed version; the last approval that it needs makes it effective.

    Needs a duty that approves: ``compliance_officer``, ``privacy_officer`` or ``tenant_owner``; its
    author never approves it. ``hash`` is that of the document which one has read. ``conflict`` where
    it could not be kept yet, because a list of words that it looks for is not in force.
    """

    version: Version
    hash: PolicyHash


class WithdrawPolicy(Command):
    """Take a version back that is not in force yet: a draft, a proposal, or one that waits for its date.

    Whoever approves may, and its author until it has all approvals.
    """

    version: Version
    reason: Title = ""


class PolicyDrafted(Wire):
    """A version was written or rewritten. Audience: nobody."""

    type: Literal["policy.drafted"] = "policy.drafted"
    version: Version
    hash: PolicyHash


class PolicyProposed(Wire):
    """A version waits for approval. Audience: nobody."""

    type: Literal["policy.proposed"] = "policy.proposed"
    version: Version
    hash: PolicyHash


class PolicyApproved(Wire):
    """Somebody approved a version. Audience: nobody."""

    type: Literal["policy.approved"] = "policy.approved"
    version: Version
    hash: PolicyHash


class PolicyDecided(Wire):
    """A version has all its approvals and is in force from its date. Audience: everybody."""

    type: Literal["policy.decided"] = "policy.decided"
    version: Version
    hash: PolicyHash
    needs: Version
    effective_from: Timestamp


class PolicyWithdrawn(Wire):
    """A version was taken back before it was in force. Audience: everybody."""

    type: Literal["policy.withdrawn"] = "policy.withdrawn"
    version: Version


class PolicyAcknowledged(Wire):
    """A person acknowledged a version. Audience: that person."""

    type: Literal["policy.acknowledged"] = "policy.acknowledged"
    version: Version
    hash: PolicyHash
    person_id: PersonId
