"""The trail of oversight: what was done, by whom, under which policy; never a word of anybody."""

from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.policies import PolicyHash
from onrecord.wire.scalars import PageSize, PersonId, Position, Timestamp, Version


#: What entries are about, as the first half of their type.
TrailArea = Literal[
    "policy",
    "lexicon",
    "template",
    "grant",
    "disclosure",
    "impersonation",
    "case",
    "report",
    "appeal",
    "notice",
    "sample",
    "message",
    "person",
    "freeze",
    "hold",
    "conversation",
    "tenant",
    "reach",
    "reviewer",
    "record",
]
EntryType = Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z_]+$", max_length=64)]
ObjectId = Annotated[str, StringConstraints(min_length=1, max_length=160)]


class TrailEntry(Wire):
    """One entry of the trail.

    ``actor`` is who did it, null where that is protected: who reported, who disputed, who read a notice,
    and whose message was found. ``facts`` are those of the entry without the people whom it is about.
    ``leaf`` is the leaf of the record, in hex, which a proof of this position proves.
    """

    position: Position
    at: Timestamp
    type: EntryType
    actor: str | None = None
    on_behalf_of: str | None = None
    object: str
    version: Version | None = None
    policy_hash: PolicyHash | None = None
    facts: dict[str, Any]
    leaf: str


class Trail(Wire):
    """A page of the trail, the newest first. What is older is asked for with ``next_before`` as ``before``."""

    data: list[TrailEntry]
    next_before: Position | None = None


class SearchTrail(Command):
    """Search what oversight did. For auditors alone, who open nothing; that it was searched is on the record.

    What is said narrows the search; ``actor`` finds what somebody did whose name is not protected, and
    looks that they made: the grant or the case of a look says whose it is.
    ``since`` is included, ``until`` is not. People's own talk is no part of the trail, nor is what others
    asked about whoever searches.
    """

    area: TrailArea | None = None
    type: EntryType | None = None
    actor: PersonId | None = None
    object: ObjectId | None = None
    since: Timestamp | None = None
    until: Timestamp | None = None
    before: Position | None = None
    limit: PageSize = 50


class RecordSearched(Wire):
    """An auditor searched the trail. Audience: nobody."""

    type: Literal["record.searched"] = "record.searched"
