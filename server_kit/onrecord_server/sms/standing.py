"""Whether a text may go now, by all that is known just before it: asked by people, at the gate and by the worker."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import UsageError
from onrecord.wire import sms as wire
from onrecord_server.conversations import access as conversations
from onrecord_server.core.doc import micros, moment
from onrecord_server.core.operation import Tx, implements
from onrecord_server.people.rows import people
from onrecord_server.sms import access, consent, house, ledger, numbers, present, quiet, rules
from onrecord_server.sms.notices import choosing
from onrecord_server.sms.rows import sms_accounts, sms_contacts, sms_outbox, sms_pairs, sms_senders


@dataclass(frozen=True, slots=True)
class Place:
    """What a conversation with somebody outside is of."""

    pair: Any
    sender: Any
    contact: Any
    account: Any


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether a text may go, and what holds it back; ``until`` in microseconds, where that is known."""

    reason: str | None = None
    until: int | None = None

    @property
    def goes(self) -> bool:
        """Say whether it may go."""
        return self.reason is None

    @property
    def said(self) -> str:
        """Return what holds it back, as people are told."""
        return "" if self.reason is None else present.WORDS[self.reason]


def place_of(tx: Tx, conversation_id: str) -> Place:
    """Return what a conversation is of; asks for no right. Raises ``NotFound``."""
    pair = access.found(tx, sms_pairs, sms_pairs.c.conversation == conversation_id)
    sender = access.found(tx, sms_senders, sms_senders.c.id == pair.sender)
    contact = access.found(tx, sms_contacts, sms_contacts.c.id == pair.contact)
    account = access.found(tx, sms_accounts, sms_accounts.c.id == sender.account)
    return Place(pair, sender, contact, account)


def judge(
    tx: Tx,
    place: Place,
    category: str,
    *,
    confirms: bool = False,
    helps: bool = False,
    asked: bool = False,
) -> Ruling:
    """Say whether a text may go now, whoever writes it."""
    if "paused" in (place.sender.state, place.account.state):
        return Ruling("sender_paused")
    to = numbers.recipient(place.contact.number)
    if isinstance(to, numbers.NoNumber) or not place.contact.active:  # it has another owner now
        return Ruling("number_refused")
    attempt = consent.Attempt(
        *(place.sender.id, to, _category(category), place.sender.programme),
        confirms=confirms,
        helps=helps,
        asked=asked,
    )
    now = moment(tx.now)
    found = consent.judge(ledger.entries(tx, place.contact), attempt, _now(tx, place, attempt, now))
    return Ruling(found.reason, None if found.until is None else micros(found.until))


def revoked(tx: Tx, place: Place) -> list[consent.Entry]:
    """Return the revocations that hold for texts in a conversation."""
    to = numbers.recipient(place.contact.number)
    if isinstance(to, numbers.NoNumber):
        return []
    attempt = consent.Attempt(place.sender.id, to, "conversational", place.sender.programme)
    return [one for _, one in consent.in_force(ledger.entries(tx, place.contact), attempt)]


def _category(name: str) -> quiet.Category:
    for known in consent.ALL:
        if known == name:
            return known
    raise UsageError("a category is marketing, transactional or conversational")


def _now(tx: Tx, place: Place, attempt: consent.Attempt, now: datetime) -> consent.Situation:
    where = quiet.place(attempt.to, place.contact.tz, place.contact.us_state)
    policy = house.rules_of(tx)
    hours = house.hours(policy, attempt.category)
    return consent.Situation(
        now=now,
        sender=_sender(tx, place.sender),
        quiet=quiet.judge(attempt.category, where, now, hours),
        wrote=place.pair.wrote_at is not None,
        frozen=conversations.is_archived(tx, place.pair.conversation),
        absent=_absent(tx, place.pair),
        unasked=not policy.conversational_consent,
    )


def _sender(tx: Tx, row: Any) -> consent.Sender:
    day = rules.day_of(tx.now)
    return consent.Sender(
        kind=row.kind,
        region=row.region,
        campaign=row.campaign_id,
        cap=row.daily_cap,
        sent_today=0 if row.daily_cap is None else sent_since(tx, row.id, day),
        resets=moment(day + rules.DAY),
    )


def sent_since(tx: Tx, sender_id: str, since: int) -> int:
    """Return how many texts of a number have begun to go since then."""
    query = sa.select(sa.func.count()).where(
        sms_outbox.c.tenant == tx.tenant,
        sms_outbox.c.sender == sender_id,
        sms_outbox.c.begun_at >= since,
    )
    return int(tx.execute(query).scalar_one())


def _absent(tx: Tx, pair: Any) -> bool:
    """Say whether who serves a conversation is not here any more, and nobody stands in."""
    who = [one for one in (pair.assignee, rules.stands_in(pair, tx.now)) if one is not None]
    query = sa.select(people.c.id).where(
        people.c.tenant == tx.tenant, people.c.id.in_(who), people.c.status == "active"
    )
    return tx.execute(query).first() is None


@implements(endpoints.GET_SMS_STANDING)
def get_standing(tx: Tx, command: wire.GetSmsStanding) -> wire.SmsStanding:
    """Say whether a text of the actor may go now in a conversation."""
    access.pair(tx, command.conversation_id)
    return shown(tx, command.conversation_id)


def shown(tx: Tx, conversation_id: str) -> wire.SmsStanding:
    """Return how it stands with a conversation, for the actor."""
    tx.unit.flush()
    place = place_of(tx, conversation_id)
    pair, ruling = place.pair, judge(tx, place, place.sender.category)
    if ruling.goes and not rules.may_serve(tx.actor.person, pair, tx.now):
        ruling = Ruling("not_assigned")
    cover = rules.stands_in(pair, tx.now)
    return wire.SmsStanding.model_validate(
        {
            "conversation_id": conversation_id,
            "sender": present.sender(place.sender),
            "contact": present.contact(place.contact),
            "assignee": pair.assignee,
            "cover": cover,
            "cover_until": None if cover is None else present.when(pair.cover_until),
            "disclosed_at": present.when(pair.disclosed_at),
            "goes": ruling.goes,
            "reason": ruling.reason,
            "said": ruling.said,
            "until": present.when(ruling.until),
            "notices": choosing.ahead(tx, conversation_id),
        }
    )
