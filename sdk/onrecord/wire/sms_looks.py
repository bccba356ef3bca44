"""What is looked over of texts: who is outside, how accounts do, and what providers called with."""

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import ConversationId, Cursor, PageSize, PersonId, Timestamp
from onrecord.wire.sms import SmsAccountId, SmsContactId, SmsSenderId, SmsTextId
from onrecord.wire.sms_words import SmsHookState


class SmsTalk(Wire):
    """A conversation with somebody outside that one is in: who they are, and who serves them."""

    conversation_id: ConversationId
    sender_id: SmsSenderId
    contact_id: SmsContactId
    name: str
    number: str
    assignee: PersonId


class SmsAccountHealth(Wire):
    """How an account does. ``left`` and ``lost`` count texts that were begun in the last 24 hours.

    ``waiting`` are those that have not left, ``unconfirmed`` those of a week of which nobody knows. ``begun_at`` is
    when one was given to the provider last, ``heard_at`` when it called us last (within a week), ``parked`` how many
    of its requests wait.
    """

    account_id: SmsAccountId
    waiting: int
    unconfirmed: int
    left: int
    lost: int
    parked: int
    begun_at: Timestamp | None = None
    heard_at: Timestamp | None = None


class SmsHealth(Wire):
    """How all accounts do, the newest first."""

    data: list[SmsAccountHealth]


class SmsHook(Wire):
    """A request of a provider, without what it says. One that is ``parked`` waits until ``park_until``."""

    id: str
    account_id: SmsAccountId
    kind: str
    state: SmsHookState
    reason: str | None = None
    at: Timestamp
    park_until: Timestamp | None = None


class EndSmsLink(Command):
    """End the link of a notice before its time: it opens nothing any more. For who serves it, and who looks after texts."""

    text_id: SmsTextId


class GetSmsHealth(Command):
    """Ask how the accounts do. For who looks after texts."""


class ListSmsHooks(Command):
    """List what providers called us with, the newest first. For who looks after texts."""

    state: SmsHookState = "parked"
    cursor: Cursor | None = None
    limit: PageSize = 50


class ListSmsConversations(Command):
    """List the conversations with people outside that one is in, the newest first."""

    cursor: Cursor | None = None
    limit: PageSize = 50
