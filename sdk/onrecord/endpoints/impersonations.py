"""What can be asked about the host's own code acting in one's name."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import impersonations as i
from onrecord.wire.page import Page


LIST_IMPERSONATIONS = Endpoint(
    "impersonations.list",
    "GET",
    "/impersonations",
    i.ListImpersonations,
    Page[i.Impersonation],
    writes=False,
)
