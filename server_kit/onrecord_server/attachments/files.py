"""The files of one engine room: what comes in, is checked, is kept and goes out."""

import base64
import logging
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent import futures
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

from onrecord.errors import RangeNotSatisfiable
from onrecord_server.attachments import bytes as octets
from onrecord_server.attachments.adapters.base import Store
from onrecord_server.attachments.adapters.clamd import Clamd
from onrecord_server.attachments.adapters.encrypted import EncryptedStore
from onrecord_server.attachments.adapters.opening import Stores, open_store
from onrecord_server.attachments.checking import Checker
from onrecord_server.attachments.house import House, Keeping
from onrecord_server.attachments.plans import Serving
from onrecord_server.attachments.receiving import Receiver
from onrecord_server.attachments.tidying import Tidier
from onrecord_server.core.draft import Sealed
from onrecord_server.core.files import Attachments, FileRules


logger = logging.getLogger("onrecord.files")

#: Files that one process checks at once.
CHECKS: Final = 2


class Files:
    """Opens stores and scanners as they are needed, and checks what was finished.

    Its threads begin with the first file and again after a fork; they need no event loop.
    """

    def __init__(self, house: House, settings: Callable[[str], Attachments]) -> None:
        """Keep the parts; ``settings`` says how a tenant keeps its files."""
        self._house = house
        self._settings = settings
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[Attachments, Keeping]] = {}
        self._pool: ThreadPoolExecutor | None = None
        self._pid = 0
        self._deaf = False
        self._waiting: list[Future[None]] = []
        self.receiver = Receiver(house, self.kept)
        self.checker = Checker(house, self.kept)
        self.tidier = Tidier(house, self.kept, self.checker)

    def kept(self, tenant: str) -> Keeping:
        """Return how a tenant keeps its files. Raises ``UsageError`` for settings that cannot work."""
        settings = self._settings(tenant)
        with self._lock:
            found = self._kept.get(tenant)
            if found is None or found[0] != settings:
                found = self._kept[tenant] = (settings, self._open(settings))
        return found[1]

    def _open(self, settings: Attachments) -> Keeping:
        find = self._house.prepared
        given: list[tuple[Any, Mapping[str, Any]]] = [
            ("database", {}),
            *map(_with_options, settings.older_stores),
        ]
        older = [self._covered(open_store(store, options, find)) for store, options in given]
        current = self._covered(open_store(settings.store, settings.store_options, find))
        scanner = settings.scanner
        known = Clamd(scanner) if isinstance(scanner, str) else scanner
        return Keeping(Stores(current, older), known, settings.rules, settings.captions)

    def _covered(self, store: Store) -> Store:
        house = self._house
        return EncryptedStore(store, lambda tenant: house.keys.of(house.prepared(tenant)))

    def policy(self, tenant: str) -> tuple[FileRules, str]:
        """Return what a tenant takes, and the name of the store that new files go to."""
        kept = self.kept(tenant)
        return kept.rules, kept.stores.current.name

    def read(self, tenant: str, plan: Serving, start: int, stop: int) -> Iterator[bytes]:
        """Yield bytes of a download. Blocking. Raises ``RangeNotSatisfiable`` outside of the file."""
        if not 0 <= start <= stop <= plan.size:
            raise RangeNotSatisfiable(f"The file has {plan.size} bytes.")
        if plan.inline is not None:
            return iter([base64.b64decode(plan.inline)[start:stop]])
        store = self.kept(tenant).stores.named(plan.store)
        return octets.read(store, plan.pieces, start, stop)

    # -- after a commit ------------------------------------------------------------------------

    def heard(self, sealed: Sequence[Sealed]) -> None:
        """Look after what a commit of this process has finished or ended, soon and elsewhere."""
        for item in () if self._deaf else sealed:
            kind, attachment_id = item.draft.type, item.draft.object
            if kind == "attachment.finished":
                self._soon(self.checker.check, item.tenant, attachment_id)
            elif kind in ("attachment.ended", "attachment.refused"):
                self._soon(self._clear, item.tenant, attachment_id)

    def _clear(self, tenant: str, attachment_id: str) -> None:
        self.tidier.look_after(tenant, attachment_id)

    def _soon(self, work: Callable[..., Any], *arguments: Any) -> None:
        with self._lock:
            if self._pool is None or self._pid != os.getpid():
                self._pid = os.getpid()
                self._pool = ThreadPoolExecutor(CHECKS, thread_name_prefix="onrecord-files")
            self._waiting = [one for one in self._waiting if not one.done()]
            self._waiting.append(self._pool.submit(self._guarded, work, *arguments))

    def _guarded(self, work: Callable[..., Any], *arguments: Any) -> None:
        try:
            work(*arguments)
        except Exception:
            logger.exception("looking after a file failed; the next round tries again")

    def stop(self) -> None:
        """Finish what is being checked, and begin nothing more; the rest waits for the next start."""
        self._deaf = True
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None and self._pid == os.getpid():
            pool.shutdown(wait=True, cancel_futures=True)

    def listen(self) -> None:
        """Hear of commits again after a stop."""
        self._deaf = False

    def wait(self) -> None:
        """Wait until nothing of what this process has heard of is left to do: for scripts and tests."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        futures.wait(waiting)


def _with_options(given: Any) -> tuple[Any, Mapping[str, Any]]:
    return given if isinstance(given, tuple) else (given, {})
