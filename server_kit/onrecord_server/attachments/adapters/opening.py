"""Which store a setting means."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from onrecord.errors import StorageUnavailable, UsageError
from onrecord_server.attachments.adapters.base import Store
from onrecord_server.attachments.adapters.bucket import SCHEMES, BucketStore
from onrecord_server.attachments.adapters.database import NAME, DatabaseStore
from onrecord_server.attachments.adapters.folder import FolderStore
from onrecord_server.core.database import Database


Find = Callable[[str], Database]


def open_store(given: str | Store, options: Mapping[str, Any], find: Find) -> Store:
    """Return the store of a setting: ``database``, a folder's whole path, a bucket's URL, or itself.

    ``find`` gives a tenant's database. Raises ``UsageError`` for anything else.
    """
    if not isinstance(given, str):
        return given
    if given == NAME:
        return DatabaseStore(find)
    if given.startswith(SCHEMES):
        return BucketStore(given, options)
    if given.startswith(("/", "file:///")):
        return FolderStore(given.removeprefix("file://"))
    raise UsageError(
        f"attachments lie in 'database', in a folder (its whole path) or in a bucket "
        f"({', '.join(SCHEMES[:3])}…), not in {given.split('://')[0]!r}"
    )


class Stores:
    """Every store that files may lie in: the one for new files, and those that had them before."""

    def __init__(self, current: Store, older: Iterable[Store] = ()) -> None:
        """Keep them by name."""
        self.current = current
        self._known = {store.name: store for store in (*older, current)}

    def named(self, name: str) -> Store:
        """Return the store that a row names. Raises ``StorageUnavailable`` where it is not set up."""
        found = self._known.get(name)
        if found is None:
            said = f"This file lies in {name}, which is not configured any more."
            raise StorageUnavailable(said, retry_after=60)
        return found

    def all(self) -> list[Store]:
        """Return all of them."""
        return list(self._known.values())
