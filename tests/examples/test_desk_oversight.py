"""The order desk under its policy: seeded step by step, and nobody looks but by the rules."""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from examples.order_desk.desk import Desk, open_desk
from examples.order_desk.oversight import oversee
from examples.order_desk.people import DESK, OVERSIGHT, TENANT
from examples.order_desk.seed import seed
from onrecord.errors import Forbidden, NotFound, PolicyUnacknowledged
from onrecord.wire.grants import Grant, GrantScope
from tests.examples.overseen import Enter, entrance, overseen
from tests.support.engines import Room
from tests.support.soon import soon
from tests.support.verified import findings


SECRET = "Meet me at the dock, not a word to anybody."
REASON = "Two pallets of order 1042 are missing"


class Crash(Exception):
    """The power goes."""


class Power:
    """Mints tokens until the power goes; everybody who acts while seeding needs one."""

    def __init__(self, desk: Desk) -> None:
        self.mint, self.left = desk.chat.mint_token, 0

    def __call__(self, tenant: str, person: str) -> str:
        self.left -= 1
        if self.left < 0:
            raise Crash
        return self.mint(tenant, person)


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    made = open_desk(database_url)
    yield made
    made.close()


def test_a_seed_that_is_cut_anywhere_goes_on_and_does_each_thing_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While lists and policy come into force, and while what happens is said, reported and drawn."""
    power = Power(desk)
    monkeypatch.setattr(desk.chat, "mint_token", power)
    for steps in (0, 1, 2, 5, 7, 8, 10, 13, 19, 24, 26):
        power.left = steps
        with pytest.raises(Crash):
            seed(desk, filled=False)
    power.left = 1_000
    seed(desk, filled=False)
    before = _entries(desk)
    assert _seeded(before) == {
        "lexicon.drafted": 4,
        "lexicon.approved": 4,
        "policy.drafted": 2,
        "policy.proposed": 2,
        "policy.approved": 4,
        "policy.decided": 2,
        "policy.acknowledged": len(DESK | OVERSIGHT),
        "report.made": 1,
        "sample.committed": 2,
        "sample.listed": 1,
        "sample.drawn": 1,
    }
    oversee(desk)
    seed(desk, filled=False)
    assert _entries(desk) == before
    assert findings(Room(desk.chat.engines), TENANT) == []
    with desk.chat.acting_as(TENANT, "nina") as nina:
        assert nina.policy.get(locales=["de"]).must_acknowledge


def _seeded(entries: Counter[str]) -> dict[str, int]:
    of_oversight = ("policy.", "lexicon.", "report.", "sample.")
    return {kind: number for kind, number in entries.items() if kind.startswith(of_oversight)}


def _entries(desk: Desk) -> Counter[str]:
    with desk.reading.connect() as connection:
        return Counter(connection.execute(text("select type from onrecord_entries")).scalars())


@pytest.fixture(scope="module")
def enter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Enter]:
    """The door of a real server with the desk behind it."""
    with overseen(tmp_path_factory.mktemp("desk")) as worker, entrance(worker) as found:
        yield found


def test_the_newest_reads_but_writes_only_after_the_policy(enter: Enter) -> None:
    nina = enter("nina")
    with pytest.raises(PolicyUnacknowledged):
        nina.conversations.create(kind="direct", members=["dan"])
    read = nina.policy.get(locales=["de"])
    assert read.reading is not None
    assert (read.version, read.reading.locale) == (2, "de")
    assert read.hash is not None
    nina.policy.acknowledge(2, hash=read.hash, locale="de")
    nina.conversations.create(kind="direct", members=["dan"])


def test_a_private_conversation_opens_on_request_alone_and_both_see_each_look(
    enter: Enter,
) -> None:
    talk, other = _whispered(enter, "bob", "erin"), _whispered(enter, "alice", "frank")
    ivan, asked = enter("ivan"), _asked(enter, talk)
    for approver in ("carol", "prue"):
        with pytest.raises(Forbidden, match="opens nothing"):
            ivan.grants.messages(asked.id, talk)
        enter(approver).grants.approve(asked.id, scope_hash=asked.scope_hash)
    page = ivan.grants.messages(asked.id, talk)
    assert [message.text for message in page.data] == [SECRET]
    with pytest.raises(NotFound, match="nothing in this conversation"):
        ivan.grants.messages(asked.id, other)
    ivan.grants.close(asked.id, reason="The pallets are found")
    with pytest.raises(Forbidden, match="it is closed"):
        ivan.grants.messages(asked.id, talk)
    for who in ("bob", "erin"):
        looks = enter(who).disclosures.list()
        assert [(one.id, one.duty) for one in looks.data] == [(page.disclosure_id, "investigator")]
    assert enter("frank").disclosures.list().looks == 0


def test_a_look_that_is_put_off_appears_on_its_date(enter: Enter) -> None:
    talk = _whispered(enter, "alice", "dan")
    until = datetime.now(UTC) + timedelta(seconds=3) + 2 * _pace(enter)
    asked = _asked(enter, talk, defer_until=until)
    for approver in ("carol", "prue"):
        enter(approver).grants.approve(asked.id, scope_hash=asked.scope_hash)
    look = enter("ivan").grants.messages(asked.id, talk)
    before = enter("alice").disclosures.list()
    seen = soon(lambda: enter("alice").disclosures.list().data)
    assert datetime.now(UTC) >= until
    assert (before.data, [one.looks for one in before.deferred]) == ([], [1])
    assert [one.id for one in seen] == [look.disclosure_id]


def _pace(enter: Enter) -> timedelta:
    """How long this machine takes to let everybody in whom it takes: longer than what they do then."""
    begun = time.monotonic()
    for person in ("alice", "carol", "prue", "ivan"):
        enter(person).disclosures.list()
    return timedelta(seconds=time.monotonic() - begun)


def _whispered(enter: Enter, one: str, other: str) -> str:
    made = enter(one).conversations.create(kind="direct", members=[other])
    enter(one).messages.send(made.id, SECRET)
    return made.id


def _asked(enter: Enter, talk: str, defer_until: datetime | None = None) -> Grant:
    scope = GrantScope(conversations=[talk])
    return enter("ivan").grants.request(
        "investigation", scope, reason=REASON, lasts="P7D", defer_until=defer_until
    )
