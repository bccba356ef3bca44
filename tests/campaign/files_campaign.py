"""Uploads of which the worker is killed: at each point where bytes or rows change hands."""

import hashlib
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import sqlalchemy as sa

from tests.campaign.kill_campaign import verify
from tests.support.worker import Worker


PIECE = 30_000
PIECES = 3
APP = "tests.campaign.files_service:chat"

#: Points that both stores pass, as `files_service` names them. `timed` kills from outside, at some
#: moment while the request is under way.
POINTS = (
    *("put:before", "put:after", "scan", "committed attachment.finished"),
    *("committed attachment.ready", "committed message.created", "clear:before"),
    *("timed piece", "timed finish", "timed send"),
)
#: Points that only a store passes that keeps a file as one object.
WHOLE = ("half", "put_whole:before", "put_whole:after", "remove:before", "remove:after")
SWEEPING = ("remove:before", "remove:after")


@dataclass
class Upload:
    """One file as its sender knows it: nothing in here but what was answered."""

    data: bytes
    id: str = ""
    answered: int = 0
    sent: bool = False


@dataclass
class Campaign:
    """One worker, those who use it, and what was found."""

    worker: Worker
    folder: Path
    environment: dict[str, str]
    random: random.Random
    group: str = ""
    uploads: list[Upload] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def armed(self) -> Path:
        """The file that names the point to die at."""
        return Path(self.environment["CAMPAIGN_ARMED"])

    def ask(self, method: str, path: str, person: str = "ada", **more: Any) -> httpx2.Response:
        """Ask the worker once."""
        base = self.worker.base
        headers = {"x-person": person, "origin": base, **more.pop("headers", {})}
        url = f"{base}/chat/v1{path}"
        return httpx2.request(method, url, headers=headers, timeout=30, **more)

    def insist(self, asked: Callable[[], httpx2.Response]) -> httpx2.Response:
        """Ask until there is an answer; whenever the worker has died, start and examine it."""
        while True:
            try:
                return asked()
            except httpx2.HTTPError:
                self.revive()

    def revive(self) -> None:
        """Start a worker that was killed; raises AssertionError where it ended in another way.

        One that lives was only too slow to answer: it is asked again.
        """
        assert self.worker.process is not None
        try:
            code = self.worker.process.wait(10)
        except subprocess.TimeoutExpired:
            return
        assert code == -9, self.worker.log.read_text()[-3000:]
        self.counts["kill"] += 1
        self.worker.start()
        self.worker.wait()
        examine(self)

    def found(self, what: str) -> None:
        """Note a broken promise."""
        self.violations.append(what)


def run(
    database: str, store: str, folder: Path, points: Sequence[str], sweeps: Sequence[str]
) -> Campaign:
    """Kill a worker at each of the points, then sweeps at theirs, and judge what is left."""
    environment = {
        "CAMPAIGN_DATABASE": database,
        "CAMPAIGN_KEYS": str(folder / "keys"),
        "CAMPAIGN_STORE": store,
        "CAMPAIGN_ARMED": str(folder / "armed"),
    }
    worker = Worker("tests.campaign.files_service:app", folder / "log", environment=environment)
    campaign = Campaign(worker, folder, environment, random.Random(4))
    with worker:
        _set_up(campaign)
        for point in points:
            _live(campaign, point)
        examine(campaign)
        _until(lambda: any((folder / "keys").glob("*")), "nothing was signed")
    _sweep(campaign, sweeps)
    verify(database, folder / "keys")
    return campaign


def _set_up(campaign: Campaign) -> None:
    for person in ("ada", "ben", "eve"):
        campaign.ask("GET", "/me", person).raise_for_status()
    wanted = {"kind": "group", "title": "red", "members": ["ben"]}
    answer = campaign.ask("POST", "/conversations", json=wanted)
    campaign.group = str(answer.raise_for_status().json()["id"])


