"""Every module of reviews whose import registers what verification asks or tells."""

from typing import Any, Final

from onrecord_server.oversight.cases import laws, on_record, telling


EVIDENCE: Final[tuple[Any, ...]] = (laws, on_record, telling)
