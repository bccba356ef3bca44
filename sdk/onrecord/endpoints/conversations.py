"""What can be asked about conversations."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import conversations as c
from onrecord.wire import tags as t
from onrecord.wire.page import Page


CREATE_CONVERSATION = Endpoint(
    "conversations.create",
    "POST",
    "/conversations",
    c.CreateConversation,
    c.Conversation,
    writes=True,
    status=201,
)
LIST_CONVERSATIONS = Endpoint(
    "conversations.list",
    "GET",
    "/conversations",
    c.ListConversations,
    Page[c.Conversation],
    writes=False,
)
GET_CONVERSATION = Endpoint(
    "conversations.get",
    "GET",
    "/conversations/{conversation_id}",
    c.GetConversation,
    c.Conversation,
    writes=False,
)
UPDATE_CONVERSATION = Endpoint(
    "conversations.update",
    "PATCH",
    "/conversations/{conversation_id}",
    c.UpdateConversation,
    c.Conversation,
    writes=True,
)
JOIN_CONVERSATION = Endpoint(
    "conversations.join",
    "POST",
    "/conversations/{conversation_id}/join",
    c.JoinConversation,
    c.Conversation,
    writes=True,
)
ARCHIVE_CONVERSATION = Endpoint(
    "conversations.archive",
    "POST",
    "/conversations/{conversation_id}/archive",
    c.ArchiveConversation,
    c.Conversation,
    writes=True,
)
UNARCHIVE_CONVERSATION = Endpoint(
    "conversations.unarchive",
    "POST",
    "/conversations/{conversation_id}/unarchive",
    c.UnarchiveConversation,
    c.Conversation,
    writes=True,
)
LIST_MEMBERS = Endpoint(
    "conversations.members",
    "GET",
    "/conversations/{conversation_id}/members",
    c.ListMembers,
    Page[c.Member],
    writes=False,
)
ADD_MEMBERS = Endpoint(
    "conversations.add_members",
    "POST",
    "/conversations/{conversation_id}/members",
    c.AddMembers,
    c.Conversation,
    writes=True,
)
CHANGE_MEMBER = Endpoint(
    "conversations.change_member",
    "PATCH",
    "/conversations/{conversation_id}/members/{person_id}",
    c.ChangeMember,
    c.Member,
    writes=True,
)
REMOVE_MEMBER = Endpoint(
    "conversations.remove_member",
    "DELETE",
    "/conversations/{conversation_id}/members/{person_id}",
    c.RemoveMember,
    c.Member,
    writes=True,
)
MUTE_CONVERSATION = Endpoint(
    "conversations.mute",
    "PUT",
    "/conversations/{conversation_id}/mute",
    c.MuteConversation,
    c.Conversation,
    writes=True,
)
SET_LEVEL = Endpoint(
    "conversations.level",
    "PUT",
    "/conversations/{conversation_id}/level",
    c.SetLevel,
    c.Conversation,
    writes=True,
)
MARK_READ = Endpoint(
    "conversations.read",
    "PUT",
    "/conversations/{conversation_id}/read",
    c.MarkRead,
    c.ReadMark,
    writes=True,
)
LIST_TAGS = Endpoint(
    "conversations.tags",
    "GET",
    "/conversations/{conversation_id}/tags",
    t.ListTags,
    t.ConversationTags,
    writes=False,
)
TAG_CONVERSATION = Endpoint(
    "conversations.tag",
    "POST",
    "/conversations/{conversation_id}/tags",
    t.TagConversation,
    t.ConversationTags,
    writes=True,
)
UNTAG_CONVERSATION = Endpoint(
    "conversations.untag",
    "POST",
    "/conversations/{conversation_id}/tags/removal",
    t.UntagConversation,
    t.ConversationTags,
    writes=True,
)
