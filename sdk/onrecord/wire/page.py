"""Pages of a longer list."""

from typing import Generic, TypeVar

from onrecord.wire._base import Wire
from onrecord.wire.scalars import Cursor


T = TypeVar("T")


class Page(Wire, Generic[T]):
    """One page; ``next_cursor`` is null on the last one and otherwise goes back as it came."""

    data: list[T]
    next_cursor: Cursor | None = None
