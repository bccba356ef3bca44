"""Kills real workers under load, again and again, and judges what is left.

`python -m tests.campaign.kill_campaign --database URL --cycles 10 --seed 1`
"""

import argparse
import asyncio
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx2
from typing_extensions import override

from tests.campaign import clients, dump
from tests.campaign.checker import Violation, check
from tests.campaign.clients import World
from tests.campaign.history import Recorder
from tests.support.worker import Worker


TENANT = "campaign"
ORIGIN = f"onrecord.local/{TENANT}"
SENDERS = ("ada", "ben", "cleo", "dev", "eve", "finn")
LISTENERS = ("ada", "ben", "lea", "max")
#: Sends that are answered between two kills.
FEWEST = 30
#: Seconds after which nobody may be given more. The clients note when they got to read a frame, so
#: a machine with other work makes them late; what comes after the removal is refused by position.
REVOCATION = 30.0


@dataclass
class Report:
    """What a campaign did, and what it found."""

    violations: list[Violation]
    counts: Counter[str]
    verified: str

    @override
    def __str__(self) -> str:
        done = ", ".join(f"{number:,} {name}" for name, number in sorted(self.counts.items()))
        found = "\n".join(f"  {each.invariant}: {each.what}" for each in self.violations[:20])
        return f"{done}\n{self.verified}\n{len(self.violations)} violations\n{found}".rstrip()


def run(database: str, folder: Path, cycles: int, seed: int, workers: int = 2) -> Report:
    """Run a campaign and judge it; the history stays in the folder."""
    environment = {"CAMPAIGN_DATABASE": database, "CAMPAIGN_KEYS": str(folder / "keys")}
    crew = [
        Worker("tests.campaign.service:app", folder / f"{number}.log", environment=environment)
        for number in range(workers)
    ]
    record = Recorder(folder / "history.jsonl")
    try:
        for worker in crew:
            worker.start()
        for worker in crew:
            worker.wait()
        world = World(record, [worker.base for worker in crew], [], random.Random(seed))
        world.conversations = _set_up(world.bases[0])
        asyncio.run(_load(world, crew, cycles))
    finally:
        for worker in crew:
            worker.stop()
        record.close()
    return _judge(database, folder, record)


def _set_up(base: str) -> list[str]:
    """Let everybody be seen once, and start two conversations with all of them."""
    people = sorted({*SENDERS, *LISTENERS, "pat"})
    with httpx2.Client(base_url=f"{base}/chat/v1", headers={"origin": base}, timeout=30) as http:
        for person in people:
            http.get("/me", headers={"x-person": person}).raise_for_status()
        return [_conversation(http, title, people) for title in ("red", "blue")]


def _conversation(http: httpx2.Client, title: str, people: Sequence[str]) -> str:
    others = [person for person in people if person != "ada"]
    wanted = {"kind": "group", "title": title, "members": others}
    answer = http.post("/conversations", json=wanted, headers={"x-person": "ada"})
    answer.raise_for_status()
    return str(answer.json()["id"])


async def _load(world: World, crew: list[Worker], cycles: int) -> None:
    listeners = [
        asyncio.create_task(clients.listen_until_stopped(world, person)) for person in LISTENERS
    ]
    await asyncio.sleep(1)
    senders = [
        asyncio.create_task(clients.send_until_stopped(world, person, 0.02)) for person in SENDERS
    ]
    senders.append(asyncio.create_task(clients.page_until_stopped(world, "ada")))
    for cycle in range(cycles):
        await _answered(world, FEWEST)
        await _kill_one(world, crew)
        if cycle == cycles // 2:
            await _remove(world, "max")
    await _answered(world, FEWEST)
    world.sending = False
    await asyncio.gather(*senders)
    await _catch_up(world)
    world.listening = False
    await asyncio.gather(*listeners)


async def _answered(world: World, more: int) -> None:
    """Wait until so many more sends are answered: how long that takes is the machine's business."""
    wanted = _count(world) + more
    while _count(world) < wanted:  # noqa: ASYNC110 - the history tells nobody of its lines
        await asyncio.sleep(0.1)


def _count(world: World) -> int:
    return sum(line.kind == "send" and line.phase == "ok" for line in world.record.lines)


async def _kill_one(world: World, crew: list[Worker]) -> None:
    await asyncio.sleep(0.3 + world.random.random())
    victim = world.random.choice(crew)
    world.record.nemesis("kill", port=victim.port)
    await asyncio.to_thread(victim.kill)
    await asyncio.sleep(world.random.random() * 0.3)
    victim.start()
    await asyncio.to_thread(victim.wait)
    world.record.nemesis("start", port=victim.port)


async def _remove(world: World, person: str) -> None:
    """Take somebody out of a conversation; asked again until it is known to have happened."""
    conversation = world.conversations[0]
    path = f"/chat/v1/conversations/{conversation}/members/{person}"
    async with httpx2.AsyncClient(timeout=5, headers={"x-person": "ada"}) as http:
        while True:
            base = world.base()
            asked = world.record.invoke("ada", "remove", conv=conversation)
            try:
                answer = await http.delete(base + path, headers={"origin": base})
            except httpx2.HTTPError:
                world.record.info(asked)
                await asyncio.sleep(0.1)
                continue
            if answer.status_code in (200, 404):
                world.record.ok(asked, person=person)
                return
            world.record.info(asked, status=answer.status_code)


async def _catch_up(world: World, patience: float = 120.0) -> None:
    """Wait until every listener is where the stream stands, or patience ends."""
    head = await asyncio.to_thread(_head, world.base())
    deadline = time.monotonic() + patience
    while min(world.heads.get(person, -1) for person in LISTENERS) < head:
        if time.monotonic() > deadline:
            return
        await asyncio.sleep(0.1)


def _head(base: str) -> int:
    answer = httpx2.get(f"{base}/chat/v1/me", headers={"x-person": "ada"}, timeout=10)
    return int(answer.raise_for_status().json()["position"])


def _judge(database: str, folder: Path, record: Recorder) -> Report:
    found = dump.read(database, TENANT)
    counts = Counter(f"{x.kind} {x.phase}" for x in record.lines if x.kind in ("send", "page"))
    counts += Counter(x.kind for x in record.lines if x.phase == "nemesis")
    counts["messages stored"] = len(found.rows)
    counts["entries"] = len(found.entries)
    return Report(
        check(record.lines, found, revocation=REVOCATION), counts, verify(database, folder / "keys")
    )


def verify(database: str, keys: Path) -> str:
    """Run `onrecord verify` with the public key; raises AssertionError unless all holds."""
    key = _onrecord("keys", "show", ORIGIN, "--keys", str(keys)).splitlines()[0]
    return _onrecord("verify", "--database", database, "--vkey", key)


def _onrecord(*words: str) -> str:
    command = [sys.executable, "-m", "onrecord_server.cli", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def main() -> None:
    """Run from the command line; exits with 1 when anything was violated."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--database", help="SQLAlchemy URL of an empty database; SQLite if left out"
    )
    parser.add_argument("--cycles", type=int, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = asked.database or f"sqlite:///{folder / 'campaign.db'}"
        print(f"seed {asked.seed}, {asked.cycles} cycles of kill -9 on {database.split(':')[0]}")
        report = run(database, folder, asked.cycles, asked.seed)
    print(report)
    raise SystemExit(bool(report.violations))


if __name__ == "__main__":
    main()
