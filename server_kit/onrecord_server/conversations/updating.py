"""Changing what a conversation is called and who may do what in it."""

from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Invalid
from onrecord.wire import conversations as wire
from onrecord_server.conversations import access, channels, present, rules
from onrecord_server.conversations.access import Membership
from onrecord_server.conversations.rows import conversations
from onrecord_server.conversations.view import view
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import Draft, to_conversation
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.moderation.titling import demand_showable


@implements(endpoints.UPDATE_CONVERSATION)
def update_conversation(tx: Tx, command: wire.UpdateConversation) -> Doc[wire.Conversation]:
    """Change the title and what else is set; null leaves each as it is."""
    membership = access.writer(tx, command.conversation_id)
    demand(rules.may_manage(membership.role, membership.kind))
    _check(membership, command)
    shown = view(tx, command.conversation_id)
    given = command.model_dump(exclude={"conversation_id"}, exclude_none=True)
    changed = {name: value for name, value in given.items() if getattr(shown, name) != value}
    if command.slow_seconds is not None and shown.slow_until is not None:
        changed["slow_seconds"] = command.slow_seconds
    if not changed:
        return Unchanged(wire.Conversation, shown.model_dump(mode="json"))
    demand(rules.may_open(membership.history_from, changed.get("joining", "invited")))
    if membership.space is not None and (
        changed.get("joining") == "everybody" or "posting" in changed
    ):
        channels.demand_kind(tx, membership.space, changed)
    demand_showable(tx, changed.get("title"))
    if "slow_seconds" in changed:
        shown = shown.model_copy(update={"slow_until": None})
    fresh = shown.model_copy(update={**changed, "version": shown.version + 1})
    _change(tx, fresh, changed)
    if changed.get("joining") == "everybody" and membership.space is not None:
        channels.fill(tx, fresh.id, membership.space)
        return Doc.of(view(tx, fresh.id))
    return Doc.of(fresh)


def _check(membership: Membership, command: wire.UpdateConversation) -> None:
    if command.joining is not None and membership.space is None:
        said = "Only channels of a space are joined."
        raise Invalid(said, errors=[{"pointer": "/joining", "detail": said}])
    if membership.kind == "external" and (command.allow_replies or command.allow_reactions):
        raise Invalid("A text has no threads and no reactions: nobody outside would see them.")


def _change(tx: Tx, fresh: wire.Conversation, changed: dict[str, Any]) -> None:
    content_id = f"{fresh.id}:{fresh.version}"
    facts = {name: value for name, value in changed.items() if name != "title"}
    mine = (conversations.c.tenant == tx.tenant, conversations.c.id == fresh.id)
    values = {**facts, "version": fresh.version, "content_id": content_id}
    values |= {"slow_until": None} if "slow_seconds" in facts else {}
    tx.execute(sa.update(conversations).where(*mine).values(**values))
    settings = dict.fromkeys(present.SETTINGS) | facts
    words = {"title": fresh.title}
    event = {"conversation_id": fresh.id, **words, "version": fresh.version, **settings}
    tx.record(
        Draft(
            type="conversation.updated",
            object=fresh.id,
            audience=to_conversation(fresh.id),
            event=event,
            facts=facts,
            version=fresh.version,
            content=words,
            content_id=content_id,
            rights=bool(facts),
        )
    )
