"""Writing a campaign: who gets it is settled now, whether they may is asked when each text goes."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Invalid
from onrecord.wire import sms_campaigns as wire
from onrecord_server.core.operation import Tx, implements
from onrecord_server.sms import access
from onrecord_server.sms.campaigns import access as campaign_access
from onrecord_server.sms.campaigns import on_record, present, rules
from onrecord_server.sms.campaigns.rows import sms_campaigns, sms_recipients
from onrecord_server.sms.rows import sms_contacts


#: The most recipients of one campaign: several addressees may be one person, and one may be several.
MOST = 500


@implements(endpoints.ADD_SMS_CAMPAIGN)
def add_campaign(tx: Tx, command: wire.AddSmsCampaign) -> wire.SmsCampaign:
    """Write a campaign, which waits for a second person."""
    sender = access.sender_to_write(tx, command.sender_id)
    if (wrong := rules.trouble(command.template)) is not None:
        raise Invalid(wrong, errors=[{"pointer": "/template", "detail": wrong}])
    to = _recipients(tx, command)
    row = _row(tx, command, sender.id)
    tx.execute(sa.insert(sms_campaigns), row)
    listed = [_recipient(tx, row["id"], place, one) for place, one in enumerate(to.items())]
    tx.execute(sa.insert(sms_recipients), listed)
    on_record.written(tx, row, listed)
    return present.campaign(tx, campaign_access.campaign(tx, row["id"]))


def _row(tx: Tx, command: wire.AddSmsCampaign, sender_id: str) -> dict[str, Any]:
    return {
        "tenant": tx.tenant,
        "id": tx.ports.new_id("sms_campaign"),
        "sender": sender_id,
        "name": command.name,
        "template": command.template,
        "owner": tx.actor.person,
        **dict.fromkeys(("approved_by", "started_at", "ended_at")),
        "state": "asked",
        "pace": command.pace,
        "version": 1,
        "created_at": tx.now,
        "slot_at": 0,
    }


def _recipient(
    tx: Tx, campaign_id: str, place: int, of: tuple[str, Mapping[str, str]]
) -> dict[str, Any]:
    contact, fields = of
    return {
        "tenant": tx.tenant,
        "campaign": campaign_id,
        "contact": contact,
        "place": place,
        "fields": json.dumps(dict(fields), sort_keys=True),
        "state": "waiting",
        **dict.fromkeys(("reason", "conversation", "message")),
        "next_at": tx.now,
    }


def _recipients(tx: Tx, command: wire.AddSmsCampaign) -> dict[str, Mapping[str, str]]:
    """Return who gets it, each once, with what fills the fields. Raises ``Invalid``, naming the addressee."""
    found: dict[str, Mapping[str, str]] = {}
    for place, one in enumerate(command.to):
        rows = _contacts(tx, one)
        if not rows:
            _wrong(place, "There is nobody of that kind whom you write to.")
        for row in rows:
            _demand_filled(command.template, row, one, place)
            found.setdefault(row.id, one.fields)
    if len(found) > MOST:
        _wrong(0, f"These are {len(found)} people: a campaign goes to {MOST} at most.")
    return found


def _contacts(tx: Tx, one: wire.SmsAddressee) -> Sequence[Any]:
    """Return the contacts of an addressee that the actor sees."""
    if (one.contact_id is None) == (one.client_ref is None):
        return ()
    meant = (
        sms_contacts.c.id == one.contact_id
        if one.client_ref is None
        else sms_contacts.c.client_ref == one.client_ref
    )
    query = sa.select(sms_contacts).where(
        sms_contacts.c.tenant == tx.tenant, sms_contacts.c.active, meant, *access.seen(tx)
    )
    return tx.execute(query.order_by(sms_contacts.c.id)).all()


def _demand_filled(template: str, row: Any, one: wire.SmsAddressee, place: int) -> None:
    lacks = rules.missing(template, one.fields, row.name)
    if lacks:
        _wrong(place, f"These fields are not filled: {', '.join(lacks)}.")
    if len(rules.text(template, one.fields, row.name)) > rules.LONGEST:
        _wrong(place, f"This text is longer than {rules.LONGEST} characters.")


def _wrong(place: int, said: str) -> None:
    raise Invalid(said, errors=[{"pointer": f"/to/{place}", "detail": said}])
