"""Tags of conversations: those that the policy protects keep oversight out."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.policy_document import PartName
from onrecord.wire.scalars import ConversationId, Timestamp, clean_text


#: Why a conversation is tagged, or is not any more.
TagReason = Annotated[
    str, Field(strict=True, min_length=3, max_length=2_000), AfterValidator(clean_text)
]


class ConversationTag(Wire):
    """A tag of a conversation; ``protects`` where the policy in force keeps oversight out for it."""

    tag: PartName
    protects: bool
    at: Timestamp


class ConversationTags(Wire):
    """The tags of a conversation, by name."""

    conversation_id: ConversationId
    data: list[ConversationTag]


class ListTags(Command):
    """List the tags of a conversation, for its members and for who may tag it."""

    conversation_id: ConversationId


class TagConversation(Command):
    """Tag a conversation, such as `privileged`; one that the policy protects keeps oversight out.

    Nothing there is drawn, flagged or opened from now on, whenever it was written, but for a legal
    process. Needs the scope `conversations:tag`, or the duty `compliance_officer` or
    `privacy_officer`.
    """

    conversation_id: ConversationId
    tag: PartName
    reason: TagReason


class UntagConversation(Command):
    """Take a tag from a conversation: what was written until now stays protected.

    Needs what tagging needs.
    """

    conversation_id: ConversationId
    tag: PartName
    reason: TagReason


class ConversationTagged(Wire):
    """A conversation has another tag. Audience: nobody; its members see it when they look."""

    type: Literal["conversation.tagged"] = "conversation.tagged"
    conversation_id: ConversationId
    tag: PartName


class ConversationUntagged(Wire):
    """A tag was taken from a conversation. Audience: nobody; its members see it when they look."""

    type: Literal["conversation.untagged"] = "conversation.untagged"
    conversation_id: ConversationId
    tag: PartName
