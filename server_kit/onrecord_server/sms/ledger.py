"""The ledger of consents: it is written, read and never changed."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Forbidden, Invalid, NotFound
from onrecord.wire import sms as wire
from onrecord.wire.page import Page
from onrecord_server.core.doc import micros, moment
from onrecord_server.core.draft import to_conversation
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.paging import latest_first
from onrecord_server.core.rows import contents
from onrecord_server.core.words import WORDS
from onrecord_server.sms import access, contacts, present, recording
from onrecord_server.sms.consent import Entry
from onrecord_server.sms.rows import sms_consents, sms_contacts, sms_pairs


#: How a line of the ledger is judged; a doubt counts as a stop until it is cleared.
_JUDGED: Final = {
    "consent": "consent",
    "opt_out": "opt_out",
    "doubt": "opt_out",
    "resubscription": "resubscription",
    "confirmation": "confirmation",
    "help": "help",
}
#: After these another text may go than before.
_MOVES: Final = frozenset({"consent", "opt_out", "doubt", "resubscription", "cleared"})
_COLUMNS: Final = (
    *("seq", "kind", "reach", "sender", "programme", "categories", "means", "text_hash"),
    *("message", "by", "at", "recorded_at", "expires"),
)
ALL: Final = ("conversational", "marketing", "transactional")


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be written into the ledger about a number."""

    number: str
    kind: str
    means: str
    at: int
    words: str | None = None
    reach: str = "all"
    sender: str | None = None
    programme: str | None = None
    categories: Sequence[str] = ALL
    message: str | None = None
    expires: int | None = None


def write(tx: Tx, line: Line) -> str:
    """Write a line; whoever may send to the number hears that it is there. Asks for no right of its own.

    It takes the tenant's lock, as each attempt does: no attempt begins after it that it forbids.
    """
    tx.unit.lock([tx.tenant])
    row = _row(tx, line)
    tx.execute(sa.insert(sms_consents), row)
    words = {} if line.words is None else {"words": line.words}
    recording.record(
        *(tx, "sms.consent_entered", row["id"], {"consent_id": row["id"], "kind": line.kind}),
        {"set": {name: row[name] for name in _COLUMNS}},
        content={"set": {"number": line.number}, **words},
        content_id=row["id"],
        rights=line.kind in _MOVES,
    )
    if line.kind in _MOVES:
        _tell(tx, line)
    return str(row["id"])


def _row(tx: Tx, line: Line) -> dict[str, Any]:
    mine = (sms_consents.c.tenant == tx.tenant, sms_consents.c.number == line.number)
    last = tx.execute(sa.select(sa.func.max(sms_consents.c.seq)).where(*mine)).scalar()
    return {
        "tenant": tx.tenant,
        "number": line.number,
        "seq": (last or 0) + 1,
        "id": tx.ports.new_id("sms_consent"),
        "kind": line.kind,
        "reach": line.reach,
        "sender": line.sender,
        "programme": line.programme,
        "categories": json.dumps(sorted(line.categories)),
        "means": line.means,
        "text_hash": None if line.words is None else hash_of(line.words),
        "message": line.message,
        "by": tx.actor.person,
        "at": line.at,
        "recorded_at": tx.now,
        "expires": line.expires,
    }


def hash_of(words: str) -> str:
    """Return what a text of a consent is known by."""
    return "sha256:" + hashlib.sha256(words.encode()).hexdigest()


def _tell(tx: Tx, line: Line) -> None:
    """Tell the conversations with a number that another text may go than before."""
    same = sa.and_(
        sms_contacts.c.tenant == sms_pairs.c.tenant, sms_contacts.c.id == sms_pairs.c.contact
    )
    query = sa.select(sms_pairs.c.conversation).join_from(sms_pairs, sms_contacts, same)
    mine = (sms_pairs.c.tenant == tx.tenant, sms_contacts.c.number == line.number)
    active = query.where(*mine, sms_contacts.c.active).order_by(sms_pairs.c.conversation)
    for conversation in tx.execute(active).scalars().all():
        event = {"conversation_id": conversation, "kind": line.kind}
        recording.record(
            *(tx, "sms.standing_moved", conversation, event, {}),
            audience=to_conversation(conversation),
        )


def entries(tx: Tx, contact: Any) -> list[Entry]:
    """Return the ledger of a contact's number as it is judged, in its order.

    What somebody agreed to who had the number before does not count; what was revoked does.
    """
    mine = (sms_consents.c.tenant == tx.tenant, sms_consents.c.number == contact.number)
    rows = tx.execute(sa.select(sms_consents).where(*mine).order_by(sms_consents.c.seq)).all()
    cleared = max((row.seq for row in rows if row.kind == "cleared"), default=0)
    return [
        _entry(row)
        for row in rows
        if row.kind in _JUDGED and _counts(row, contact, cleared=row.seq < cleared)
    ]


