"""Beginning a direct conversation for two people, where neither of them asked for it."""

import sqlalchemy as sa

from onrecord.wire.conversations import CreateConversation
from onrecord_server.conversations import changes, rules
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.operation import Tx


def introduce(tx: Tx, one: str, other: str) -> str:
    """Return the direct conversation of two people: the one that is there, or one that begins now."""
    key = rules.direct_key(one, other)
    mine = (conversations.c.tenant == tx.tenant, conversations.c.direct_key == key)
    found: str | None = tx.execute(sa.select(conversations.c.id).where(*mine)).scalar()
    return found or _begin(tx, one, other, key)


def _begin(tx: Tx, one: str, other: str, key: str) -> str:
    conversation_id = tx.ports.new_id("conversation")
    row = {
        "tenant": tx.tenant,
        "id": conversation_id,
        "kind": "direct",
        "content_id": None,
        "version": 1,
        "subject": None,
        "direct_key": key,
        "created_at": tx.now,
        "created_position": None,
        "space": None,
        "joining": "invited",
        "posting": "everybody",
    }
    both = [one, other]
    theirs = [
        changes.member_row(tx, conversation_id, person, "member", party_from=rules.OWN)
        for person in both
    ]
    tx.unit.insert(members, theirs)
    command = CreateConversation(kind="direct", members=[other])
    tx.record(changes.created(tx, command, row, both))
    return conversation_id
