"""What can be asked about reviews: reports, the queue, and what is decided."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import cases as c
from onrecord.wire import reports as r
from onrecord.wire.page import Page


MAKE_REPORT = Endpoint(
    "reports.make", "POST", "/reports", r.MakeReport, r.Report, writes=True, status=201
)
LIST_REPORTS = Endpoint(
    "reports.list", "GET", "/reports", r.ListReports, Page[r.Report], writes=False
)
GET_REPORT = Endpoint(
    "reports.get", "GET", "/reports/{report_id}", r.GetReport, r.Report, writes=False
)
LIST_CASES = Endpoint("cases.list", "GET", "/cases", c.ListCases, Page[c.Case], writes=False)
GET_CASE = Endpoint("cases.get", "GET", "/cases/{case_id}", c.GetCase, c.Case, writes=False)
OPEN_CASE = Endpoint(
    "cases.open", "POST", "/cases/{case_id}/opening", c.OpenCase, c.OpenedCase, writes=True
)
DECIDE_CASE = Endpoint(
    "cases.decide", "POST", "/cases/{case_id}/decision", c.DecideCase, c.Case, writes=True
)
ASSIGN_CASE = Endpoint(
    "cases.assign", "POST", "/cases/{case_id}/assignment", c.AssignCase, c.Case, writes=True
)
NOTE_CASE = Endpoint(
    "cases.note", "POST", "/cases/{case_id}/notes", c.NoteCase, c.Case, writes=True
)
ESCALATE_CASE = Endpoint(
    "cases.escalate", "POST", "/cases/{case_id}/escalation", c.EscalateCase, c.Case, writes=True
)
WIDEN_CASE = Endpoint(
    "cases.widen", "POST", "/cases/{case_id}/widening", c.WidenCase, c.Case, writes=True
)
REQUEST_REVEAL = Endpoint(
    "cases.request_reveal", "POST", "/cases/{case_id}/reveal", c.RequestReveal, c.Case, writes=True
)
APPROVE_CASE = Endpoint(
    "cases.approve", "POST", "/cases/{case_id}/approval", c.ApproveCaseRequest, c.Case, writes=True
)
DENY_CASE = Endpoint(
    "cases.deny", "POST", "/cases/{case_id}/denial", c.DenyCaseRequest, c.Case, writes=True
)
GET_CASE_HISTORY = Endpoint(
    "cases.history",
    "GET",
    "/cases/{case_id}/history",
    c.GetCaseHistory,
    c.CaseHistory,
    writes=False,
)
