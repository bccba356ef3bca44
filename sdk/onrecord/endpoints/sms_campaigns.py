"""What can be asked about campaigns."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import sms_campaigns as s
from onrecord.wire.page import Page


ADD_SMS_CAMPAIGN = Endpoint(
    "sms_campaigns.add",
    "POST",
    "/sms/campaigns",
    s.AddSmsCampaign,
    s.SmsCampaign,
    writes=True,
    status=201,
)
GET_SMS_CAMPAIGN = Endpoint(
    "sms_campaigns.get",
    "GET",
    "/sms/campaigns/{campaign_id}",
    s.GetSmsCampaign,
    s.SmsCampaign,
    writes=False,
)
LIST_SMS_CAMPAIGNS = Endpoint(
    "sms_campaigns.list",
    "GET",
    "/sms/campaigns",
    s.ListSmsCampaigns,
    Page[s.SmsCampaign],
    writes=False,
)
LIST_SMS_RECIPIENTS = Endpoint(
    "sms_campaigns.recipients",
    "GET",
    "/sms/campaigns/{campaign_id}/recipients",
    s.ListSmsRecipients,
    Page[s.SmsRecipient],
    writes=False,
)
PREVIEW_SMS_CAMPAIGN = Endpoint(
    "sms_campaigns.preview",
    "GET",
    "/sms/campaigns/{campaign_id}/preview",
    s.PreviewSmsCampaign,
    s.SmsCampaignPreview,
    writes=False,
)
APPROVE_SMS_CAMPAIGN = Endpoint(
    "sms_campaigns.approve",
    "POST",
    "/sms/campaigns/{campaign_id}/approval",
    s.ApproveSmsCampaign,
    s.SmsCampaign,
    writes=True,
)
MOVE_SMS_CAMPAIGN = Endpoint(
    "sms_campaigns.move",
    "PUT",
    "/sms/campaigns/{campaign_id}/state",
    s.MoveSmsCampaign,
    s.SmsCampaign,
    writes=True,
)
