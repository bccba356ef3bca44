"""What can be asked about reactions, pins and saved messages."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import pins as p
from onrecord.wire import reactions as r
from onrecord.wire import saved as s
from onrecord.wire.page import Page


ADD_REACTION = Endpoint(
    "reactions.add",
    "PUT",
    "/messages/{message_id}/reactions",
    r.AddReaction,
    r.Reaction,
    writes=True,
)
REMOVE_REACTION = Endpoint(
    "reactions.remove",
    "DELETE",
    "/messages/{message_id}/reactions",
    r.RemoveReaction,
    r.Reaction,
    writes=True,
)
LIST_REACTIONS = Endpoint(
    "reactions.list",
    "GET",
    "/messages/{message_id}/reactions",
    r.ListReactions,
    Page[r.Reaction],
    writes=False,
)
ADD_PIN = Endpoint(
    "pins.add", "PUT", "/messages/{message_id}/pin", p.AddPin, p.PinMark, writes=True
)
REMOVE_PIN = Endpoint(
    "pins.remove", "DELETE", "/messages/{message_id}/pin", p.RemovePin, p.PinMark, writes=True
)
LIST_PINS = Endpoint(
    "pins.list",
    "GET",
    "/conversations/{conversation_id}/pins",
    p.ListPins,
    Page[p.Pin],
    writes=False,
)
ADD_SAVED = Endpoint(
    "saved.add", "PUT", "/saved/{message_id}", s.AddSaved, s.SavedMark, writes=True
)
REMOVE_SAVED = Endpoint(
    "saved.remove", "DELETE", "/saved/{message_id}", s.RemoveSaved, s.SavedMark, writes=True
)
LIST_SAVED = Endpoint("saved.list", "GET", "/saved", s.ListSaved, Page[s.Saved], writes=False)
