"""What can be asked about the rules that a tenant follows."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import compliance as c


GET_COMPLIANCE = Endpoint(
    "compliance.get", "GET", "/compliance", c.GetCompliance, c.Compliance, writes=False
)
