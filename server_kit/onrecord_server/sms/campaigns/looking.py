"""Campaigns as people see them: how far they are, what they would do now, and what became of each recipient."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import sms_campaigns as wire
from onrecord.wire.page import Page
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.paging import latest_first
from onrecord_server.sms import access, opening, rules, standing
from onrecord_server.sms.campaigns import access as campaign_access
from onrecord_server.sms.campaigns import present
from onrecord_server.sms.campaigns import rules as campaign_rules
from onrecord_server.sms.campaigns.rows import sms_campaigns, sms_recipients
from onrecord_server.sms.rows import sms_accounts, sms_contacts, sms_outbox, sms_senders
from onrecord_server.sms.segments import segments
from onrecord_server.sms.standing import Place


@dataclass(frozen=True, slots=True)
class NewPair:
    """What a pair will be that is not there yet: its conversation begins with the text."""

    assignee: str
    conversation: str = ""
    cover: str | None = None
    cover_until: int | None = None
    wrote_at: int | None = None


@implements(endpoints.GET_SMS_CAMPAIGN)
def get_campaign(tx: Tx, command: wire.GetSmsCampaign) -> wire.SmsCampaign:
    """Return a campaign, and how far it is."""
    return present.campaign(tx, campaign_access.campaign(tx, command.campaign_id))


@implements(endpoints.LIST_SMS_CAMPAIGNS)
def list_campaigns(tx: Tx, command: wire.ListSmsCampaigns) -> Page[wire.SmsCampaign]:
    """List campaigns, the newest first."""
    query = sa.select(sms_campaigns).where(
        sms_campaigns.c.tenant == tx.tenant, *campaign_access.seen(tx)
    )
    by = (sms_campaigns.c.created_at, sms_campaigns.c.id)
    rows, cursor = latest_first(tx, query, by, command)
    data = [present.campaign(tx, row) for row in rows]
    return Page[wire.SmsCampaign](data=data, next_cursor=cursor)


@implements(endpoints.LIST_SMS_RECIPIENTS)
def list_recipients(tx: Tx, command: wire.ListSmsRecipients) -> Page[wire.SmsRecipient]:
    """List the recipients of a campaign, with what became of their texts."""
    row = campaign_access.campaign(tx, command.campaign_id)
    query = _with_texts().where(
        sms_recipients.c.tenant == tx.tenant, sms_recipients.c.campaign == row.id
    )
    if command.state is not None:
        query = query.where(sms_recipients.c.state == command.state)
    if command.cursor is not None:
        query = query.where(sms_recipients.c.place > read_cursor(command.cursor, int)[0])
    ordered = query.order_by(sms_recipients.c.place).limit(command.limit + 1)
    rows = list(tx.execute(ordered))
    page = rows[: command.limit]
    cursor = write_cursor(page[-1].place) if len(rows) > command.limit else None
    data = [present.recipient(one) for one in page]
    return Page[wire.SmsRecipient](data=data, next_cursor=cursor)


def _with_texts() -> sa.Select[Any]:
    same = sa.and_(
        sms_outbox.c.tenant == sms_recipients.c.tenant,
        sms_outbox.c.message == sms_recipients.c.message,
    )
    said = sms_outbox.c.state.label("text_state")
    return sa.select(sms_recipients, said).join_from(sms_recipients, sms_outbox, same, isouter=True)


@implements(endpoints.PREVIEW_SMS_CAMPAIGN)
def preview(tx: Tx, command: wire.PreviewSmsCampaign) -> wire.SmsCampaignPreview:
    """Say how many texts would go now, and what holds the others back; it changes nothing."""
    row = campaign_access.campaign(tx, command.campaign_id)
    found = [_judged(tx, row, one) for one in _addressed(tx, row)]
    parts = [segments(text).count for text, reason in found if reason is None]
    return wire.SmsCampaignPreview(
        campaign_id=row.id,
        recipients=len(found),
        goes=len(parts),
        held_back=dict(sorted(Counter(reason for _, reason in found if reason).items())),
        segments=sum(parts),
        longest=max((segments(text).count for text, _ in found), default=0),
        sample=found[0][0] if found else "",
    )


def _addressed(tx: Tx, row: Any) -> list[Any]:
    """Return the recipients that wait, with the fields of each."""
    mine = (sms_recipients.c.tenant == tx.tenant, sms_recipients.c.campaign == row.id)
    query = sa.select(sms_recipients).where(*mine, sms_recipients.c.state == "waiting")
    return list(tx.execute(query.order_by(sms_recipients.c.place)))


def _judged(tx: Tx, row: Any, one: Any) -> tuple[str, str | None]:
    """Return what a recipient would read, and what holds it back now."""
    contact = access.found(tx, sms_contacts, sms_contacts.c.id == one.contact)
    text = campaign_rules.text(row.template, json.loads(one.fields), contact.name)
    if not contact.active:
        return text, "number_refused"
    sender = access.found(tx, sms_senders, sms_senders.c.id == row.sender)
    account = access.found(tx, sms_accounts, sms_accounts.c.id == sender.account)
    pair = opening.of_pair(tx, sender.id, contact.id) or NewPair(row.owner)
    ruling = standing.judge(tx, Place(pair, sender, contact, account), sender.category)
    if ruling.goes and not rules.may_serve(row.owner, pair, tx.now):
        return text, "not_assigned"
    return text, ruling.reason
