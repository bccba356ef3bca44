"""What the worker and the door for providers ask for: in this process only, never from afar.

Times are whole microseconds since 1970 in UTC. The actor is the house itself, ``service:sms``.
"""

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from onrecord.endpoints import Endpoint
from onrecord.wire._base import Command
from onrecord_server.core.actor import Actor
from onrecord_server.sms.gateways.base import Status


Outcome = Literal["accepted", "refused", "busy", "unsure", "lost"]


def house(tenant: str) -> Actor:
    """Return who texts are sent, received and settled by."""
    return Actor(tenant, "service:sms")


class BeginAttempt(Command):
    """Begin the next attempt of a text, if it may go now; ``lease`` is until when the turn is the caller's."""

    text_id: str
    lease: int


class SettleAttempt(Command):
    """Say what came of an attempt. ``next_at`` is when a busy provider may be asked again.

    ``answer`` is what the provider said, as it came; ``code`` is its own for what went wrong.
    """

    text_id: str
    fence: int
    outcome: Outcome
    provider_id: str | None = None
    status: Status = "queued"
    code: str | None = None
    answer: str | None = None
    next_at: int | None = None


class ReportText(Command):
    """Say what a provider answered, when it was asked for a text of which nobody knew what became."""

    text_id: str
    status: Status
    provider_id: str | None = None
    code: str | None = None
    answer: str | None = None


class KeepHook(Command):
    """Keep a request of a provider as it came; ``key`` tells a repetition. ``body`` is base64."""

    account_id: str
    key: str
    kind: Literal["inbound", "status", "other"]
    method: str
    url: str
    headers: dict[str, str]
    body: str


class InboundItem(Command):
    """A text from outside, as its gateway read it."""

    provider_id: str
    sender: str
    to: str
    text: str
    at: int | None = None
    media: tuple[tuple[str, str | None], ...] = ()


class StatusItem(Command):
    """What a provider says became of a text, as its gateway read it."""

    provider_id: str
    status: Status
    code: str | None = None
    reference: str | None = None


class ApplyHook(Command):
    """Apply what a kept request tells. What names a text that nobody knows yet stays parked until then.

    ``refused`` says why the request tells nothing that can be read.
    """

    hook_id: str
    inbound: tuple[InboundItem, ...] = ()
    statuses: tuple[StatusItem, ...] = ()
    refused: str | None = None


class Begun(BaseModel):
    """Whether an attempt has begun; then what the provider is given, and the turn that it is settled with.

    Without ``goes`` nothing may be sent: ``reason`` says why, and ``next_at`` when it is due again, if it is.
    """

    model_config = ConfigDict(frozen=True)

    goes: bool
    reason: str | None = None
    next_at: int | None = None
    fence: int = 0
    account_id: str = ""
    reference: str = ""
    sender: str = ""
    to: str = ""
    text: str = ""


class Settled(BaseModel):
    """Where a text stands after that. Not ``applied``: another worker has the turn, or it was known."""

    model_config = ConfigDict(frozen=True)

    state: str
    applied: bool


class HookKept(BaseModel):
    """A kept request; ``fresh`` is false for one that was kept before."""

    model_config = ConfigDict(frozen=True)

    hook_id: str
    state: str
    fresh: bool


BEGIN_ATTEMPT: Final = Endpoint("sms.begin_attempt", "PUT", "", BeginAttempt, Begun, writes=True)
SETTLE_ATTEMPT: Final = Endpoint(
    "sms.settle_attempt", "PUT", "", SettleAttempt, Settled, writes=True
)
REPORT_TEXT: Final = Endpoint("sms.report_text", "PUT", "", ReportText, Settled, writes=True)
KEEP_HOOK: Final = Endpoint("sms.keep_hook", "PUT", "", KeepHook, HookKept, writes=True)
APPLY_HOOK: Final = Endpoint("sms.apply_hook", "PUT", "", ApplyHook, HookKept, writes=True)
