"""Campaigns and their recipients, from rows to the wire."""

from typing import Any

import sqlalchemy as sa

from onrecord.wire import sms_campaigns as wire
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx
from onrecord_server.sms.campaigns.rows import sms_recipients
from onrecord_server.sms.present import when


def campaign(tx: Tx, row: Any) -> wire.SmsCampaign:
    """Return a campaign, and how far it is."""
    return wire.SmsCampaign(
        **{name: getattr(row, name) for name in ("id", "name", "template", "owner", "approved_by")},
        **{name: getattr(row, name) for name in ("state", "pace", "version")},
        sender_id=row.sender,
        counts=_counts(tx, row.id),
        created_at=moment(row.created_at),
        started_at=when(row.started_at),
        ended_at=when(row.ended_at),
    )


def _counts(tx: Tx, campaign_id: str) -> Any:
    query = sa.select(sms_recipients.c.state, sa.func.count().label("many")).where(
        sms_recipients.c.tenant == tx.tenant, sms_recipients.c.campaign == campaign_id
    )
    found = tx.execute(query.group_by(sms_recipients.c.state).order_by(sms_recipients.c.state))
    return {row.state: int(row.many) for row in found}


def recipient(row: Any) -> wire.SmsRecipient:
    """Return what became of a recipient; ``text_state`` stands beside its columns."""
    return wire.SmsRecipient(
        contact_id=row.contact,
        state=row.state,
        reason=row.reason,
        conversation_id=row.conversation,
        message_id=row.message,
        text_state=row.text_state,
        next_at=when(row.next_at),
    )
