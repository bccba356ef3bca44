"""What sends campaigns asks for: in this process only, never from afar. Times are whole microseconds, UTC."""

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from onrecord.endpoints import Endpoint
from onrecord.wire._base import Command


class TakeRecipient(Command):
    """Take the turn of a recipient until ``lease``, if it is due."""

    campaign_id: str
    contact_id: str
    lease: int


class SettleRecipient(Command):
    """Say what came of a recipient whose turn one had. ``waiting`` is due again at ``next_at``.

    ``pauses``: its owner may not write any more, so nobody else of it is tried.
    """

    campaign_id: str
    contact_id: str
    state: Literal["said", "held", "skipped", "waiting"]
    reason: str | None = None
    conversation_id: str | None = None
    message_id: str | None = None
    next_at: int | None = None
    pauses: bool = False


class Taken(BaseModel):
    """Whether the turn was taken; then what is said, by whom, from which number, and what it is called."""

    model_config = ConfigDict(frozen=True)

    goes: bool
    owner: str = ""
    sender_id: str = ""
    text: str = ""
    client_id: str = ""


class RecipientStands(BaseModel):
    """Where a recipient stands after that."""

    model_config = ConfigDict(frozen=True)

    state: str


TAKE_RECIPIENT: Final = Endpoint("sms_campaigns.take", "PUT", "", TakeRecipient, Taken, writes=True)
SETTLE_RECIPIENT: Final = Endpoint(
    "sms_campaigns.settle", "PUT", "", SettleRecipient, RecipientStands, writes=True
)
