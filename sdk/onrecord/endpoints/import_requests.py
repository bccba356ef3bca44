"""What can be asked about requests for somebody's chats."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import import_requests as w
from onrecord.wire.page import Page


CREATE_IMPORT_REQUEST = Endpoint(
    "import_requests.create",
    "POST",
    "/import-requests",
    w.CreateImportRequest,
    w.ImportRequest,
    writes=True,
    status=201,
)
LIST_IMPORT_REQUESTS = Endpoint(
    "import_requests.list",
    "GET",
    "/import-requests",
    w.ListImportRequests,
    Page[w.ImportRequest],
    writes=False,
)
GET_IMPORT_REQUEST = Endpoint(
    "import_requests.get",
    "GET",
    "/import-requests/{request_id}",
    w.GetImportRequest,
    w.ImportRequest,
    writes=False,
)
ANSWER_IMPORT_REQUEST = Endpoint(
    "import_requests.answer",
    "POST",
    "/import-requests/{request_id}/answer",
    w.AnswerImportRequest,
    w.ImportRequest,
    writes=True,
)
FINISH_IMPORT_REQUEST = Endpoint(
    "import_requests.finish",
    "POST",
    "/import-requests/{request_id}/finish",
    w.FinishImportRequest,
    w.ImportRequest,
    writes=True,
)
WITHDRAW_IMPORT_REQUEST = Endpoint(
    "import_requests.withdraw",
    "POST",
    "/import-requests/{request_id}/withdrawal",
    w.WithdrawImportRequest,
    w.ImportRequest,
    writes=True,
)
