"""What a carrier says of a number: that its owner ended our texts there."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from onrecord_server.core.operation import Tx
from onrecord_server.sms import house, ledger, standing


#: What says so, by provider.
_CODES: Final[Mapping[str, Collection[str]]] = {
    "twilio": ("21610",),
    "telnyx": ("40300",),
    "plivo": ("200",),
    "aws": ("DESTINATION_PHONE_NUMBER_OPTED_OUT",),
    "local": ("21610",),
}


def says_so(provider: str, code: str | None) -> bool:
    """Say whether a provider's code is that a number ended our texts."""
    return code is not None and code in _CODES.get(provider, ())


def hear(tx: Tx, text: Any, code: str | None) -> None:
    """Enter a revocation by the carrier into the ledger of a text's number, where a code says it."""
    if code is None:
        return
    place = standing.place_of(tx, text.conversation)
    if not says_so(place.account.provider, code):
        return
    line = ledger.Line(
        *(place.contact.number, "opt_out", "carrier", tx.now, f"Refused by the carrier: {code}"),
        message=text.message,
        **house.reach(house.rules_of(tx), place.sender),  # type: ignore[arg-type]
    )
    ledger.write(tx, line)
