"""A tenant's first entry: the head row exists before anybody writes, never lazily."""

import sqlalchemy as sa

from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import heads
from onrecord_server.tenants.rows import tenants


def exists(tx: Tx) -> bool:
    """Say whether the tenant was set up."""
    query = sa.select(tenants.c.tenant).where(tenants.c.tenant == tx.tenant)
    return tx.execute(query).one_or_none() is not None


def set_up(tx: Tx) -> None:
    """Create the tenant and the head of its stream; two workers at once make one.

    The epoch names this history of the stream; a restored database gets a new one.
    """
    if exists(tx):
        return
    epoch = tx.ports.entropy(12).hex()
    row = {"tenant": tx.tenant, "status": "active", "branding": None, "branding_version": 0}
    tx.execute(sa.insert(tenants), {**row, "created_at": tx.now})
    head = {"tenant": tx.tenant, "position": 0, "rights_position": 0, "epoch": epoch}
    tx.execute(sa.insert(heads), head)
    tx.record(Draft("tenant.created", "tenant", NOBODY, {}, facts={"epoch": epoch}, rights=True))
