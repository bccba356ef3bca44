"""One loop over the pages of any list."""

from collections.abc import AsyncIterator
from typing import Protocol, TypeVar

from onrecord.wire.page import Page


T = TypeVar("T")


class AsyncFetch(Protocol[T]):
    """A list method with its filters already given: takes a cursor, answers a page."""

    async def __call__(self, cursor: str | None, /) -> Page[T]:
        """Return the page at the cursor, or the first one."""
        ...


async def each(fetch: AsyncFetch[T]) -> AsyncIterator[T]:
    """Yield every item of every page; a page is fetched only when its first item is wanted."""
    page = await fetch(None)
    while True:
        for item in page.data:
            yield item
        if page.next_cursor is None:
            return
        page = await fetch(page.next_cursor)
