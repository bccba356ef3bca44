"""Taking a recipient's turn, and saying what came of it. A stop takes the same lock: no turn begins after it."""

import json
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from onrecord_server.core.actor import Actor
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.messages import kept, queries
from onrecord_server.sms import access as sms_access
from onrecord_server.sms import outbox, recording
from onrecord_server.sms.campaigns import access, on_record, rules
from onrecord_server.sms.campaigns.commands import (
    SETTLE_RECIPIENT,
    TAKE_RECIPIENT,
    RecipientStands,
    SettleRecipient,
    Taken,
    TakeRecipient,
)
from onrecord_server.sms.campaigns.rows import sms_campaigns, sms_recipients
from onrecord_server.sms.rows import sms_contacts, sms_outbox, sms_senders


@implements(TAKE_RECIPIENT)
def take(tx: Tx, command: TakeRecipient) -> Taken | Doc[Taken]:
    """Take the turn of a recipient that is due, in a campaign that runs."""
    campaign = access.for_the_house(tx, command.campaign_id)
    row = _recipient(tx, campaign, command.contact_id)
    if row.next_at is None or row.next_at > tx.now:
        return _not()
    if row.state == "taken" and (said := _said(tx, campaign, row)) is not None:
        return _settle_late(tx, campaign, row, said)
    if campaign.state != "running":
        return _let_go(tx, campaign, row)
    if row.state == "waiting" and campaign.slot_at > tx.now:
        return _not()
    return _begin(tx, campaign, row, command.lease)


def _recipient(tx: Tx, campaign: Any, contact_id: str) -> Any:
    meant = (sms_recipients.c.campaign == campaign.id, sms_recipients.c.contact == contact_id)
    return sms_access.found(tx, sms_recipients, *meant)


def _not() -> Doc[Taken]:
    return Unchanged(Taken, Taken(goes=False).model_dump(mode="json"))


def _said(tx: Tx, campaign: Any, row: Any) -> dict[str, Any] | None:
    """Return what is said already to a recipient whose turn ran out, if it is: its message tells."""
    owner = replace(tx, actor=Actor(tx.tenant, campaign.owner), admitted=False)
    called = [rules.client_id(campaign.id, row.place)]
    for state, before in (("said", queries.sent_before), ("held", kept.sent_before)):
        for found in before([owner], called).values():
            return {"state": state, "conversation": found.conversation, "message": found.id}
    return None


def _settle_late(tx: Tx, campaign: Any, row: Any, said: dict[str, Any]) -> Taken:
    on_record.recipient_moved(tx, campaign, row, said, None)
    _take_back_late(tx, campaign, said["message"])
    _end(tx, campaign)
    return Taken(goes=False)


def _let_go(tx: Tx, campaign: Any, row: Any) -> Taken | Doc[Taken]:
    """Let go a turn that ran out, with nothing said, in a campaign that does not run."""
    if row.state != "taken":
        return _not()
    paused = campaign.state == "paused"
    values = {"state": "waiting" if paused else "stopped"}
    on_record.recipient_moved(tx, campaign, row, values, tx.now if paused else None)
    return Taken(goes=False)


def _begin(tx: Tx, campaign: Any, row: Any, lease: int) -> Taken:
    sender = sms_access.found(tx, sms_senders, sms_senders.c.id == campaign.sender)
    if campaign.owner not in sms_access.inbox(sender):
        on_record.moved(tx, campaign, {"state": "paused"})
        return Taken(goes=False)
    contact = sms_access.found(tx, sms_contacts, sms_contacts.c.id == row.contact)
    if not contact.active:
        values = {"state": "skipped", "reason": "number_refused"}
        on_record.recipient_moved(tx, campaign, row, values, None)
        _end(tx, campaign)
        return Taken(goes=False)
    slot_at = rules.slot(campaign.slot_at, tx.now, campaign.pace)
    recording.change(tx, sms_campaigns, {"id": campaign.id}, {"slot_at": slot_at})
    on_record.recipient_moved(tx, campaign, row, {"state": "taken", "reason": None}, lease)
    return Taken(
        goes=True,
        owner=campaign.owner,
        sender_id=campaign.sender,
        text=rules.text(campaign.template, json.loads(row.fields), contact.name),
        client_id=rules.client_id(campaign.id, row.place),
    )


@implements(SETTLE_RECIPIENT)
def settle(tx: Tx, command: SettleRecipient) -> RecipientStands | Doc[RecipientStands]:
    """Say what came of a turn; who comes late says nothing."""
    campaign = access.for_the_house(tx, command.campaign_id)
    row = _recipient(tx, campaign, command.contact_id)
    if row.state != "taken":
        return _stands(row.state)
    state, next_at = command.state, command.next_at
    if state == "waiting" and campaign.state == "stopped":
        values: dict[str, Any] = {"state": "stopped", "reason": None}
        next_at = None
    else:
        values = {"state": state, "reason": command.reason}
    values |= {"conversation": command.conversation_id, "message": command.message_id}
    on_record.recipient_moved(tx, campaign, row, values, next_at)
    if command.message_id is not None:
        _take_back_late(tx, campaign, command.message_id)
    if command.pauses and campaign.state == "running":
        on_record.moved(tx, campaign, {"state": "paused"})
    else:
        _end(tx, campaign)
    return RecipientStands(state=values["state"])


def _stands(state: str) -> Doc[RecipientStands]:
    said = RecipientStands(state=state)
    return Unchanged(RecipientStands, said.model_dump(mode="json"))


def _take_back_late(tx: Tx, campaign: Any, message_id: str) -> None:
    """Take back a text that was said while its campaign was being stopped, where it has not begun to leave."""
    if campaign.state != "stopped":
        return
    text = sms_access.one(tx, sms_outbox, sms_outbox.c.message == message_id)
    if text is not None and text.state == "queued":
        values = {"state": "canceled", "reason": "stopped", "ended_at": tx.now}
        outbox.move(tx, text, values, unsaid={"next_at": None})


def _end(tx: Tx, campaign: Any) -> None:
    """Say that a campaign is done, where nobody waits any more."""
    waits = sa.select(sms_recipients.c.contact).where(
        sms_recipients.c.tenant == tx.tenant,
        sms_recipients.c.campaign == campaign.id,
        sms_recipients.c.state.in_(("waiting", "taken")),
    )
    if campaign.state == "running" and tx.execute(waits.limit(1)).first() is None:
        on_record.moved(tx, campaign, {"state": "done", "ended_at": tx.now})
