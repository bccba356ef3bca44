"""What a scene of the matrix is: who is in it, what it has, and what of it nobody else may learn."""

from dataclasses import dataclass
from typing import Final

from onrecord.wire.scalars import ConversationKind, MemberRole


CANARY = "c4nary"
TITLE, TEXT, REPLY, PLACE = (f"{CANARY}-{word}" for word in ("title", "text", "reply", "place"))
#: Whom the reply names, so that they follow the thread.
NAMED: Final = "<@owner> <@moderator> <@member> <@exmember> <@deactivated>"
MEMBERS: Final = (
    *("owner", "moderator", "author", "member", "late", "exmember", "deactivated"),
    *("peer", "chief"),  # a second moderator, a second owner
)
SCOPES: Final = (
    *("people:write", "branding:write", "tenant:manage", "people:introduce", "subjects:bind"),
    *("announcements:manage", "spaces:manage", "policy:draft"),
    *("conversations:tag", "samples:draw", "imports:bring", "sms:manage"),
)
ROLES: Final[dict[str, MemberRole]] = {
    "moderator": "moderator",
    "peer": "moderator",
    "chief": "owner",
}


#: What is announced, and not written among equals.
KINDS: Final[dict[str, ConversationKind]] = {
    "announced": "announcement",
    "withdrawn": "announcement",
    "announced_archived": "announcement",
}
NO_EXPORT: Final = "exp_" + "0" * 32
REMOVED: Final = ("removed", "withdrawn")
ARCHIVED: Final = ("archived", "announced_archived")
#: What a scene has beside a conversation with a message, a reply and who is in it.
Parts = frozenset[str]
EVERYTHING: Final = Parts(
    ("peers", "space", "pin", "reactions", "saved", "card", "upload", "export")
)
#: What speaks of no conversation.
_NOWHERE: Final = (
    *("disclosures", "impersonations", "cases", "grants", "reports", "lexicons", "advice"),
    *("policies", "policy", "samples", "watch", "reach", "transparency"),
    *("appeals", "notices", "templates", "imports", "import_requests", "holds", "exports"),
    *("data_requests", "retention_asks", "handovers", "sms"),
)
#: What of it the commands of a domain touch, or answers tell of; the others get everything.
PARTS: Final = {
    "conversations": Parts(("peers",)),
    "spaces": Parts(("space",)),
    "messages": Parts(("pin", "reactions", "saved", "upload")),
    "pins": Parts(("pin",)),
    "reactions": Parts(("reactions",)),
    "saved": Parts(("saved",)),
    "subjects": Parts(("card",)),
    "attachments": Parts(("upload",)),
    **dict.fromkeys(_NOWHERE, Parts(())),
}


@dataclass
class Scene:
    """A conversation with a message in one state, a reply in its thread, and who may be in it."""

    tenant: str
    title: str
    text: str
    subject: str
    conversation: str = ""
    message: str = ""
    position: int = 0
    reply: str = ""
    reply_text: str = ""
    export: str = NO_EXPORT
    space: str = "spc_" + "8" * 32
    channel: str = "cnv_" + "8" * 32
    #: What the space is called: a guest of it may learn that, and its id.
    place: str = "c4nary-no-place"
    #: A file of the author's own that is in no message yet, and what it is called.
    upload: str = "att_" + "8" * 32
    file_name: str = "c4nary-file"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What only members may learn: words and ids."""
        return *self.beyond_guests, self.place, self.space

    @property
    def beyond_guests(self) -> tuple[str, ...]:
        """What a guest of the space's other channel may not learn either."""
        words = (self.title, self.text, self.reply_text, self.file_name)
        return *words, self.conversation, self.message, self.reply, self.channel
