"""What an officer is asked where the time of messages is over, and the answers."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import retention_asks as a
from onrecord.wire.page import Page


_ONE = "/retention/asks/{ask_id}"

LIST_RETENTION_ASKS = Endpoint(
    "retention_asks.list",
    "GET",
    "/retention/asks",
    a.ListRetentionAsks,
    Page[a.RetentionAsk],
    writes=False,
)
GET_RETENTION_ASK = Endpoint(
    "retention_asks.get", "GET", _ONE, a.GetRetentionAsk, a.RetentionAsk, writes=False
)
ANSWER_RETENTION_ASK = Endpoint(
    "retention_asks.answer",
    "POST",
    _ONE + "/answer",
    a.AnswerRetentionAsk,
    a.RetentionAsk,
    writes=True,
)
APPROVE_RETENTION_ASK = Endpoint(
    "retention_asks.approve",
    "POST",
    _ONE + "/approval",
    a.ApproveRetentionAsk,
    a.RetentionAsk,
    writes=True,
)
REOPEN_RETENTION_ASK = Endpoint(
    "retention_asks.reopen",
    "POST",
    _ONE + "/reopening",
    a.ReopenRetentionAsk,
    a.RetentionAsk,
    writes=True,
)
