"""Signing a person out everywhere: tokens from before count no more, and their live sockets close.

The host's own login is the host's: a reactor to ``person.signed_out`` ends it where the host wants.
"""

from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Forbidden
from onrecord.wire import people as wire
from onrecord_server.core.doc import Doc, time_text
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.stream import Stored, composes
from onrecord_server.people import access
from onrecord_server.people.rows import people


@implements(endpoints.END_MY_SESSIONS)
def end_my_sessions(tx: Tx, command: wire.EndMySessions) -> Doc[wire.SessionsEnded]:
    """Sign oneself out everywhere."""
    return end(tx, _oneself(tx))


def again(tx: Tx) -> Doc[wire.SessionsEnded]:
    """Answer who repeats it with what is so now."""
    return shown(_oneself(tx))


def _oneself(tx: Tx) -> Any:
    access.admit(tx)
    if tx.actor.is_service:
        raise Forbidden("A service has no sessions here: its tokens end by themselves.")
    return access.person(tx, tx.actor.person)


def end(tx: Tx, row: Any, reason: str | None = None) -> Doc[wire.SessionsEnded]:
    """Let no token from before now count for a person; whoever calls this has asked who may."""
    mine = (people.c.tenant == tx.tenant, people.c.id == row.id)
    tx.execute(sa.update(people).where(*mine).values(tokens_after=tx.now))
    event = {"person_id": row.id, "reason_code": reason}
    facts = {name: value for name, value in event.items() if value}
    tx.record(Draft("person.signed_out", f"person:{row.id}", NOBODY, event, facts, rights=True))
    return _ended(row.id, tx.now)


def shown(row: Any) -> Doc[wire.SessionsEnded]:
    """Return since when a person's tokens count."""
    return _ended(row.id, row.tokens_after)


def _ended(person: str, after: int) -> Doc[wire.SessionsEnded]:
    since = time_text(after) if after else None
    return Doc(wire.SessionsEnded, {"person_id": person, "tokens_after": since})


@composes("person.signed_out")
def _signed_out(item: Stored) -> dict[str, Any]:
    facts = item.entry["facts"]
    return {"person_id": facts["person_id"], "reason_code": facts.get("reason_code")}
