"""What can be asked of search. The words stand in the body: URLs end up in logs."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import search as s


SEARCH_MESSAGES = Endpoint(
    "search.messages", "POST", "/search", s.SearchMessages, s.SearchPage, writes=False
)
SUGGEST_SEARCH = Endpoint(
    "search.suggest", "POST", "/search/suggest", s.SuggestSearch, s.Suggestions, writes=False
)
