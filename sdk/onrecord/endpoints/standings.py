"""What can be asked about how it is with people."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import standings as s
from onrecord.wire.page import Page


LIST_STANDINGS = Endpoint(
    "people.standings", "GET", "/standings", s.ListStandings, Page[s.PersonStanding], writes=False
)
