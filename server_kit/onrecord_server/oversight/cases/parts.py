"""Every module of reviews whose import registers operations, composers or projections."""

from typing import Any, Final

from onrecord_server.oversight.cases import (
    asking,
    deciding,
    handing,
    listing,
    opening,
    reporting,
)


OPERATIONS: Final[tuple[Any, ...]] = (asking, deciding, handing, listing, opening, reporting)
