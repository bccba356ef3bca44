"""Looking under a grant: each look is on the record, and for those to see whose messages it was."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from onrecord import endpoints
from onrecord.errors import NotFound
from onrecord.wire import grants as wire
from onrecord_server.core.doc import moment, time_text
from onrecord_server.core.draft import NOBODY, Draft, to_conversation
from onrecord_server.core.operation import Tx, implements
from onrecord_server.oversight import access, present, queries, requesting, versions
from onrecord_server.oversight.access import Opened
from onrecord_server.oversight.rows import disclosures
from onrecord_server.oversight.unnamed import record_unnamed


_END: Final = 2**53


@implements(endpoints.LIST_GRANTED)
def list_granted(tx: Tx, command: wire.ListGranted) -> wire.GrantedConversations:
    """Say which conversations hold something of an open grant's scope, and how much; no words."""
    row, opened = access.opened(tx, command.grant_id)
    found = queries.found_in(tx, opened)
    facts = {"policy_hash": row.policy_hash, "conversations": len(found)}
    requesting.record(tx, "grant.listed", row.id, facts)
    data = [
        wire.GrantedConversation(
            id=one.id, kind=one.kind, messages=one.messages, last_at=moment(one.last_at)
        )
        for one in found
    ]
    return wire.GrantedConversations(data=data, withheld=queries.withheld(tx, opened))


@implements(endpoints.READ_GRANTED)
def read_granted(tx: Tx, command: wire.ReadGranted) -> wire.GrantedPage:
    """Read what an open grant opens of one conversation; the look is made in the same transaction."""
    row, opened = access.opened(tx, command.grant_id)
    place = queries.place(tx, opened, command.conversation_id)
    if place is None:
        raise NotFound("This grant opens nothing in this conversation.")
    before = _END if command.before is None else command.before
    found = queries.anywhere(tx, opened, command.conversation_id, before, command.limit + 1)
    page = found[: command.limit]
    line = set(access.conflicting(tx, {one.author for one in page}))
    seen = [one for one in page if one.author not in line]
    look = disclose(tx, row, opened, Look(command.conversation_id, seen, len(seen)))
    before_it = versions.before(tx, opened, seen)
    return wire.GrantedPage(
        title=_title(place.body),
        members=queries.members_of(tx, opened, command.conversation_id),
        data=[present.message(one, before_it.get(one.id, ())) for one in seen],
        withheld=len(page) - len(seen),
        next_before=page[-1].position if len(found) > command.limit else None,
        disclosure_id=look,
    )


def _title(body: str | None) -> str | None:
    return None if body is None else json.loads(body).get("title")


@dataclass(frozen=True, slots=True)
class Look:
    """What is written down of a look: where, the messages that were looked at, and how many were shown."""

    conversation: str
    seen: Sequence[Any]
    shown: int
    kind: wire.LookKind = "read"


def disclose(tx: Tx, row: Any, opened: Opened, made: Look) -> str:
    """Write down a look, for those who are or were in the conversation."""
    look, conversation = tx.ports.new_id("disclosure"), made.conversation
    positions = [one.position for one in made.seen]
    positions = positions or [queries.newest(tx, opened, conversation)]
    later = row.deferred_until is not None and row.deferred_until > tx.now
    kept = {
        "tenant": opened.tenant,
        "id": look,
        "grant": row.id,
        "conversation": conversation,
        "at": tx.now,
        "visible_from": row.deferred_until if later else tx.now,
        "messages": made.shown,
        "low": min(positions),
        "high": max(positions),
        "position": None,
        "look": made.kind,
    }
    facts = {
        "disclosure": look,
        "conversation": conversation,
        "trigger": row.trigger,
        "duty": row.duty,
        "policy_hash": row.policy_hash,
        **{name: kept[name] for name in ("messages", "low", "high")},
        **({} if made.kind == "read" else {"look": made.kind}),
    }
    if later:
        facts["visible_from"] = time_text(row.deferred_until)
    record_unnamed(
        tx,
        Draft(
            type="disclosure.made",
            object=row.id,
            audience=NOBODY if later else to_conversation(conversation),
            event={"disclosure_id": look, "conversation_id": conversation},
            facts=facts,
            numbered=[(disclosures, "position", kept)],
        ),
    )
    return look
