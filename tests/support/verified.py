"""What the record says of the tables of a room."""

from onrecord_server.record.heads import Evidence
from onrecord_server.verifying import verify_database
from tests.support.engines import Room


def findings(room: Room, tenant: str = "acme") -> list[str]:
    """Verify a tenant, and return what is wrong: nothing, where all holds."""
    database = room.engines.prepared(tenant)
    report = verify_database(database, Evidence((), []))[tenant]
    return [f"{finding}" for finding in report.findings]
