"""What can be asked about one's own preferences."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import preferences as p


GET_PREFERENCES = Endpoint(
    "preferences.get", "GET", "/preferences", p.GetPreferences, p.Preferences, writes=False
)
SET_PREFERENCES = Endpoint(
    "preferences.set", "PUT", "/preferences", p.SetPreferences, p.Preferences, writes=True
)
