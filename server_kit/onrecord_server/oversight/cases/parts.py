"""Every module of reviews whose import registers operations, composers or projections."""

from typing import Any, Final

from onrecord_server.oversight.cases import (
    appealing,
    asking,
    deciding,
    handing,
    history,
    listing,
    needed,
    noticing,
    opening,
    projections,
    reporting,
    undecided,
)


OPERATIONS: Final[tuple[Any, ...]] = (
    *(appealing, asking, deciding, handing, history, listing, needed, noticing, opening),
    projections,
    reporting,
    undecided,
)
