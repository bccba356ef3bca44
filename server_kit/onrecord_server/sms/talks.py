"""The conversations with people outside that somebody is in: who they are, and who serves them."""

from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import sms_looks as looks
from onrecord.wire.page import Page
from onrecord_server.conversations.rows import members
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.paging import latest_first
from onrecord_server.people import access as people_access
from onrecord_server.sms import present
from onrecord_server.sms.rows import sms_contacts, sms_pairs


@implements(endpoints.LIST_SMS_CONVERSATIONS)
def list_conversations(tx: Tx, command: looks.ListSmsConversations) -> Page[looks.SmsTalk]:
    """List the conversations with people outside that the actor is in, the newest first."""
    people_access.admit(tx)
    by = (sms_pairs.c.created_at, sms_pairs.c.conversation)
    rows, cursor = latest_first(tx, _mine(tx), by, command)
    return Page[looks.SmsTalk](data=[present.talk(row) for row in rows], next_cursor=cursor)


def _mine(tx: Tx) -> sa.Select[Any]:
    """Select the pairs whose conversation the actor is a member of, with their contacts."""
    here = sa.and_(
        members.c.tenant == sms_pairs.c.tenant, members.c.conversation == sms_pairs.c.conversation
    )
    theirs = sa.and_(
        sms_contacts.c.tenant == sms_pairs.c.tenant, sms_contacts.c.id == sms_pairs.c.contact
    )
    columns = (
        *(sms_pairs.c.conversation, sms_pairs.c.sender, sms_pairs.c.contact),
        *(sms_pairs.c.assignee, sms_pairs.c.created_at),
        *(sms_contacts.c.name, sms_contacts.c.number),
    )
    query = sa.select(*columns).join_from(sms_pairs, members, here).join(sms_contacts, theirs)
    mine = (members.c.person == tx.actor.person, members.c.active)
    return query.where(sms_pairs.c.tenant == tx.tenant, *mine)
