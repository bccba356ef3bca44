"""Which formats there are."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

from onrecord.errors import Invalid
from onrecord_server.exports.formats import (
    actiance,
    concordance,
    edrm,
    global_relay,
    lines,
    mail,
    page,
    pdf,
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
    #: The module that it needs, and the core does not bring.
    needs: str | None = None

    @property
    def there(self) -> bool:
        """Say whether it can be written here."""
        return self.needs is None or find_spec(self.needs) is not None


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
        Format("pdf", "a transcript as PDF/A for each conversation and day", pdf.write, "typst"),
        Format("html", "a page to be read offline", page.write),
    )
}


def demand(names: Iterable[str]) -> None:
    """Refuse what cannot be written here. Raises ``Invalid``."""
    for name in names:
        if not FORMATS[name].there:
            raise Invalid(
                f"This server does not write {name}: its operator installs onrecord[{name}] first."
            )
