"""What can be asked about how long things are kept."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import retention as r
from onrecord.wire.page import Page


TRY_RETENTION = Endpoint(
    "retention.try",
    "POST",
    "/policies/{version}/retention-trial",
    r.TryRetention,
    r.RetentionTrial,
    writes=True,
)
LIST_RETENTION_RUNS = Endpoint(
    "retention.runs",
    "GET",
    "/retention/runs",
    r.ListRetentionRuns,
    Page[r.RetentionRun],
    writes=False,
)