def _live(campaign: Campaign, point: str) -> None:
    """Take one file all the way, with a kill at the point."""
    kills = campaign.counts["kill"]
    if not point.startswith("timed"):
        campaign.armed.write_text(point)
    upload = Upload(campaign.random.randbytes(PIECE * PIECES // 2).hex().encode())
    campaign.uploads.append(upload)
    _carry(campaign, upload, point)
    if point.startswith("clear"):
        campaign.insist(lambda: campaign.ask("DELETE", f"/attachments/{upload.id}"))
    else:
        _send(campaign, upload, point)
    _until(lambda: _is_well(campaign) and campaign.counts["kill"] > kills, f"no death at {point}")
    campaign.counts[point] += 1


def _is_well(campaign: Campaign) -> bool:
    """Say whether the worker lives; one that has died only now is started again."""
    if campaign.armed.exists():
        return False
    return campaign.insist(lambda: campaign.ask("GET", "/me")).status_code == 200


def _carry(campaign: Campaign, upload: Upload, point: str) -> None:
    begin = {"conversation_id": campaign.group, "name": "a.txt", "size": len(upload.data)}
    begun = campaign.insist(lambda: campaign.ask("POST", "/attachments", json=begin))
    upload.id = begun.raise_for_status().json()["id"]
    while upload.answered < len(upload.data):
        _piece(campaign, upload, point)
    path = f"/attachments/{upload.id}"
    _timed(campaign, point == "timed finish")
    finished = campaign.insist(lambda: campaign.ask("POST", f"{path}/finish"))
    if finished.status_code != 200:
        campaign.found(f"all bytes were answered, and the finish with {finished.text}")
    _until(lambda: _state(campaign, upload) == "ready", f"{upload.id} is never ready")


def _piece(campaign: Campaign, upload: Upload, point: str) -> None:
    """Send the next piece; where there is no answer, ask where to go on."""
    start = upload.answered
    _timed(campaign, point == "timed piece" and start == PIECE)
    path, data = f"/attachments/{upload.id}/bytes", upload.data[start : start + PIECE]
    headers = {"content-type": "application/octet-stream"}
    try:
        answer = campaign.ask("PUT", f"{path}?offset={start}", content=data, headers=headers)
        answer.raise_for_status()
    except httpx2.TransportError:
        campaign.revive()
        answer = campaign.insist(lambda: campaign.ask("HEAD", path))
    offset = int(answer.headers["upload-offset"])
    if offset not in (start, start + len(data)):
        campaign.found(f"{upload.id} goes on at {offset} after {start} of a piece {len(data)}")
    upload.answered = offset


def _send(campaign: Campaign, upload: Upload, point: str) -> None:
    given = {"text": "", "attachments": [upload.id], "client_id": upload.id}
    path = f"/conversations/{campaign.group}/messages"
    _timed(campaign, point == "timed send")
    answer = campaign.insist(lambda: campaign.ask("POST", path, json=given))
    upload.sent = answer.status_code in (200, 201)
    if not upload.sent:
        campaign.found(f"{upload.id} was ready, and its message refused: {answer.text}")


def _timed(campaign: Campaign, now: bool) -> None:
    """Kill the worker at some moment of what is asked next."""
    if now:
        assert campaign.worker.process is not None
        after = campaign.random.random() * 0.02
        threading.Timer(after, campaign.worker.process.kill).start()


def _state(campaign: Campaign, upload: Upload) -> str:
    found = campaign.insist(lambda: campaign.ask("GET", f"/attachments/{upload.id}"))
    return str(found.json()["state"])


def _until(condition: Callable[[], bool], otherwise: str, patience: float = 240) -> None:
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.05)


# -- what holds whenever a worker has started ------------------------------------------------------


def examine(campaign: Campaign) -> None:
    """Judge what members, and others, are shown: called after every start."""
    for upload in campaign.uploads:
        if upload.id:
            _examine_offset(campaign, upload)
    answer = campaign.ask("GET", f"/conversations/{campaign.group}/messages?limit=100", "ben")
    shown = {
        each["id"]: each
        for message in answer.raise_for_status().json()["data"]
        for each in message.get("attachments", ())
    }
    for upload in campaign.uploads:
        _examine_bytes(campaign, upload, shown.get(upload.id))
    campaign.counts["examined"] += 1


def _examine_offset(campaign: Campaign, upload: Upload) -> None:
    found = campaign.ask("GET", f"/attachments/{upload.id}").raise_for_status().json()
    if found["state"] != "cancelled" and found["received"] < upload.answered:
        campaign.found(f"{upload.id}: {upload.answered} were answered, {found['received']} held")


def _examine_bytes(campaign: Campaign, upload: Upload, shown: Any) -> None:
    """A file of a message is whole; what is in no message is nobody's to read."""
    if upload.sent and shown is None:
        campaign.found(f"{upload.id} was sent, and is in no message")
    if not upload.id:
        return
    path = f"/attachments/{upload.id}/content"
    member, stranger = campaign.ask("GET", path, "ben"), campaign.ask("GET", path, "eve")
    if stranger.status_code != 404:
        campaign.found(f"{upload.id} is shown to a stranger")
    if shown is None and member.status_code != 404:
        campaign.found(f"{upload.id} is in no message, and is shown")
    if shown is not None and member.content != upload.data:
        campaign.found(f"{upload.id} is in a message, which has not got it: {member.status_code}")
    if shown is not None and shown["sha256"] != hashlib.sha256(upload.data).hexdigest():
        campaign.found(f"{upload.id} has another sum in its message")


# -- what is left ----------------------------------------------------------------------------------


def _sweep(campaign: Campaign, points: Sequence[str]) -> None:
    """Sweep, killed around its removals; then nothing is left that nobody names."""
    for point in points:
        campaign.armed.write_text(point)
        if _onrecord(campaign, "sweep", "--remove") == -9:
            campaign.counts[f"sweep {point}"] += 1
        campaign.armed.unlink(missing_ok=True)
    assert _onrecord(campaign, "sweep", "--remove") == 0
    left, named = _stored(campaign), _named(campaign)
    if left != named:
        campaign.found(f"left over: {sorted(left - named)}, missing: {sorted(named - left)}")


def _onrecord(campaign: Campaign, verb: str, *words: str) -> int:
    command = [sys.executable, "-m", "onrecord_server.cli", "attachments", verb, APP, *words]
    here = {**os.environ, **campaign.environment}
    return subprocess.run(command, env=here, capture_output=True, check=False).returncode


def _named(campaign: Campaign) -> set[str]:
    return _select(campaign, "select key from onrecord_attachment_parts")


def _stored(campaign: Campaign) -> set[str]:
    """What lies in the store, half-written files included."""
    store = campaign.environment["CAMPAIGN_STORE"]
    if store != "database":
        root = Path(store)
        return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    key = "tenant || '/' || attachment || '/' || what"
    return _select(campaign, f"select distinct {key} from onrecord_attachment_blobs")


def _select(campaign: Campaign, query: str) -> set[str]:
    engine = sa.create_engine(campaign.environment["CAMPAIGN_DATABASE"])
    with engine.connect() as connection:
        found = set(connection.execute(sa.text(query)).scalars())
    engine.dispose()
    return found
