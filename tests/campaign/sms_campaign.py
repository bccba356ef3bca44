"""Texts through a provider that goes wrong at random, by a worker that is killed at every step.

What is judged at the end: each text is with the provider at most once and has one of the four ends; what
nobody could know is ``unconfirmed``; no state ever went back; every attempt is on the record.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import sqlalchemy as sa

from onrecord.wire.people import UpsertPerson
from onrecord_server import OnRecord
from onrecord_server.core.actor import host_actor
from onrecord_server.core.rows import entries
from onrecord_server.sms import lattice, rules
from onrecord_server.sms.phone.app import Phone
from onrecord_server.sms.rows import sms_attempts, sms_outbox
from tests.campaign.behind import TENANT, identify
from tests.campaign.kill_campaign import verify
from tests.support.served import listening
from tests.support.worker import Worker


DESK, CLIENT = "+4915735990001", "+4915112345678"
#: Points of a worker at which it dies; of those before the network the text is never with the provider.
POINTS = (
    *("sms.begin_attempt:before", "sms.begin_attempt:after", "send:before", "send:after"),
    *("sms.settle_attempt:before", "sms.settle_attempt:after", "_apply:before", "_apply:after"),
)
#: How likely what goes wrong with a text.
CHANCES = {
    "busy": 0.08,
    "away": 0.04,
    "error": 0.04,
    "error_taken": 0.04,
    "hang": 0.02,
    "hang_taken": 0.02,
    "hang_up": 0.04,
    "rubbish": 0.04,
    "twice": 0.2,
    "reversed": 0.2,
    "early": 0.1,
    "forged": 0.05,
    "lost": 0.3,
}
ENDS = frozenset({"sent", "delivered", "failed", "unconfirmed"})


@dataclass
class Campaign:
    """A worker, its provider, and what was found."""

    worker: Worker
    phone: Phone
    database: str
    armed: Path
    client: httpx2.Client = field(default_factory=lambda: httpx2.Client(timeout=30))
    talk: str = ""
    sent: int = 0
    violations: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def send(self) -> None:
        """Write one text; whenever the worker has died, start it and ask again by the same name."""
        said = {"text": f"Pallet {self.sent}", "client_id": f"text-{self.sent}"}
        answer = self.insist("POST", f"/conversations/{self.talk}/messages", json=said)
        assert answer.status_code in (200, 201), answer.text
        self.sent += 1

    def insist(self, method: str, path: str, **more: Any) -> httpx2.Response:
        """Ask until there is an answer."""
        base = self.worker.base
        headers = {"x-person": "anna", "origin": base}
        while True:
            try:
                url = f"{base}/chat/v1{path}"
                return self.client.request(method, url, headers=headers, **more)
            except httpx2.HTTPError:
                self.revive()

    def revive(self) -> None:
        """Start a worker that was killed. Raises AssertionError where it ended in another way."""
        assert self.worker.process is not None
        code = self.worker.process.wait(30)
        assert code == -9, self.worker.log.read_text()[-3000:]
        self.counts["kill"] += 1
        self.worker.start()
        self.worker.wait()

    def rows(self, query: sa.Select[Any]) -> list[Any]:
        """Ask the database."""
        engine = sa.create_engine(self.database)
        with engine.connect() as connection:
            found = list(connection.execute(query))
        engine.dispose()
        return found


def run(database: str, folder: Path, texts: int, points: Sequence[str], seed: int = 6) -> Campaign:
    """Send so many texts, with a kill at each of the points spread over them, and judge what is left."""
    phone = Phone(key="key", secret="secret", pace=0.05, hang=3.0, seed=seed)
    phone.faults.tell((), CHANCES)
    with listening(phone) as base, _working(database, folder, phone, base) as campaign:
        every = max(1, texts // (len(points) + 1))
        left = list(points)
        for number in range(texts):
            if left and number % every == every - 1:
                _kill_at(campaign, left.pop(0))
            campaign.send()
        _until(lambda: _is_over(campaign), "texts are under way for ever", 60 + texts / 5)
        phone.stop()
        judge(campaign)
    verify(database, folder / "keys")
    return campaign


@contextmanager
def _working(database: str, folder: Path, phone: Phone, base: str) -> Iterator[Campaign]:
    environment = {
        "CAMPAIGN_DATABASE": database,
        "CAMPAIGN_KEYS": str(folder / "keys"),
        "CAMPAIGN_ARMED": str(folder / "armed"),
        "CAMPAIGN_PHONE": base,
    }
    worker = Worker("tests.campaign.sms_service:app", folder / "log", environment=environment)
    environment["CAMPAIGN_PUBLIC"] = f"{worker.base}/chat"
    campaign = Campaign(worker, phone, database, folder / "armed")
    campaign.talk = _set_up(database)
    with worker, campaign.client:
        campaign.insist("GET", "/me").raise_for_status()
        yield campaign


def _set_up(database: str) -> str:
    """Make a desk with a fast number and a client who agreed; return their conversation."""
    chat = OnRecord(database, identify=identify, tenants=[TENANT], quiet_start=True)
    for name, roles in (("anna", []), ("cora", ["compliance_officer"])):
        said = UpsertPerson(person_id=name, name=name.title(), roles=roles)
        chat.engines.call("people.upsert", said, host_actor(TENANT))
    with chat.acting_as(TENANT, "cora") as cora:
        account = cora.sms.add_account("local", "desk")
        sender = cora.sms.add_sender(account.id, DESK, "Desk", inbox=["anna"], rate=6000)
        cora.sms.enter_consent(CLIENT, "consent", "Yes, text me.", means="form")
    with chat.acting_as(TENANT, "anna") as anna:
        talk = str(anna.sms.open(sender.id, number=CLIENT).id)
    chat.close()
    return talk


def _kill_at(campaign: Campaign, point: str) -> None:
    """Arm a point, and write until the worker has died there."""
    kills = campaign.counts["kill"]
    campaign.armed.write_text(point)
    _until(lambda: _has_died(campaign, kills), f"no death at {point}", 60)
    campaign.counts[point] += 1


def _has_died(campaign: Campaign, kills: int) -> bool:
    if campaign.armed.exists():
        campaign.send()
        return False
    campaign.insist("GET", "/me")
    return campaign.counts["kill"] > kills


def _is_over(campaign: Campaign) -> bool:
    """Say whether nothing is under way, what could be found was, and every report was called back."""
    taken = {rules.text_of(one.reference) for one in campaign.phone.store.all() if one.ours}
    rows = campaign.rows(sa.select(sms_outbox.c.id, sms_outbox.c.state))
    waits = {row.id for row in rows if row.state not in ENDS}
    lost = {row.id for row in rows if row.state == "unconfirmed" and row.id in taken}
    return not waits and not lost and campaign.phone.caller.quiet()


def _until(condition: Callable[[], bool], otherwise: str, patience: float) -> None:
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.1)


# -- what holds at the end -------------------------------------------------------------------------


def judge(campaign: Campaign) -> None:
    """Note every broken promise."""
    texts = campaign.rows(sa.select(sms_outbox))
    attempts = campaign.rows(sa.select(sms_attempts))
    kept = Counter(rules.text_of(one.reference) for one in campaign.phone.store.all() if one.ours)
    campaign.counts.update(f"text {row.state}" for row in texts)
    campaign.counts.update(f"attempt {row.outcome}" for row in attempts)
    found = campaign.violations
    found += [f"{one} is {n} times with the provider" for one, n in kept.items() if n > 1]
    found += [f"{row.id} ended {row.state}" for row in texts if row.state not in ENDS]
    if len(texts) != campaign.sent:
        found.append(f"{campaign.sent} were written, {len(texts)} are in the outbox")
    for row in texts:
        if (row.state in ("sent", "delivered")) != bool(kept[row.id]):
            found.append(f"{row.id} is {row.state}, and {kept[row.id]} times with the provider")
    _judge_attempts(campaign, attempts)
    _judge_order(campaign)


def _judge_attempts(campaign: Campaign, attempts: list[Any]) -> None:
    """Every attempt is on the record, those that reached the provider among them."""
    begun = campaign.rows(
        sa.select(entries.c.position).where(entries.c.type == "sms.attempt_begun")
    )
    if len(begun) != len(attempts):
        campaign.violations.append(f"{len(attempts)} attempts, {len(begun)} on the record")
    known = {row.reference for row in attempts}
    strange = [one for one in campaign.phone.store.all() if one.ours and one.reference not in known]
    campaign.violations += [f"{one.reference} was never begun" for one in strange]


def _judge_order(campaign: Campaign) -> None:
    """No state goes back, but for a text that begins anew after a busy provider."""
    query = sa.select(entries.c.object, entries.c.entry).where(entries.c.type.like("sms.%"))
    seen: dict[str, str] = {}
    for row in campaign.rows(query.order_by(entries.c.position)):
        state = _state(row.entry)
        if state not in lattice.RANK:
            continue
        before, seen[row.object] = seen.get(row.object, "queued"), state
        anew = (before, state) == ("sending", "queued")
        if not anew and lattice.RANK[state] < lattice.RANK[before]:  # type: ignore[index]
            campaign.violations.append(f"{row.object} went from {before} to {state}")


def _state(entry: str) -> str:
    """Return the state that an entry gives its text; empty where it gives none."""
    return str(json.loads(entry).get("facts", {}).get("set", {}).get("state", ""))
