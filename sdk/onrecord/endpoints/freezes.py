"""What can be asked about who cannot write for a while."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import freezes as f
from onrecord.wire.page import Page


GET_FREEZE = Endpoint("me.freeze", "GET", "/me/freeze", f.GetFreeze, f.FreezeStanding, writes=False)
LIST_FREEZES = Endpoint(
    "people.frozen", "GET", "/freezes", f.ListFreezes, Page[f.ListedFreeze], writes=False
)
FREEZE_PERSON = Endpoint(
    "people.freeze",
    "POST",
    "/people/{person_id}/freeze",
    f.FreezePerson,
    f.FreezeStanding,
    writes=True,
)
UNFREEZE_PERSON = Endpoint(
    "people.unfreeze",
    "POST",
    "/people/{person_id}/unfreeze",
    f.UnfreezePerson,
    f.FreezeStanding,
    writes=True,
)
