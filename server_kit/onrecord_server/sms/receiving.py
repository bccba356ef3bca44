"""A text from outside: a message of the person it is from, judged as any other, and what it asks for is heard.

STOP, START and HELP are in the ledger in the same transaction. A text of an unknown number begins a
conversation with the inbox of the number that it was sent to.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa

from onrecord.wire.messages import SendMessage
from onrecord_server.core.actor import Actor
from onrecord_server.core.doc import micros
from onrecord_server.core.operation import Tx
from onrecord_server.core.words import keyed
from onrecord_server.messages import judged
from onrecord_server.messages import rules as message_rules
from onrecord_server.messages.markup import Named
from onrecord_server.messages.rows import held, messages
from onrecord_server.messages.writing import Captured, Writing
from onrecord_server.moderation import judging
from onrecord_server.people.rows import people
from onrecord_server.policy import access as policy_access
from onrecord_server.sms import (
    access,
    contacts,
    house,
    ledger,
    numbers,
    opening,
    outbox,
    recording,
    rules,
    standing,
    words,
)
from onrecord_server.sms.commands import InboundItem
from onrecord_server.sms.rows import sms_pairs, sms_senders
from onrecord_server.sms.saying import say


_ENTERED: Final[Mapping[str, str]] = {
    "stop": "opt_out",
    "maybe_stop": "doubt",
    "start": "resubscription",
    "help": "help",
}
#: What is answered, once.
_ANSWERS: Final[Mapping[str, house.Answer]] = {
    "stop": "on_stop",
    "start": "on_start",
    "help": "on_help",
}


@dataclass(frozen=True, slots=True)
class Via:
    """The way that something came in by, and what its entry says of it."""

    way: str
    facts: Mapping[str, str]


def receive(tx: Tx, account: Any, hook_id: str, item: InboundItem) -> str | None:
    """Take a text in, once; return why it has to wait."""
    sender = _sender(tx, account, item)
    if sender is None:
        return "unknown_sender"
    number = numbers.recipient(item.sender)
    if isinstance(number, numbers.NoNumber):
        return f"number_{number.trouble}"
    contact = contacts.of_number(tx, number.e164) or contacts.put(tx, number.e164, {})
    pair = opening.of_pair(tx, sender.id, contact.id) or _begin(tx, sender, contact)
    if pair is None:
        return "nobody_serves"
    client_id = _client_id(account, item)
    if not _is_there(tx, contact.person, client_id):
        _take(tx, (pair, contact), Via("sms", {"hook": hook_id}), item, client_id)
    return None


def _sender(tx: Tx, account: Any, item: InboundItem) -> Any:
    mine = (sms_senders.c.account == account.id, sms_senders.c.number == item.to)
    return access.one(tx, sms_senders, *mine)


def _begin(tx: Tx, sender: Any, contact: Any) -> Any:
    """Begin a conversation with whoever gets what unknown people write, or who answers for texts."""
    officers = sorted(set().union(*(policy_access.holders(tx, one) for one in rules.MANAGERS)))
    serves = next((one for one in [*access.inbox(sender), *officers] if _is_active(tx, one)), None)
    if serves is None:
        return None
    opening.begin(tx, sender, contact, serves)
    return opening.of_pair(tx, sender.id, contact.id)


def _is_active(tx: Tx, person: str) -> bool:
    mine = (people.c.id == person, people.c.status == "active")
    return access.one(tx, people, *mine) is not None


def _client_id(account: Any, item: InboundItem) -> str:
    raw = f"{account.id}\n{item.provider_id}".encode()
    return f"sms:{hashlib.blake2b(raw, digest_size=20).hexdigest()}"


def _is_there(tx: Tx, person: str, client_id: str) -> bool:
    tx.unit.flush()
    found = (
        sa.select(table.c.id).where(
            table.c.tenant == tx.tenant,
            table.c.author == person,
            table.c.client_id == client_id,
        )
        for table in (messages, held)
    )
    return any(tx.execute(query).first() is not None for query in found)


def _take(tx: Tx, of: tuple[Any, Any], via: Via, item: InboundItem, client_id: str) -> None:
    pair, contact = of
    keys = {"sender": pair.sender, "contact": pair.contact}
    stopped = bool(_stops(tx, contact))
    message_id = _bring(tx, of, via, item, client_id)
    recording.change(tx, sms_pairs, keys, {"wrote_at": tx.now})
    asked = words.asked(item.text, yes_counts=stopped)
    if asked.verdict != "nothing":
        _hear(tx, of, item, message_id, asked.verdict)


def _stops(tx: Tx, contact: Any) -> list[Any]:
    return [one for one in ledger.entries(tx, contact) if one.kind == "opt_out"]


def _bring(tx: Tx, of: tuple[Any, Any], via: Via, item: InboundItem, client_id: str) -> str:
    """Write a text down as what the person outside says."""
    pair, contact = of
    command = SendMessage.model_construct(
        conversation_id=pair.conversation, text=_shown(item), client_id=client_id
    )
    digest = keyed(tx.unit.connection.dialect, tx.tenant, message_rules.body_hash(command))
    source = {"provider_id": item.provider_id, "media": [list(one) for one in item.media]}
    captured = Captured(item.at or tx.now, via.facts, source, via=via.way)
    message_id = tx.ports.new_id("message")
    actor = Actor(tx.tenant, contact.person, on_behalf_of=tx.actor.person)
    writing = Writing(message_id, command, digest, Named(), None, captured)
    judged.bring(replace(tx, actor=actor, admitted=True), writing, judging.judge_of(tx))
    tx.recorded += 1
    return message_id


def answered(tx: Tx, of: tuple[Any, Any], text: str, client_id: str, notice_id: str) -> bool:
    """Take what somebody outside wrote on the page of a notice, once, as a text of theirs; false where it was."""
    if _is_there(tx, of[1].person, client_id):
        return False
    item = InboundItem(provider_id=notice_id, sender=of[1].number, to="", text=text)
    _take(tx, of, Via("sms_page", {"notice": notice_id}), item, client_id)
    return True


def _shown(item: InboundItem) -> str:
    """Return what is shown of a text: its words, or how many files came without any."""
    return item.text if item.text.strip() else f"({len(item.media)} files)"


def _hear(tx: Tx, of: tuple[Any, Any], item: InboundItem, message_id: str, verdict: str) -> None:
    """Write into the ledger what somebody asked for, and answer it once."""
    pair, contact = of
    place = standing.place_of(tx, pair.conversation)
    short = len(words.plain(item.text).split()) <= 2
    reach = {} if verdict == "help" else house.reach(house.rules_of(tx), place.sender)
    line = ledger.Line(
        *(contact.number, _ENTERED[verdict], "keyword" if short else "words", tx.now),
        words=item.text,
        message=message_id,
        **reach,  # type: ignore[arg-type]
    )
    theirs = replace(tx, actor=Actor(tx.tenant, contact.person, on_behalf_of=tx.actor.person))
    ledger.write(theirs, line)
    if verdict in _ANSWERS:
        _answer(tx, place, verdict)


def _answer(tx: Tx, place: standing.Place, verdict: str) -> None:
    """Let the house answer, where that may go; a revocation is confirmed once, and nothing follows."""
    confirms, helps = verdict == "stop", verdict == "help"
    ruling = standing.judge(tx, place, "conversational", confirms=confirms, helps=helps)
    conversation, name = place.pair.conversation, place.sender.name
    if not ruling.goes or (confirms and outbox.confirming(tx, conversation)):
        return
    if helps and outbox.helped(tx, conversation, _revoked_at(tx, place)):
        return
    text = house.says(house.rules_of(tx), _ANSWERS[verdict], name=name, locale=place.contact.locale)
    message_id = say(tx, conversation, text)
    outbox.put(
        *(tx, place, message_id, text),
        category="conversational",
        confirms=confirms,
        purpose="help" if helps else None,
    )


def _revoked_at(tx: Tx, place: standing.Place) -> int | None:
    """Return since when no texts are wanted there, if none are: one HELP is answered after that."""
    found = standing.revoked(tx, place)
    return micros(max(one.at for one in found)) if found else None
