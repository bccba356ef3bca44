"""What can be asked about grants, and about the looks that they leave."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import grants as g
from onrecord.wire.grant_places import FindPlaces, FoundPlaces
from onrecord.wire.grant_search import GrantedHits, SearchGranted
from onrecord.wire.page import Page


REQUEST_GRANT = Endpoint(
    "grants.request", "POST", "/grants", g.RequestGrant, g.Grant, writes=True, status=201
)
FIND_PLACES = Endpoint(
    "grants.find", "POST", "/grants/places", FindPlaces, FoundPlaces, writes=True
)
LIST_GRANTS = Endpoint("grants.list", "GET", "/grants", g.ListGrants, Page[g.Grant], writes=False)
GET_GRANT = Endpoint("grants.get", "GET", "/grants/{grant_id}", g.GetGrant, g.Grant, writes=False)
APPROVE_GRANT = Endpoint(
    "grants.approve",
    "POST",
    "/grants/{grant_id}/approvals",
    g.ApproveGrant,
    g.Grant,
    writes=True,
)
DENY_GRANT = Endpoint(
    "grants.deny", "POST", "/grants/{grant_id}/denial", g.DenyGrant, g.Grant, writes=True
)
CLOSE_GRANT = Endpoint(
    "grants.close", "POST", "/grants/{grant_id}/closing", g.CloseGrant, g.Grant, writes=True
)
REVIEW_GRANT = Endpoint(
    "grants.review", "POST", "/grants/{grant_id}/review", g.ReviewGrant, g.Grant, writes=True
)
LIST_GRANTED = Endpoint(
    "grants.conversations",
    "POST",
    "/grants/{grant_id}/conversations",
    g.ListGranted,
    g.GrantedConversations,
    writes=True,
)
READ_GRANTED = Endpoint(
    "grants.messages",
    "POST",
    "/grants/{grant_id}/messages",
    g.ReadGranted,
    g.GrantedPage,
    writes=True,
)
SEARCH_GRANTED = Endpoint(
    "grants.search",
    "POST",
    "/grants/{grant_id}/search",
    SearchGranted,
    GrantedHits,
    writes=True,
)
LIST_DISCLOSURES = Endpoint(
    "disclosures.list", "GET", "/disclosures", g.ListDisclosures, g.Disclosures, writes=False
)
