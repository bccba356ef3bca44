"""A worker that takes files, and that dies without warning at the point that a file names.

`dying` stands around the house's own parts and changes nothing of what they do: it ends the process.
"""

import os
import signal
import time
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

from onrecord_server.attachments import checking
from onrecord_server.attachments.adapters.database import DatabaseStore
from onrecord_server.attachments.adapters.folder import FolderStore
from onrecord_server.attachments.files import Files
from onrecord_server.attachments.scanning import Verdict
from onrecord_server.core.files import Attachments
from tests.campaign.behind import mounted


ARMED = Path(os.environ["CAMPAIGN_ARMED"])


def reach(point: str) -> None:
    """Die here if this point is the one that is armed."""
    if ARMED.exists() and ARMED.read_text() == point:
        ARMED.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(10)


def dying(owner: type, name: str) -> None:
    """Make a method a place to die at, before it has begun and after it is done."""
    real: Callable[..., Any] = getattr(owner, name)

    @wraps(real)
    def method(*given: Any, **named: Any) -> Any:
        reach(f"{name}:before")
        found = real(*given, **named)
        reach(f"{name}:after")
        return found

    setattr(owner, name, method)


class Scanner:
    """Finds nothing, and dies halfway through a file where that is armed."""

    name = "campaign"
    hosts: tuple[str, ...] = ()

    def scan(self, pieces: Iterator[bytes], size: int) -> Verdict:
        """Read the first bytes only."""
        next(pieces)
        reach("scan")
        return Verdict(clean=True)


def committed(real: Callable[..., None]) -> Callable[..., None]:
    """Make the moment between a commit and its answer a place to die at."""

    @wraps(real)
    def heard(files: Files, sealed: Any) -> None:
        for item in sealed:
            reach(f"committed {item.draft.type}")
        real(files, sealed)

    return heard


def halfway(real: Callable[..., Any]) -> Callable[..., Any]:
    """Make a file of the folder that is half written a place to die at."""

    def written(pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            yield piece[: len(piece) // 2]
            reach("half")
            yield piece[len(piece) // 2 :]

    @wraps(real)
    def write(store: FolderStore, key: str, pieces: Any) -> None:
        real(store, key, written(pieces))

    return write


for kind in (FolderStore, DatabaseStore):
    for each in ("put", "put_whole", "remove", "clear"):
        dying(kind, each)
FolderStore._write = halfway(FolderStore._write)  # type: ignore[method-assign]
Files.heard = committed(Files.heard)  # type: ignore[method-assign]

checking.LEASE = 1_000_000  # type: ignore[misc] # a campaign does not wait a quarter of an hour

app, chat = mounted(
    attachments=Attachments(store=os.environ["CAMPAIGN_STORE"], scanner=Scanner()),
)
