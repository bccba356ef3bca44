"""What can be asked about handing over to a successor."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import handovers as h
from onrecord.wire.page import Page


PREVIEW_HANDOVER = Endpoint(
    "handovers.preview",
    "POST",
    "/people/{person_id}/handover/preview",
    h.PreviewHandover,
    h.HandoverPreview,
    writes=False,
    scope="people:write",
)
START_HANDOVER = Endpoint(
    "handovers.start",
    "POST",
    "/people/{person_id}/handover",
    h.StartHandover,
    h.Handover,
    writes=True,
    scope="people:write",
)
GET_HANDOVER = Endpoint(
    "handovers.get",
    "GET",
    "/handovers/{handover_id}",
    h.GetHandover,
    h.Handover,
    writes=False,
    scope="people:write",
)
LIST_HANDOVERS = Endpoint(
    "handovers.list",
    "GET",
    "/handovers",
    h.ListHandovers,
    Page[h.Handover],
    writes=False,
    scope="people:write",
)
