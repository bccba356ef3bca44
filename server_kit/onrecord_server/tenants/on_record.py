"""What the record says that the table of logos holds; verification compares the two."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register
from onrecord_server.tenants.rows import logos


def _added(entry: Mapping[str, Any], _: Known, __: Folded) -> Iterable[tuple[Key, Expected]]:
    row = {**entry["facts"], "author": entry["actor"], "at": entry_micros(entry)}
    return [((entry["object"],), row)]


LOGOS: Final = register(
    StateCheck("logo", logos, ("id",), frozenset({"tenant.logo_added"}), _added)
)
