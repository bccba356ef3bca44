"""What people ask of what is kept about them: that it goes, that they get it, that nobody sees it, that it is mended."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.grants import Reason
from onrecord.wire.policies import PolicyHash
from onrecord.wire.scalars import Cursor, PageSize, PersonId, Position, Timestamp


DataRequestId = Annotated[str, StringConstraints(pattern=r"^drq_[0-9a-f]{32}$")]
DataRequestKind = Literal["erasure", "access", "restriction", "correction"]
#: ``received`` until it is known who asks, ``approved`` while it is carried out, ``lifting`` while what was
#: out of sight comes back.
DataRequestState = Literal[
    "received",
    "identified",
    "weighed",
    "approved",
    "done",
    "lifting",
    "lifted",
    "refused",
    "withdrawn",
]
#: Why something stays: a rule of the policy with a date, a legal hold, a case that is open about what was
#: never delivered, or a duty that has no date here.
KeptBecause = Literal["minimum", "hold", "case", "duty"]
#: Why the copy of somebody's data was given up.
CopyStopped = Literal["storage", "key_unavailable", "failed"]


class KeptGroup(Wire):
    """Messages that stay for one reason.

    ``until`` is when the last of them is free, where a rule says so. ``case`` are those that were kept back
    and wait for a decision: they go once that is made. Who asked reads ``duty`` where no rule
    keeps something and a hold does. What only a silent hold keeps is not among them: for whom it is about,
    and for who does not find that hold, it is to go and has not gone yet.
    """

    because: KeptBecause
    count: Annotated[int, Field(ge=1)]
    rule: str | None = None
    basis: str | None = None
    until: Timestamp | None = None
    hold_id: str | None = None


class DataArchive(Wire):
    """The copy that an access is answered with, once it is written: its size and the SHA-256 of its bytes.

    ``until`` is how long it waits for the person. Who opens it has until ``open_until`` to fetch it, as often
    as it takes; then its bytes are gone.
    """

    size: int
    sha256: str
    until: Timestamp
    opened_at: Timestamp | None = None
    open_until: Timestamp | None = None


class DataRequest(Wire):
    """What somebody asks of what is kept about them, how far it has come, and until when it is answered.

    ``said`` are their own words; who only approves or audits does not read them. ``extended`` is why it
    takes longer. ``goes`` is how many messages would go and ``kept`` what stays, as it was weighed last, for an
    erasure with what was kept back and never delivered;
    ``weighing_hash`` is that of what was weighed. Where ``complete`` is false there was more than is weighed
    at once: nothing but the earliest messages, which were, goes by it; the others take another request. ``answer`` is why it was refused, or what was done, and
    ``until`` how long a refusal holds. ``erased`` went, or went out of sight, and ``left`` stays for now: what
    becomes free later goes later. ``position`` is that of the entry which certifies it. ``archive`` is the
    copy that an access is answered with, once it is written. ``stopped`` is why that was given up after
    several tries: the request is ``identified`` again, and to approve it once more begins the copy anew.
    """

    id: DataRequestId
    kind: DataRequestKind
    state: DataRequestState
    person_id: PersonId
    made_by: PersonId
    said: str | None = None
    received_at: Timestamp
    due_at: Timestamp
    overdue: bool
    extended: str | None = None
    identified_by: PersonId | None = None
    identified_how: str | None = None
    weighed_by: PersonId | None = None
    weighed_at: Timestamp | None = None
    weighing_hash: PolicyHash | None = None
    goes: int | None = None
    kept: list[KeptGroup] = []
    complete: bool | None = None
    approved_by: PersonId | None = None
    answer: str | None = None
    until: Timestamp | None = None
    ended_at: Timestamp | None = None
    erased: int = 0
    left: int = 0
    position: Position | None = None
    archive: DataArchive | None = None
    stopped: CopyStopped | None = None


class MakeDataRequest(Command):
    """Ask for something that concerns what is kept about oneself; it is answered within a month.

    Whoever answers for privacy asks for somebody else, with ``person_id``: for who cannot log in any
    more, or asked by letter. Nobody has two open requests of a kind. ``conflict`` then.
    """

    kind: DataRequestKind
    said: Reason | None = None
    person_id: PersonId | None = None


class ListDataRequests(Command):
    """List one's own requests, the latest first; with ``everybody`` those of all, for who handles or audits."""

    everybody: bool = False
    state: DataRequestState | None = None
    cursor: Cursor | None = None
    limit: PageSize = 50


class GetDataRequest(Command):
    """Return a request: one's own, or for who handles or audits any."""

    request_id: DataRequestId


class IdentifyDataRequest(Command):
    """Say how it is known that the person asks themselves. Who asked while logged in is known."""

    request_id: DataRequestId
    how: Reason


class WeighDataRequest(Command):
    """Ask of each message whether it may go, and by what it stays. It changes nothing, and may be repeated.

    An erasure also asks about what was kept back and never delivered. For erasure and restriction; the earliest 10,000 messages are asked about, each is asked again when it
    goes. Where there are more, ``complete`` is false and only those that were asked about are meant.
    """

    request_id: DataRequestId


class ExtendDataRequest(Command):
    """Take two months more, once, and tell the person why."""

    request_id: DataRequestId
    reason: Reason


class ApproveDataRequest(Command):
    """Let a request be carried out. Nobody approves their own.

    Where messages go, or go out of sight, it was weighed first, somebody else approves than who weighed
    it, and ``weighing_hash`` is that of what they read. ``answer`` is told to the person. A correction is
    done with it: it says what was mended. By an access the person's copy is written, which they alone fetch;
    one that was given up is begun anew.
    """

    request_id: DataRequestId
    weighing_hash: PolicyHash | None = None
    answer: Reason | None = None


class RefuseDataRequest(Command):
    """Say no, and tell the person why and until when. Nobody refuses their own."""

    request_id: DataRequestId
    reason: Reason
    until: Timestamp | None = None


class LiftDataRequest(Command):
    """End a restriction that was carried out: what it put out of sight comes back. The person is told why."""

    request_id: DataRequestId
    reason: Reason


class WithdrawDataRequest(Command):
    """Take one's own request back. What went is gone; nothing more goes."""

    request_id: DataRequestId


class OpenDataArchive(Command):
    """Open the copy of one's own data: from now on there is an hour to fetch it, and no second time.

    ``conflict`` where it is not written yet, or waits no longer.
    """

    request_id: DataRequestId


class GetDataArchive(Command):
    """Fetch the bytes of the copy of one's own data, while it is open: a ZIP. Supports ``Range``."""

    request_id: DataRequestId


class DataRequestMade(Wire):
    """Somebody asked for something that concerns what is kept about them. Audience: they."""

    type: Literal["data_request.made"] = "data_request.made"
    request_id: DataRequestId
    kind: DataRequestKind


class DataRequestWeighed(Wire):
    """It was asked of each message whether it may go. Audience: nobody."""

    type: Literal["data_request.weighed"] = "data_request.weighed"
    request_id: DataRequestId


class DataRequestAdvanced(Wire):
    """Who carries a request out has come further, or looked again. Audience: nobody."""

    type: Literal["data_request.advanced"] = "data_request.advanced"
    request_id: DataRequestId


class DataRequestMoved(Wire):
    """A request came further, or takes longer. Audience: whom it is about."""

    type: Literal["data_request.moved"] = "data_request.moved"
    request_id: DataRequestId
    state: DataRequestState
