"""THE list of what can be asked. REST, socket, clients, OpenAPI and TypeScript are loops over it."""

from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, TypeVar

from pydantic import BaseModel

from onrecord.wire import conversations as c
from onrecord.wire import messages as m
from onrecord.wire import people as p
from onrecord.wire import record as r
from onrecord.wire import tenants as t
from onrecord.wire._base import Command
from onrecord.wire.page import Page


C = TypeVar("C", bound=Command)
R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Endpoint(Generic[C, R]):
    """One thing that can be asked: its name on the socket, its route, its shapes.

    Path parameters, the query string (GET, DELETE) and the JSON body together make the command.
    """

    name: str
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    command: type[C]
    result: type[R]
    writes: bool
    status: int = 200
    scope: str | None = None

    @property
    def summary(self) -> str:
        """Return the first paragraph of the command's docstring."""
        return " ".join((self.command.__doc__ or "").split("\n\n")[0].split())


ME = Endpoint("me.get", "GET", "/me", p.GetMe, p.Me, writes=False)
LIST_PEOPLE = Endpoint("people.list", "GET", "/people", p.ListPeople, Page[p.Person], writes=False)
GET_PERSON = Endpoint(
    "people.get", "GET", "/people/{person_id}", p.GetPerson, p.Person, writes=False
)
UPSERT_PERSON = Endpoint(
    "people.upsert",
    "PUT",
    "/people/{person_id}",
    p.UpsertPerson,
    p.Person,
    writes=True,
    scope="people:write",
)
DEACTIVATE_PERSON = Endpoint(
    "people.deactivate",
    "POST",
    "/people/{person_id}/deactivate",
    p.DeactivatePerson,
    p.Person,
    writes=True,
    scope="people:write",
)
REACTIVATE_PERSON = Endpoint(
    "people.reactivate",
    "POST",
    "/people/{person_id}/reactivate",
    p.ReactivatePerson,
    p.Person,
    writes=True,
    scope="people:write",
)
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
MARK_READ = Endpoint(
    "conversations.read",
    "PUT",
    "/conversations/{conversation_id}/read",
    c.MarkRead,
    c.ReadMark,
    writes=True,
)
SEND_MESSAGE = Endpoint(
    "messages.send",
    "POST",
    "/conversations/{conversation_id}/messages",
    m.SendMessage,
    m.Message,
    writes=True,
    status=201,
)
LIST_MESSAGES = Endpoint(
    "messages.list",
    "GET",
    "/conversations/{conversation_id}/messages",
    m.ListMessages,
    Page[m.Message],
    writes=False,
)
GET_MESSAGE = Endpoint(
    "messages.get", "GET", "/messages/{message_id}", m.GetMessage, m.Message, writes=False
)
EDIT_MESSAGE = Endpoint(
    "messages.edit", "PATCH", "/messages/{message_id}", m.EditMessage, m.Message, writes=True
)
REMOVE_MESSAGE = Endpoint(
    "messages.remove", "DELETE", "/messages/{message_id}", m.RemoveMessage, m.Message, writes=True
)
LIST_VERSIONS = Endpoint(
    "messages.versions",
    "GET",
    "/messages/{message_id}/versions",
    m.ListVersions,
    Page[m.MessageVersion],
    writes=False,
)
GET_BRANDING = Endpoint(
    "branding.get", "GET", "/branding", t.GetBranding, t.BrandingView, writes=False
)
SET_BRANDING = Endpoint(
    "branding.set",
    "PUT",
    "/branding",
    t.SetBranding,
    t.BrandingView,
    writes=True,
    scope="branding:write",
)
SUSPEND_TENANT = Endpoint(
    "tenant.suspend",
    "POST",
    "/tenant/suspend",
    t.SuspendTenant,
    t.TenantStatus,
    writes=True,
    scope="tenant:manage",
)
RESUME_TENANT = Endpoint(
    "tenant.resume",
    "POST",
    "/tenant/resume",
    t.ResumeTenant,
    t.TenantStatus,
    writes=True,
    scope="tenant:manage",
)
GET_CHECKPOINT = Endpoint(
    "record.checkpoint", "GET", "/record/checkpoint", r.GetCheckpoint, r.Checkpoint, writes=False
)
GET_PROOF = Endpoint(
    "record.proof", "GET", "/record/proofs/{position}", r.GetProof, r.Proof, writes=False
)

#: Every endpoint, by name.
ENDPOINTS: Final[dict[str, Endpoint[Any, Any]]] = {
    value.name: value for value in list(globals().values()) if isinstance(value, Endpoint)
}
