"""What can be asked about those who watch."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import watching as w


WATCH_REVIEWERS = Endpoint(
    "watch.reviewers",
    "GET",
    "/watch/reviewers",
    w.WatchReviewers,
    w.ReviewersWatch,
    writes=False,
    costly=True,
)
WATCH_DAYS = Endpoint(
    "watch.days", "GET", "/watch/days", w.WatchDays, w.OversightDays, writes=False, costly=True
)
LIST_TRANSPARENCY = Endpoint(
    "transparency.list",
    "GET",
    "/transparency",
    w.ListTransparency,
    w.TransparencyQuarters,
    writes=False,
)
GET_TRANSPARENCY = Endpoint(
    "transparency.get",
    "GET",
    "/transparency/{quarter}",
    w.GetTransparency,
    w.TransparencyReport,
    writes=False,
    costly=True,
)
