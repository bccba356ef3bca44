"""What happens to campaigns. None of these holds a number, a name or a word."""

from typing import Literal, TypeAlias

from onrecord.wire._base import Wire
from onrecord.wire.scalars import PersonId
from onrecord.wire.sms import SmsContactId
from onrecord.wire.sms_campaigns import SmsCampaignId, SmsCampaignState, SmsRecipientState


class SmsCampaignMoved(Wire):
    """A campaign was written, approved, started, paused, stopped, or is done. Audience: its owner."""

    type: Literal["sms.campaign_moved"] = "sms.campaign_moved"
    campaign_id: SmsCampaignId
    state: SmsCampaignState
    owner: PersonId


class SmsRecipientMoved(Wire):
    """More is known of a recipient of a campaign. Audience: its owner."""

    type: Literal["sms.recipient_moved"] = "sms.recipient_moved"
    campaign_id: SmsCampaignId
    contact_id: SmsContactId
    state: SmsRecipientState
    reason: str | None = None


#: All of them.
SmsCampaignEvent: TypeAlias = SmsCampaignMoved | SmsRecipientMoved
