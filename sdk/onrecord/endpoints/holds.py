"""What can be asked about legal holds, and by whom they concern."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import holds as h
from onrecord.wire.page import Page


CREATE_HOLD = Endpoint(
    "holds.create", "POST", "/holds", h.CreateHold, h.Hold, writes=True, status=201
)
PREVIEW_HOLD = Endpoint(
    "holds.preview", "POST", "/holds/preview", h.PreviewHold, h.HoldPreview, writes=True
)
LIST_HOLDS = Endpoint("holds.list", "GET", "/holds", h.ListHolds, Page[h.Hold], writes=False)
GET_HOLD = Endpoint("holds.get", "GET", "/holds/{hold_id}", h.GetHold, h.Hold, writes=False)
APPROVE_HOLD = Endpoint(
    "holds.approve", "POST", "/holds/{hold_id}/approval", h.ApproveHold, h.Hold, writes=True
)
REFUSE_HOLD = Endpoint(
    "holds.refuse", "POST", "/holds/{hold_id}/refusal", h.RefuseHold, h.Hold, writes=True
)
WIDEN_HOLD = Endpoint(
    "holds.widen", "POST", "/holds/{hold_id}/widening", h.WidenHold, h.Hold, writes=True
)
ASK_RELEASE = Endpoint(
    "holds.ask_release",
    "POST",
    "/holds/{hold_id}/release-request",
    h.AskRelease,
    h.Hold,
    writes=True,
)
RELEASE_HOLD = Endpoint(
    "holds.release", "POST", "/holds/{hold_id}/release", h.ReleaseHold, h.Hold, writes=True
)
LIST_HOLD_NOTICES = Endpoint(
    "holds.notices", "GET", "/hold-notices", h.ListHoldNotices, h.HoldNotices, writes=False
)
ACKNOWLEDGE_HOLD = Endpoint(
    "holds.acknowledge",
    "POST",
    "/hold-notices/{hold_id}/acknowledgement",
    h.AcknowledgeHold,
    h.HoldNotice,
    writes=True,
)
