"""What can be asked about messages."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import holding as h
from onrecord.wire import messages as m
from onrecord.wire.page import Page
from onrecord.wire.retention import ExplainRetention, MessageRetention


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
EXPLAIN_RETENTION = Endpoint(
    "messages.retention",
    "GET",
    "/messages/{message_id}/retention",
    ExplainRetention,
    MessageRetention,
    writes=False,
)
LIST_HELD = Endpoint(
    "held.list",
    "GET",
    "/conversations/{conversation_id}/held",
    h.ListHeld,
    Page[m.Message],
    writes=False,
)
WITHDRAW_HELD = Endpoint(
    "held.withdraw",
    "POST",
    "/messages/{message_id}/withdrawal",
    h.WithdrawHeld,
    m.Message,
    writes=True,
)
