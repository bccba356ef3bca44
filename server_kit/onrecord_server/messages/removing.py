"""Taking a delivered message out of sight, and putting it back, by who decides about it.

They ask for no right of their own: cases do, before. Nobody is shown who decided, but the rule.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from onrecord.errors import Conflict, NotFound
from onrecord.wire.messages import Message
from onrecord_server.core.actor import Actor
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx
from onrecord_server.messages import naming, present, queries, versions
from onrecord_server.messages.markup import Named
from onrecord_server.moderation.freezing import HOUSE


def by_house(tx: Tx) -> Tx:
    """Return the same transaction in the name of the house."""
    return replace(tx, actor=Actor(tx.tenant, HOUSE))


def remove_by_oversight(
    tx: Tx, message_id: str, reason: str, request: str | None = None
) -> Doc[Message]:
    """Take a message out of sight for a reason that everybody may read: the rule, and no name.

    ``request`` is what somebody asked for, where that is why.

    Raises ``NotFound``, and ``Conflict`` for one that is not there any more.
    """
    row = _loaded(tx, message_id)
    if row.state != "active":
        raise Conflict("This message is out of sight already.")
    asked = {} if request is None else {"request": request}
    done = versions.remove(by_house(tx), row, reason, {**versions.place(row), **asked})
    tx.recorded += 1
    return done


#: Says of a message's row whether something else than oversight keeps it out of sight.
Restricts = Callable[[Tx, Any], bool]
_restricting: Final[list[Restricts]] = []


def restricting(asked: Restricts) -> Restricts:
    """Have something asked before any message comes back."""
    _restricting.append(asked)
    return asked


def demand_in_sight(tx: Tx, row: Any) -> None:
    """Refuse to show something whose author asked that it is out of sight. Raises ``Conflict``."""
    if any(asked(tx, row) for asked in _restricting):
        raise Conflict("A restriction keeps this out of sight: it comes back once that is lifted.")


def restore_by_oversight(tx: Tx, message_id: str) -> Doc[Message]:
    """Put a message back that oversight took out of sight, at its place and as it was.

    Raises ``NotFound``, and ``Conflict`` for one that is there, that others removed, or that its author
    asked to be out of sight.
    """
    row = _loaded(tx, message_id)
    if row.state != "removed" or row.removed_by != HOUSE or row.body is None:
        raise Conflict(
            "Only what oversight removed is put back, and only while its words are kept."
        )
    demand_in_sight(tx, row)
    back = {
        "state": "active",
        "removed_at": None,
        "removed_by": None,
        "removal_content_id": None,
    }
    versions.update(tx, row, back)
    people = json.loads(row.mentions or "[]")
    naming.replace_rows(tx, row, Named(people=tuple(people), roles=(), wide=None))
    doc = present.message(_Again(row))
    draft = versions.draft("message.restored", row, doc, None, versions.place(row))
    by_house(tx).record(draft)
    tx.recorded += 1
    return doc


class _Again:
    """A removed message's row as it is once it is back."""

    state = "active"
    removed_at = removed_by = removal_body = None

    def __init__(self, row: Any) -> None:
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)


def _loaded(tx: Tx, message_id: str) -> Any:
    """Load a message for who decides about it; nobody else does meanwhile."""
    tx.unit.lock([tx.tenant])
    tx.unit.flush()
    row = tx.execute(queries.by_id(tx.tenant, message_id)).one_or_none()
    if row is None:
        raise NotFound
    return row