def _counts(row: Any, contact: Any, *, cleared: bool) -> bool:
    if row.kind == "doubt":
        return not cleared
    gives = row.kind in ("consent", "resubscription")
    theirs = contact.generation == 1 or row.recorded_at >= contact.created_at
    return theirs or not gives


def _entry(row: Any) -> Entry:
    return Entry(
        kind=_JUDGED[row.kind],  # type: ignore[arg-type]
        at=moment(row.at),
        reach=row.reach,
        sender=row.sender,
        programme=row.programme,
        categories=frozenset(json.loads(row.categories)),
        expires=None if row.expires is None else moment(row.expires),
        means=row.means,
    )


# -- by people ----------------------------------------------------------------------------------------


@implements(endpoints.ENTER_SMS_CONSENT)
def enter_consent(tx: Tx, command: wire.EnterSmsConsent) -> wire.SmsConsent:
    """Write down what came by phone, by mail or on a form."""
    access.demand_texter(tx)
    number = contacts.number_of(command.number, command.home)
    _demand_sound(tx, command)
    at = tx.now if command.at is None else micros(command.at)
    line = Line(
        number=number,
        kind=command.kind,
        means=command.means,
        at=at,
        words=command.words,
        reach=command.reach,
        sender=command.sender_id,
        programme=command.programme,
        categories=command.categories,
        expires=None if command.expires is None else micros(command.expires),
    )
    written = write(tx, line)
    row = access.found(tx, sms_consents, sms_consents.c.id == written)
    return present.consent(row, command.words)


def again(tx: Tx, command: wire.EnterSmsConsent) -> wire.SmsConsent:
    """Return the newest line that the actor entered of this number. Raises ``Forbidden``, ``NotFound``."""
    access.demand_texter(tx)
    number = contacts.number_of(command.number, command.home)
    mine = (sms_consents.c.tenant == tx.tenant, sms_consents.c.by == tx.actor.person)
    query = sa.select(sms_consents).where(*mine, sms_consents.c.number == number)
    row = tx.execute(query.order_by(sms_consents.c.seq.desc()).limit(1)).one_or_none()
    if row is None:
        raise NotFound
    return present.consent(row, _words(tx, [row.id]).get(row.id))


def _demand_sound(tx: Tx, command: wire.EnterSmsConsent) -> None:
    """Refuse a line that says less than it must, or from the future. Raises ``Invalid``, ``NotFound``."""
    wrong = {
        "/sender_id": command.reach == "sender" and command.sender_id is None,
        "/programme": command.reach == "programme" and command.programme is None,
        "/means": command.kind == "resubscription" and command.means != "form",
        "/at": command.at is not None and command.at > moment(tx.now) + timedelta(minutes=5),
        "/categories": not command.categories,
    }
    found = [place for place, is_so in wrong.items() if is_so]
    if found:
        errors = [{"pointer": place, "detail": "is missing, or not so"} for place in found]
        raise Invalid("This line would say less than it must.", errors=errors)
    if command.sender_id is not None:
        access.sender(tx, command.sender_id)


@implements(endpoints.LIST_SMS_CONSENTS)
def list_consents(tx: Tx, command: wire.ListSmsConsents) -> Page[wire.SmsConsent]:
    """List the ledger, the newest first."""
    query = sa.select(sms_consents).where(sms_consents.c.tenant == tx.tenant)
    if command.number is not None:
        query = query.where(sms_consents.c.number == _visible(tx, command.number))
    elif not access.reads_all(tx):
        raise Forbidden("Name the number of somebody whom you write to.")
    by = (sms_consents.c.recorded_at, sms_consents.c.id)
    rows, cursor = latest_first(tx, query, by, command)
    words = _words(tx, [row.id for row in rows])
    found = [present.consent(row, words.get(row.id)) for row in rows]
    return Page[wire.SmsConsent](data=found, next_cursor=cursor)


def _visible(tx: Tx, typed: str) -> str:
    """Return a number of somebody whom the actor writes to. Raises ``NotFound``."""
    number = contacts.number_of(typed)
    mine = (sms_contacts.c.number == number, sms_contacts.c.active, *access.seen(tx))
    if not access.reads_all(tx) and access.one(tx, sms_contacts, *mine) is None:
        raise NotFound
    return number


def _words(tx: Tx, ids: Sequence[str]) -> dict[str, str | None]:
    tx.unit.flush()
    mine = (contents.c.tenant == tx.tenant, contents.c.id.in_(list(ids)))
    rows = tx.execute(sa.select(contents.c.id, WORDS).where(*mine))
    return {row.id: json.loads(row.body).get("words") for row in rows if row.body is not None}
