"""What the record says that the tables of texts hold; verification compares them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register
from onrecord_server.sms.rows import (
    sms_accounts,
    sms_attempts,
    sms_consents,
    sms_contacts,
    sms_hooks,
    sms_outbox,
    sms_pairs,
    sms_senders,
)


Rows = Iterable[tuple[Key, Expected]]
Entry = Mapping[str, Any]


def _by_object(entry: Entry) -> Key:
    return (entry["object"],)


def _by_pair(entry: Entry) -> Key:
    return entry["facts"]["sender"], entry["facts"]["contact"]


def _columns(key_of: Callable[[Entry], Key]) -> Callable[[Entry, Known, Folded], Rows]:
    """Return a fold of the columns that facts and content name as ``set``."""

    def fold(entry: Entry, known: Known, content: Folded) -> Rows:
        if "set" not in entry["facts"]:
            return []
        key = key_of(entry)
        said = {} if content is None else content.get("set", {})
        return [(key, {**(known(key) or {}), **entry["facts"]["set"], **said})]

    return fold


def _attempts(entry: Entry, known: Known, _: Folded) -> Rows:
    attempt = entry["facts"].get("attempt")
    if attempt is None:
        return []
    key = (attempt["reference"],)
    said = {name: value for name, value in attempt.items() if name != "reference"}
    return [(key, {**(known(key) or {}), **said, "outbox": entry["object"]})]


def _check(
    noun: str, table: sa.Table, types: Iterable[str], key_of: Callable[[Entry], Key] = _by_object
) -> StateCheck:
    key = ("sender", "contact") if key_of is _by_pair else ("id",)
    return register(StateCheck(noun, table, key, frozenset(types), _columns(key_of)))


_MOVES: Final = ("sms.moved", "sms.suppressed", "sms.attempt_begun", "sms.reported")

ACCOUNTS: Final = _check("account of texts", sms_accounts, ["sms.account_set"])
SENDERS: Final = _check("sender of texts", sms_senders, ["sms.sender_set"])
CONTACTS: Final = _check("contact", sms_contacts, ["sms.contact_set"])
PAIRS: Final = _check("pair", sms_pairs, ["sms.paired", "sms.assigned", "sms.disclosed"], _by_pair)
CONSENTS: Final = _check("line of consents", sms_consents, ["sms.consent_entered"])
OUTBOX: Final = _check("text", sms_outbox, _MOVES)
HOOKS: Final = _check("request of a provider", sms_hooks, ["sms.hook_kept", "sms.hook_settled"])
ATTEMPTS: Final = register(
    StateCheck("attempt", sms_attempts, ("reference",), frozenset(_MOVES), _attempts)
)
