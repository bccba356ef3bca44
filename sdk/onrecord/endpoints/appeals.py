"""What can be asked about notices, and against what they tell of."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import appeals as a
from onrecord.wire import notices as n
from onrecord.wire.page import Page


MAKE_APPEAL = Endpoint(
    "appeals.make", "POST", "/appeals", a.MakeAppeal, a.Appeal, writes=True, status=201
)
LIST_APPEALS = Endpoint(
    "appeals.list", "GET", "/appeals", a.ListAppeals, Page[a.Appeal], writes=False
)
GET_APPEAL = Endpoint(
    "appeals.get", "GET", "/appeals/{appeal_id}", a.GetAppeal, a.Appeal, writes=False
)
DECIDE_APPEAL = Endpoint(
    "appeals.decide", "POST", "/appeals/{appeal_id}/decision", a.DecideAppeal, a.Appeal, writes=True
)
LIST_NOTICES = Endpoint("notices.list", "GET", "/notices", n.ListNotices, n.Notices, writes=False)
READ_NOTICE = Endpoint(
    "notices.read", "POST", "/notices/{notice_id}/reading", n.ReadNotice, n.Notice, writes=True
)
