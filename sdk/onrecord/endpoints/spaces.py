"""What can be asked about spaces."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import spaces as s
from onrecord.wire.page import Page


_SPACE = "/spaces/{space_id}"
_MEMBER = "/spaces/{space_id}/members/{person_id}"

CREATE_SPACE = Endpoint(
    "spaces.create", "POST", "/spaces", s.CreateSpace, s.Space, writes=True, status=201
)
LIST_SPACES = Endpoint("spaces.list", "GET", "/spaces", s.ListSpaces, Page[s.Space], writes=False)
FIND_SPACES = Endpoint(
    "spaces.directory", "GET", "/directory/spaces", s.FindSpaces, Page[s.Space], writes=False
)
GET_SPACE = Endpoint("spaces.get", "GET", _SPACE, s.GetSpace, s.Space, writes=False)
UPDATE_SPACE = Endpoint("spaces.update", "PATCH", _SPACE, s.UpdateSpace, s.Space, writes=True)
ARCHIVE_SPACE = Endpoint(
    "spaces.archive", "POST", f"{_SPACE}/archive", s.ArchiveSpace, s.Space, writes=True
)
UNARCHIVE_SPACE = Endpoint(
    "spaces.unarchive", "POST", f"{_SPACE}/unarchive", s.UnarchiveSpace, s.Space, writes=True
)
JOIN_SPACE = Endpoint("spaces.join", "POST", f"{_SPACE}/join", s.JoinSpace, s.Space, writes=True)
LEAVE_SPACE = Endpoint(
    "spaces.leave", "DELETE", f"{_SPACE}/leave", s.LeaveSpace, s.SpaceMember, writes=True
)
REQUEST_TO_JOIN = Endpoint(
    "spaces.request", "PUT", f"{_SPACE}/request", s.RequestToJoin, s.SpaceRequest, writes=True
)
WITHDRAW_REQUEST = Endpoint(
    "spaces.withdraw", "DELETE", f"{_SPACE}/request", s.WithdrawRequest, s.SpaceRequest, writes=True
)
LIST_REQUESTS = Endpoint(
    "spaces.requests",
    "GET",
    f"{_SPACE}/requests",
    s.ListRequests,
    Page[s.SpaceRequest],
    writes=False,
)
DECIDE_REQUEST = Endpoint(
    "spaces.decide",
    "PUT",
    f"{_SPACE}/requests/{{person_id}}",
    s.DecideRequest,
    s.SpaceRequest,
    writes=True,
)
LIST_SPACE_MEMBERS = Endpoint(
    "spaces.members",
    "GET",
    f"{_SPACE}/members",
    s.ListSpaceMembers,
    Page[s.SpaceMember],
    writes=False,
)
ADD_SPACE_MEMBERS = Endpoint(
    "spaces.add_members", "POST", f"{_SPACE}/members", s.AddSpaceMembers, s.Space, writes=True
)
CHANGE_SPACE_MEMBER = Endpoint(
    "spaces.change_member", "PATCH", _MEMBER, s.ChangeSpaceMember, s.SpaceMember, writes=True
)
REMOVE_SPACE_MEMBER = Endpoint(
    "spaces.remove_member", "DELETE", _MEMBER, s.RemoveSpaceMember, s.SpaceMember, writes=True
)
SET_RULE = Endpoint("spaces.set_rule", "PUT", f"{_SPACE}/rule", s.SetRule, s.Space, writes=True)
PREVIEW_RULE = Endpoint(
    "spaces.preview_rule",
    "GET",
    "/directory/rule",
    s.PreviewRule,
    s.RulePreview,
    writes=False,
    costly=True,
)
LIST_CHANNELS = Endpoint(
    "spaces.channels", "GET", f"{_SPACE}/channels", s.ListChannels, Page[s.Channel], writes=False
)
