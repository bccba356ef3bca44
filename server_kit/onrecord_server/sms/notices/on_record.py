"""What the record says that the tables of notices hold, and their events again from it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.core.stream import Stored, composes
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register
from onrecord_server.sms.notices.rows import sms_codes, sms_notices


def _columns(entry: Mapping[str, Any], known: Known, _: Folded) -> Iterable[tuple[Key, Expected]]:
    key = (entry["object"],)
    return [(key, {**(known(key) or {}), **entry["facts"]["set"]})]


_NOTICED: Final = frozenset({"sms.noticed", "sms.notice_linked", "sms.notice_read"})

NOTICES: Final = register(StateCheck("notice", sms_notices, ("id",), _NOTICED, _columns))
CODES: Final = register(
    StateCheck("code of a page", sms_codes, ("id",), frozenset({"sms.notice_code"}), _columns)
)


@composes("sms.noticed", "sms.notice_linked", "sms.notice_code", "sms.notice_read")
def _event(item: Stored) -> dict[str, Any]:
    told: dict[str, Any] = item.entry["facts"]["told"]
    return told
