"""What somebody could see of a conversation at a moment."""

from onrecord.wire._base import Command, Wire
from onrecord.wire.conversations import Member
from onrecord.wire.grants import DisclosureId, GrantId
from onrecord.wire.messages import Message
from onrecord.wire.scalars import (
    ConversationId,
    MemberRole,
    MessageId,
    PageSize,
    PersonId,
    Position,
    Timestamp,
    Version,
)


class NamedThen(Wire):
    """Somebody as they were called at that moment."""

    person_id: PersonId
    name: str


class MessageThen(Wire):
    """A message as it was at that moment.

    ``gone_by`` is the position of the event since which its words are not shown any more: they were
    erased, or, where one asks for oneself, the message was removed. Then its state says which.
    The record keeps no ``client_id``, so it is null.
    """

    message: Message
    gone_by: Position | None = None


class KeptBackGone(Wire):
    """Something that was kept back, and the position of the event that erased its words."""

    message_id: MessageId
    version: Version
    gone_by: Position


class AsOf(Wire):
    """What somebody could see of a conversation at a moment, the newest messages first.

    ``position`` is that of the last event that had come by then, -1 where there was none. ``role`` is
    null where they were not in the conversation then, and saw nothing of it. ``title``, ``members``
    (200 at most, of ``member_count``) and ``people``, the authors of the page, are called what they
    were called then.

    ``held`` is what a rule kept back of one's own, the latest 200, and only on the first page; ``held_gone``
    says which event erased what of it. Under a grant it is empty, and what is between somebody and themself is left out: what they saved, which threads
    they follow, and what was covered in their messages. ``withheld`` is how many messages of the page
    are left out under a grant, being of the reader's line of management, and ``disclosure_id`` the look
    that it was. What is older is asked for with ``next_before`` as ``before``; null where there is nothing.

    Under a grant ``before_at`` is the moment before the last thing that had changed it for them, and
    ``next_at`` that of the next, as far as the dates and the reach of the grant go: titles, members, their
    own read marks, and messages that the grant opens. Of somebody who was not there it is their coming and
    going alone. Null where there is none, on further pages and of a thread, and where one asks for oneself.
    """

    conversation_id: ConversationId
    viewer: PersonId
    at: Timestamp
    position: Position
    title: str | None = None
    role: MemberRole | None = None
    archived: bool = False
    member_count: int = 0
    members: list[Member] = []
    people: list[NamedThen] = []
    data: list[MessageThen] = []
    held: list[Message] = []
    held_gone: list[KeptBackGone] = []
    withheld: int = 0
    next_before: Position | None = None
    before_at: Timestamp | None = None
    next_at: Timestamp | None = None
    disclosure_id: DisclosureId | None = None


class ShowAsOf(Command):
    """Show what one could see oneself of a conversation at a moment, as far as one may see it now.

    With ``thread_id`` it is that thread, without its root. What was removed since is not shown again.
    """

    conversation_id: ConversationId
    at: Timestamp
    thread_id: MessageId | None = None
    before: Position | None = None
    limit: PageSize = 50


class ShowGrantedAsOf(Command):
    """Show what somebody could see at a moment of what an open grant opens; on the record.

    What was removed or edited since is shown as it was then. Refused of oneself and of one's line of
    management.
    """

    grant_id: GrantId
    conversation_id: ConversationId
    viewer: PersonId
    at: Timestamp
    thread_id: MessageId | None = None
    before: Position | None = None
    limit: PageSize = 50
