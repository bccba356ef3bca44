"""What can be asked about who may be left out."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import reach as r


READ_REACH = Endpoint(
    "reach.report", "POST", "/reach", r.ReadReach, r.ReachReport, writes=True, costly=True
)
