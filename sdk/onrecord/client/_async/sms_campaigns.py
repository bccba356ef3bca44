"""Campaigns to people outside."""

from collections.abc import Sequence
from typing import Literal

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.wire.page import Page
from onrecord.wire.sms_campaigns import (
    SmsAddressee,
    SmsCampaign,
    SmsCampaignPreview,
    SmsRecipient,
    SmsRecipientState,
)


class AsyncSmsCampaignsApi(AsyncApi):
    """``me.sms_campaigns``: one text with fields to many people outside."""

    async def add(
        self,
        sender_id: str,
        name: str,
        template: str,
        to: Sequence[SmsAddressee],
        *,
        pace: int = 30,
    ) -> SmsCampaign:
        """Write a campaign; nothing is sent yet. Raises ``NotAssigned``, ``NotFound``, ``Invalid``."""
        return await self._call(
            endpoints.ADD_SMS_CAMPAIGN,
            sender_id=sender_id,
            name=name,
            template=template,
            to=list(to),
            pace=pace,
        )

    async def get(self, campaign_id: str) -> SmsCampaign:
        """Return a campaign, and how far it is. Raises ``NotFound``."""
        return await self._call(endpoints.GET_SMS_CAMPAIGN, campaign_id=campaign_id)

    async def list(
        self, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[SmsCampaign]:
        """Return one page of campaigns, the newest first."""
        return await self._call(endpoints.LIST_SMS_CAMPAIGNS, cursor=cursor, limit=limit)

    async def recipients(
        self,
        campaign_id: str,
        *,
        state: SmsRecipientState | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[SmsRecipient]:
        """Return one page of recipients, and what became of each. Raises ``NotFound``."""
        return await self._call(
            endpoints.LIST_SMS_RECIPIENTS,
            campaign_id=campaign_id,
            state=state,
            cursor=cursor,
            limit=limit,
        )

    async def preview(self, campaign_id: str) -> SmsCampaignPreview:
        """Say how many texts would go now, and what holds the others back. Raises ``NotFound``."""
        return await self._call(endpoints.PREVIEW_SMS_CAMPAIGN, campaign_id=campaign_id)

    async def approve(self, campaign_id: str) -> SmsCampaign:
        """Approve somebody else's campaign. Raises ``NotFound``, ``Forbidden``, ``Conflict``."""
        return await self._call(endpoints.APPROVE_SMS_CAMPAIGN, campaign_id=campaign_id)

    async def move(
        self, campaign_id: str, to: Literal["running", "paused", "stopped"]
    ) -> SmsCampaign:
        """Start, pause or stop a campaign. Raises ``NotFound``, ``Forbidden``, ``Conflict``."""
        return await self._call(endpoints.MOVE_SMS_CAMPAIGN, campaign_id=campaign_id, to=to)
