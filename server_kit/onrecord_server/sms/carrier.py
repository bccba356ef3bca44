"""What a carrier says of a number: that its owner ended our texts there."""

from typing import Final

from onrecord.endpoints import Endpoint
from onrecord.wire._base import Command
from onrecord_server.core.operation import Tx, implements
from onrecord_server.sms import access, ledger, outbox
from onrecord_server.sms.commands import Settled
from onrecord_server.sms.rows import sms_contacts


class HearCarrier(Command):
    """Write down that a text was refused, since its number had ended our texts with the carrier."""

    text_id: str
    code: str


HEAR_CARRIER: Final = Endpoint("sms.hear_carrier", "PUT", "", HearCarrier, Settled, writes=True)


@implements(HEAR_CARRIER)
def hear_carrier(tx: Tx, command: HearCarrier) -> Settled:
    """Enter a revocation by the carrier into the ledger of the text's number."""
    row = outbox.found(tx, command.text_id)
    contact = access.found(tx, sms_contacts, sms_contacts.c.id == row.contact)
    line = ledger.Line(
        *(contact.number, "opt_out", "carrier", tx.now, f"Refused by the carrier: {command.code}"),
        message=row.message,
    )
    ledger.write(tx, line)
    return Settled(state=row.state, applied=True)
