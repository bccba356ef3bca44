"""What can be asked about what somebody could see at a moment."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import hindsight as h


SHOW_AS_OF = Endpoint(
    "conversations.as_of",
    "GET",
    "/conversations/{conversation_id}/as_of",
    h.ShowAsOf,
    h.AsOf,
    writes=False,
)
SHOW_GRANTED_AS_OF = Endpoint(
    "grants.as_of", "POST", "/grants/{grant_id}/as_of", h.ShowGrantedAsOf, h.AsOf, writes=True
)
