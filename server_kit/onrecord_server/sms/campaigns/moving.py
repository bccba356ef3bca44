"""A campaign is approved by a second person, started, paused, and stopped."""

from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict
from onrecord.wire import sms_campaigns as wire
from onrecord_server.core.operation import Tx, implements
from onrecord_server.sms import outbox
from onrecord_server.sms.campaigns import access, on_record, present, rules
from onrecord_server.sms.campaigns.rows import sms_recipients
from onrecord_server.sms.rows import sms_outbox


@implements(endpoints.APPROVE_SMS_CAMPAIGN)
def approve(tx: Tx, command: wire.ApproveSmsCampaign) -> wire.SmsCampaign:
    """Approve a campaign of somebody else's."""
    tx.unit.lock([tx.tenant])
    row = access.campaign_to_approve(tx, command.campaign_id)
    if row.state != "asked":
        raise Conflict(f"It is {row.state}: nobody is asked to approve it.")
    on_record.moved(tx, row, {"state": "ready", "approved_by": tx.actor.person})
    return present.campaign(tx, access.campaign(tx, row.id))


@implements(endpoints.MOVE_SMS_CAMPAIGN)
def move(tx: Tx, command: wire.MoveSmsCampaign) -> wire.SmsCampaign:
    """Start, pause or stop a campaign."""
    tx.unit.lock([tx.tenant])
    row = access.campaign_to_move(tx, command.campaign_id, command.to)
    if row.state not in rules.MOVES[command.to]:
        raise Conflict(_said(row.state, command.to))
    values: dict[str, Any] = {"state": command.to}
    if command.to == "running":
        values["started_at"] = row.started_at or tx.now
    if command.to == "stopped":
        values["ended_at"] = tx.now
        _take_back(tx, row)
    on_record.moved(tx, row, values)
    return present.campaign(tx, access.campaign(tx, row.id))


def _said(state: str, to: str) -> str:
    if state == "asked" and to == "running":
        return "It waits for a second person: ask somebody to approve it."
    return f"It is {state}: from there it is not moved to {to}."


def _take_back(tx: Tx, row: Any) -> None:
    """Leave out who waits, and take back texts that have not begun to leave."""
    mine = (sms_recipients.c.tenant == tx.tenant, sms_recipients.c.campaign == row.id)
    waits = sa.select(sms_recipients).where(*mine, sms_recipients.c.state == "waiting")
    for one in tx.execute(waits).all():
        on_record.recipient_moved(tx, row, one, {"state": "stopped", "reason": None}, None)
    said = sa.select(sms_recipients.c.message).where(*mine, sms_recipients.c.message.is_not(None))
    texts = sa.select(sms_outbox).where(
        sms_outbox.c.tenant == tx.tenant,
        sms_outbox.c.state == "queued",
        sms_outbox.c.message.in_(said),
    )
    for text in tx.execute(texts).all():
        values = {"state": "canceled", "reason": "stopped", "ended_at": tx.now}
        outbox.move(tx, text, values, unsaid={"next_at": None})
