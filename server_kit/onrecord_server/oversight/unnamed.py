"""What is put on the record in the name of the house: it names nobody who did it."""

from typing import Final

from onrecord_server.core.actor import host_actor
from onrecord_server.core.draft import Draft, Recorded
from onrecord_server.core.operation import Tx


#: Who is named instead. Of a look the grant says who looked, of a case its entries do.
HOUSE: Final = "oversight"


def record_unnamed(tx: Tx, draft: Draft) -> None:
    """Put on the record what people hear of, and who did it is kept from them."""
    tx.recorded += 1
    tx.unit.record(Recorded(draft, host_actor(tx.tenant, HOUSE), tx.now))
