"""What the record says of the tables of a room."""

from onrecord_server.record.findings import Report
from onrecord_server.record.heads import Evidence
from onrecord_server.verifying import verify_database
from tests.support.engines import Room


def verified(room: Room, tenant: str = "acme") -> Report:
    """Verify a tenant."""
    return verify_database(room.engines.prepared(tenant), Evidence((), []))[tenant]


def findings(room: Room, tenant: str = "acme") -> list[str]:
    """Verify a tenant, and return what is wrong: nothing, where all holds."""
    return [f"{finding}" for finding in verified(room, tenant).findings]
