"""Texts, from rows to the wire, and their events again from the record."""

import json
from collections.abc import Mapping
from typing import Any, Final

from onrecord.wire import sms as wire
from onrecord.wire import sms_looks as looks
from onrecord.wire.sms_notices import SmsNotice
from onrecord_server.core.doc import moment
from onrecord_server.core.stream import Stored, composes
from onrecord_server.sms import rules
from onrecord_server.sms.consent import SAID


#: What people are told of what holds a text back and is no ruling about consent.
WORDS: Final[Mapping[str, str]] = {
    **{str(reason): said for reason, said in SAID.items()},
    "not_assigned": "Somebody else writes to this person.",
    "sender_paused": "This number is paused.",
    "undisclosed": "What they are told first could not be sent.",
    "number_refused": "Nobody can be written to at this number.",
    "no_page": "It goes as a notice with a link, and nobody said how the page is seen from outside.",
    "link_ended": "Its link was ended before it left.",
    "code_late": "Nobody waits for this code any more.",
}


def when(at: int | None) -> Any:
    """Return a time, where there is one."""
    return None if at is None else moment(at)


def _same(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def account(row: Any) -> wire.SmsAccount:
    """Return an account without its secrets."""
    return wire.SmsAccount(
        **_same(row, "id", "provider", "name", "state", "version"),
        settings=json.loads(row.settings),
        secrets=json.loads(row.secret_names),
        in_code=row.secrets is None,
        hook=f"sms/hooks/{rules.hook_of(row.tenant, row.hook)}",
        created_at=moment(row.created_at),
    )


def sender(row: Any) -> wire.SmsSender:
    """Return a number that texts go from."""
    return wire.SmsSender(
        **_same(row, "id", "number", "kind", "name", "programme", "brand_id", "campaign_id"),
        **_same(row, "use_case", "category", "rate", "daily_cap", "state", "version"),
        account_id=row.account,
        inbox=json.loads(row.inbox),
        created_at=moment(row.created_at),
    )


def contact(row: Any) -> wire.SmsContact:
    """Return somebody outside."""
    return wire.SmsContact(
        **_same(
            row, "id", "number", "name", "client_ref", "tz", "us_state", "locale", "generation"
        ),
        active=bool(row.active),
        person_id=row.person,
        created_at=moment(row.created_at),
        ended_at=when(row.ended_at),
    )


def consent(row: Any, words: str | None) -> wire.SmsConsent:
    """Return a line of the ledger."""
    return wire.SmsConsent(
        **_same(row, "id", "number", "seq", "kind", "reach", "programme", "means", "by"),
        sender_id=row.sender,
        message_id=row.message,
        categories=json.loads(row.categories),
        words=words,
        words_hash=row.text_hash,
        at=moment(row.at),
        recorded_at=moment(row.recorded_at),
        expires=when(row.expires),
    )


def text(row: Any, notice: Any = None) -> wire.SmsText:
    """Return what became of a text, and of the notice that it went as."""
    return wire.SmsText(
        **_same(row, "id", "state", "reason", "segments", "tries"),
        message_id=row.message,
        conversation_id=row.conversation,
        next_at=when(row.next_at),
        ended_at=when(row.ended_at),
        notice=None if notice is None else _notice(notice),
    )


def _notice(row: Any) -> SmsNotice:
    until = None if row.ended_at is not None else row.expires_at
    return SmsNotice(reason=row.reason, read_at=when(row.read_at), until=when(until))


def talk(row: Any) -> looks.SmsTalk:
    """Return what a conversation is of."""
    return looks.SmsTalk(
        **_same(row, "name", "number", "assignee"),
        conversation_id=row.conversation,
        sender_id=row.sender,
        contact_id=row.contact,
    )


def hook(row: Any) -> looks.SmsHook:
    """Return a request of a provider, without what it says."""
    return looks.SmsHook(
        **_same(row, "id", "kind", "state", "reason"),
        account_id=row.account,
        at=moment(row.at),
        park_until=when(row.park_until),
    )


@composes(
    *("sms.account_set", "sms.sender_set", "sms.contact_set", "sms.paired", "sms.assigned"),
    *("sms.disclosed", "sms.consent_entered", "sms.standing_moved", "sms.suppressed"),
    *("sms.attempt_begun", "sms.moved", "sms.reported", "sms.hook_kept", "sms.hook_settled"),
)
def _event(item: Stored) -> dict[str, Any]:
    told: dict[str, Any] = item.entry["facts"]["told"]
    return told
