"""How much a scope covers now, and whether what it names is there. Reads no word."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Invalid
from onrecord.wire import holds as wire
from onrecord_server.attachments.rows import attachments
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.doc import micros
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx, implements
from onrecord_server.holds import access, queries, rules
from onrecord_server.holds.recording import facts_of
from onrecord_server.messages.rows import messages
from onrecord_server.people.rows import people
from onrecord_server.spaces.rows import spaces


#: When a message was said first, and when it was written last.
_SAID: Final = sa.func.coalesce(messages.c.said_at, messages.c.created_at)
_LAST: Final = sa.func.coalesce(messages.c.edited_at, _SAID)
_NAMES: Final[tuple[tuple[str, sa.Table, str], ...]] = (
    ("persons", people, "person"),
    ("conversations", conversations, "conversation"),
    ("spaces", spaces, "space"),
)


def absent(tx: Tx, said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a scope names that is not there: a slip would keep nothing."""
    scope = said["scope"]
    for name, table, noun in _NAMES:
        for one in _missing(tx, table, scope[name]):
            yield f"/scope/{name}", f"There is no {noun} {one}."
    for one in _missing(tx, people, said["tell"]):
        yield "/tell", f"There is no person {one}."


def _missing(tx: Tx, table: sa.Table, ids: Sequence[str]) -> list[str]:
    query = sa.select(table.c.id).where(table.c.tenant == tx.tenant, table.c.id.in_(list(ids)))
    found = set(tx.execute(query).scalars()) if ids else set()
    return [one for one in ids if one not in found]


@implements(endpoints.PREVIEW_HOLD)
def preview_hold(tx: Tx, command: wire.PreviewHold) -> wire.HoldPreview:
    """Count what a scope covers; that it was counted is on the record."""
    access.demand_holder(tx)
    said = {"name": "", "scope": command.scope.model_dump(mode="json"), "tell": []}
    faults = rules.faults(queries.scope("", said), [], silent=False)
    errors = [{"pointer": where, "detail": why} for where, why in (*faults, *absent(tx, said))]
    if errors:
        raise Invalid("This cannot be held as it is.", errors=errors)
    counted = _count(tx, command.scope)
    facts = {"found": counted.messages, **facts_of(said)}
    del facts["scope_hash"]
    tx.record(Draft(type="hold.previewed", object="hold", audience=NOBODY, event={}, facts=facts))
    return counted


def _count(tx: Tx, scope: wire.HoldScope) -> wire.HoldPreview:
    which = covered(tx, scope)
    removed = sa.func.coalesce(sa.func.sum(sa.case((messages.c.state == "removed", 1), else_=0)), 0)
    query = sa.select(
        sa.func.count().label("messages"),
        removed.label("removed"),
        sa.func.count(messages.c.conversation.distinct()).label("conversations"),
        sa.func.count(messages.c.author.distinct()).label("people"),
    ).where(*which)
    found = tx.execute(query).mappings().one()
    return wire.HoldPreview(**found, files=_files(tx, which), at_most=bool(scope.words))


def _files(tx: Tx, which: Sequence[sa.ColumnElement[bool]]) -> int:
    ids = sa.select(messages.c.id).where(*which)
    mine = (attachments.c.tenant == tx.tenant, attachments.c.state == "bound")
    query = sa.select(sa.func.count()).where(*mine, attachments.c.message.in_(ids))
    return int(tx.execute(query).scalar_one())


def covered(tx: Tx, scope: wire.HoldScope | rules.Hold) -> list[sa.ColumnElement[bool]]:
    """Return what a message satisfies that a scope covers, whatever its words."""
    found = [messages.c.tenant == tx.tenant, messages.c.position.is_not(None)]
    if scope.persons:
        found.append(messages.c.author.in_(scope.persons) | _in(tx, scope.persons))
    if scope.conversations:
        found.append(messages.c.conversation.in_(scope.conversations))
    if scope.spaces:
        mine = (conversations.c.tenant == tx.tenant, conversations.c.space.in_(scope.spaces))
        found.append(messages.c.conversation.in_(sa.select(conversations.c.id).where(*mine)))
    if scope.since is not None:
        found.append(micros(scope.since) <= _LAST)
    if scope.until is not None:
        found.append(micros(scope.until) >= _SAID)
    return found


def _in(tx: Tx, persons: Collection[str]) -> sa.ColumnElement[bool]:
    """Say of a message whether it is in a conversation that some people are or were in."""
    mine = (members.c.tenant == tx.tenant, members.c.person.in_(persons))
    return messages.c.conversation.in_(sa.select(members.c.conversation).where(*mine))
