"""Which formats there are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from onrecord_server.exports.formats import (
    actiance,
    concordance,
    edrm,
    global_relay,
    lines,
    mail,
    page,
    rsmf,
    sheet,
)
from onrecord_server.exports.told import Member, Told


@dataclass(frozen=True, slots=True)
class Format:
    """A format by the name it is asked for."""

    name: str
    said: str
    write: Callable[[Told], Iterator[Member]]


FORMATS: Final = {
    one.name: one
    for one in (
        Format("jsonl", "JSON Lines, complete", lines.write),
        Format("csv", "CSV in 18 columns", sheet.write),
        Format("eml", "a mail for each conversation and day", mail.write),
        Format("actiance", "Actiance XML, for Smarsh", actiance.write),
        Format("global-relay", "mails for Global Relay", global_relay.write),
        Format("rsmf", "RSMF 2.0", rsmf.write),
        Format("edrm", "EDRM XML 1.2", edrm.write),
        Format("concordance", "Concordance DAT", concordance.write),
        Format("html", "a page to be read offline", page.write),
    )
}
