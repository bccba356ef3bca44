"""A hundred megabytes up and down through the SDK: how much more memory the server takes for them."""

import json
import random
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import httpx2

from onrecord import Client
from tests.bench import server
from tests.bench.rounds import Line, below
from tests.bench.sends import call
from tests.bench.server import Served


if TYPE_CHECKING:
    from tests.bench.lines import Bench


ME: Final = "uploader"
#: Two of the SDK's pieces: every buffer and the databases' own caches have been used once.
SMALL: Final = 8_000_000
LARGE: Final = 100_000_000
#: MB that the server may grow by, whatever the size of the file: a piece of it, a few times.
CONSTANT: Final = 16
_WHY: Final = "some part of the file's way holds more than a few pieces of it"


def _file(folder: Path, size: int) -> Path:
    path = folder / f"{size}.txt"
    block = random.Random(size).randbytes(50_000).hex().encode()
    with path.open("wb") as file:
        for _ in range(size // len(block)):
            file.write(block)
    return path


def _carry(served: Served, place: str, path: Path) -> int:
    """Upload a file and download it again; return the server's highest memory so far, in KiB."""
    with (
        httpx2.Client(headers={"x-person": ME}, timeout=60) as http,
        Client(f"http://127.0.0.1:{served.port}/chat", http_client=http) as me,
    ):
        found = me.attachments.upload(path, conversation_id=place)
        me.attachments.download(found, path.with_suffix(".back"))
    return server.peak_kib(served.pid)


def growth_mb(served: Served, folder: Path) -> float:
    """Return the MB that a large file adds to what a small one has taken."""
    body = {"kind": "group", "title": "Files"}
    made = json.loads(call(served.port, "POST", "/conversations", ME, body))
    carry = partial(_carry, served, made["id"])
    small = carry(_file(folder, SMALL))
    return (carry(_file(folder, LARGE)) - small) * 1024 / 1e6


async def uploads(bench: "Bench") -> list[Line]:
    """Measure with a folder and with the database as the store."""
    found = []
    for name, store in (("folder", str(bench.folder / "files")), ("SQLite", "database")):
        database = f"sqlite:///{bench.folder / f'uploads-{name}'}.db"
        with bench.ours_on(database, store) as served:
            grown = growth_mb(served, bench.folder)
        figure = f"memory that 100 MB up and down add to 8 MB, {name} as the store"
        found.append(below(figure, " MB", grown, CONSTANT, _WHY))
    return found
