"""What people may ask of what is kept about them, and what those do who answer."""

from onrecord.endpoints._base import Endpoint, RawEndpoint
from onrecord.wire import data_requests as d
from onrecord.wire.page import Page


_ONE = "/data-requests/{request_id}"

MAKE_DATA_REQUEST = Endpoint(
    "data_requests.make",
    "POST",
    "/data-requests",
    d.MakeDataRequest,
    d.DataRequest,
    writes=True,
    status=201,
)
LIST_DATA_REQUESTS = Endpoint(
    "data_requests.list",
    "GET",
    "/data-requests",
    d.ListDataRequests,
    Page[d.DataRequest],
    writes=False,
)
GET_DATA_REQUEST = Endpoint(
    "data_requests.get", "GET", _ONE, d.GetDataRequest, d.DataRequest, writes=False
)
IDENTIFY_DATA_REQUEST = Endpoint(
    "data_requests.identify",
    "POST",
    _ONE + "/identification",
    d.IdentifyDataRequest,
    d.DataRequest,
    writes=True,
)
WEIGH_DATA_REQUEST = Endpoint(
    "data_requests.weigh",
    "POST",
    _ONE + "/weighing",
    d.WeighDataRequest,
    d.DataRequest,
    writes=True,
)
EXTEND_DATA_REQUEST = Endpoint(
    "data_requests.extend",
    "POST",
    _ONE + "/extension",
    d.ExtendDataRequest,
    d.DataRequest,
    writes=True,
)
APPROVE_DATA_REQUEST = Endpoint(
    "data_requests.approve",
    "POST",
    _ONE + "/approval",
    d.ApproveDataRequest,
    d.DataRequest,
    writes=True,
)
REFUSE_DATA_REQUEST = Endpoint(
    "data_requests.refuse",
    "POST",
    _ONE + "/refusal",
    d.RefuseDataRequest,
    d.DataRequest,
    writes=True,
)
WITHDRAW_DATA_REQUEST = Endpoint(
    "data_requests.withdraw",
    "POST",
    _ONE + "/withdrawal",
    d.WithdrawDataRequest,
    d.DataRequest,
    writes=True,
)
LIFT_DATA_REQUEST = Endpoint(
    "data_requests.lift",
    "POST",
    _ONE + "/lifting",
    d.LiftDataRequest,
    d.DataRequest,
    writes=True,
)
OPEN_DATA_ARCHIVE = Endpoint(
    "data_requests.open_archive",
    "POST",
    _ONE + "/archive",
    d.OpenDataArchive,
    d.DataRequest,
    writes=True,
)
GET_DATA_ARCHIVE = RawEndpoint(
    "data_requests.archive", "GET", _ONE + "/archive", d.GetDataArchive, writes=False
)
