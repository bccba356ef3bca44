"""The kept file of an import goes with what it brought, as soon as nothing that it holds must be kept."""

import importlib
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from onrecord.client import Actor as Client
from onrecord.errors import Forbidden, SourceErased
from onrecord.wire.policy_document import Retention
from onrecord_server.bundling import export
from onrecord_server.core.actor import host_actor
from onrecord_server.core.ports import Ports
from onrecord_server.imports.rows import import_places, imports
from onrecord_server.imports.rules import conversation_of
from onrecord_server.moving import take_out
from onrecord_server.record.bundle import verify_bundle
from onrecord_server.record.heads import Evidence
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.signer import CheckpointSigner
from onrecord_server.retention import following
from onrecord_server.retention.disposer import Disposer
from tests.operations.data_requests.conftest import Office
from tests.operations.data_requests.imported import (
    ALICE,
    BOB,
    CANARY,
    MONTH,
    NAME,
    Desk,
    data_of,
    spellings,
)
from tests.operations.judging.conftest import IBAN
from tests.support import engines
from tests.support.engines import Worker
from tests.support.verified import verified


ORIGIN = "https://chat.example"


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office, Client(Worker(office.house.room.engines, host_actor("acme"))))


@pytest.mark.req("GDP-4")
def test_the_file_follows_what_a_request_erased_and_no_word_of_it_is_left(
    desk: Desk, tmp_path: Path
) -> None:
    brought = desk.bring(ALICE, BOB)
    assert desk.stands(CANARY)
    assert desk.stands(NAME)
    assert desk.why(brought) == ("stays", [])
    assert desk.look() == 0, "nothing of it was erased"
    desk.erase()
    assert desk.stands(CANARY), "the file still holds it"
    assert desk.why(brought) == ("goes", [])
    desk.look()
    assert desk.stands(CANARY) == []
    assert desk.stands(NAME) == []
    (erasure,) = desk.erasures()
    facts = json.loads(erasure.entry)["facts"]
    assert len(facts["contents"]) == 3, "its name, its piece, and what was said of it"
    assert desk.gone(brought) == erasure.position
    assert (erasure.audience, erasure.actor) == ("-", "service:retention")
    assert desk.host.imports.get(brought.id).name == ""
    report = verified(desk.office.house.room)
    said = [one for one in report.remarks if f"event #{erasure.position})" in one]
    assert len(said) == 3
    _demand_bundle(desk, tmp_path)
    _demand_dump(desk, tmp_path)
    assert desk.look() == 0, "nothing goes twice"


def _demand_bundle(desk: Desk, folder: Path) -> None:
    """What an outsider is given verifies, and holds no word of it either."""
    keys = folder / "keys"
    keys.mkdir()
    database = desk.office.house.room.engines.directory.database("acme")
    CheckpointSigner(KeyRing.load(keys), ORIGIN, Ports()).sign(database, "acme")
    export(database, "acme", folder / "bundle")
    ring = KeyRing.load(keys).verifiers(f"{ORIGIN}/acme")
    assert list(map(str, verify_bundle(folder / "bundle", Evidence(ring, [])).findings)) == []
    files = [path.read_bytes() for path in (folder / "bundle").rglob("*") if path.is_file()]
    assert not any(_says(data) for data in files)


def _says(data: bytes) -> bool:
    return any(one.encode() in data for word in (CANARY, NAME) for one in spellings(word))


def _demand_dump(desk: Desk, folder: Path) -> None:
    """A tenant that is taken out of its database takes no word of it along."""
    take_out(desk.office.house.room.engines.prepared("acme"), "acme", folder / "acme.zip")
    with zipfile.ZipFile(folder / "acme.zip") as archive:
        assert not any(_says(archive.read(name)) for name in archive.namelist())


@pytest.mark.req("GDP-3")
def test_the_file_follows_what_a_run_of_retention_erased(desk: Desk) -> None:
    brought = desk.bring(ALICE, BOB)
    desk.office.house.clock.forward(days=40)
    desk.adopt(MONTH)
    desk.look()
    assert desk.gone(brought) == desk.erasures()[0].position
    assert desk.stands(CANARY) == []


@pytest.mark.req("GDP-1")
@pytest.mark.req("LH-1")
@pytest.mark.parametrize(
    ("scope", "keeps"),
    [
        ({"persons": ["bob"]}, True),
        ({"persons": ["bob"], "words": ["HARBOUR"]}, True),
        ({"persons": ["bob"], "words": ["nothing of it"]}, False),
        ({"persons": ["theo"]}, False),
        ({"persons": ["bob"], "until": datetime(2019, 12, 31, tzinfo=UTC)}, True),
        ({"persons": ["bob"], "until": datetime(2018, 12, 31, tzinfo=UTC)}, False),
        ({"persons": ["bob"], "since": datetime(2019, 1, 1, tzinfo=UTC)}, True),
        ({"persons": ["bob"], "since": datetime(2999, 1, 1, tzinfo=UTC)}, False),
    ],
)
def test_a_hold_on_one_other_message_keeps_the_file_until_it_is_released(
    desk: Desk, scope: dict[str, Any], *, keeps: bool
) -> None:
    brought = desk.bring(ALICE, BOB)
    hold = desk.office.hold(**scope)
    desk.erase()
    desk.look()
    assert (desk.gone(brought) is None) is keeps
    if not keeps:
        return
    assert desk.why(brought, "cora") == ("kept", ["hold"])
    assert desk.told(brought, "cora").kept[0].hold_id == hold.id
    assert desk.why(brought) == ("kept", ["duty"]), "the host sees no holds"
    with pytest.raises(Forbidden):
        desk.told(brought, "alice")
    desk.later()
    assert desk.gone(brought) is None
    desk.release(hold)
    desk.later()
    assert desk.gone(brought) is not None
    assert desk.stands(CANARY) == []


@pytest.mark.req("LH-1")
def test_a_hold_that_comes_after_the_erasure_keeps_the_words_that_the_file_still_holds(
    desk: Desk,
) -> None:
    brought = desk.bring(ALICE, BOB)
    desk.erase()
    desk.office.hold(persons=["alice"])
    desk.look()
    assert desk.gone(brought) is None


@pytest.mark.req("LH-1")
def test_what_a_silent_hold_keeps_reads_as_what_goes(desk: Desk) -> None:
    brought = desk.bring(ALICE, BOB)
    desk.office.hold(persons=["bob"], silent=True)
    desk.erase()
    desk.look()
    assert desk.gone(brought) is None
    assert desk.why(brought) == ("goes", [])
    assert desk.why(brought, "cora") == ("kept", ["hold"])


@pytest.mark.req("GDP-3")
def test_a_minimum_of_another_place_keeps_the_file_until_it_is_over(desk: Desk) -> None:
    brought = desk.bring(ALICE, ("bob", "else", "a record"))
    kept = conversation_of(brought.id, "else")
    desk.adopt(Retention(id="books", minimum="P1Y", basis="FINRA 4511", conversations=[kept]))
    desk.erase()
    desk.look()
    assert desk.gone(brought) is None
    told = desk.told(brought)
    (why,) = told.kept
    assert (why.because, why.rule, why.basis) == ("minimum", "books", "FINRA 4511")
    assert told.goes_at == why.until
    desk.later(400)
    assert desk.gone(brought) is not None


@pytest.mark.req("GDP-3")
def test_what_waits_for_a_decision_keeps_the_file_until_it_is_decided(desk: Desk) -> None:
    desk.office.house.introduce("ivan", ["investigator"])
    desk.adopt(looks=True)
    brought = desk.bring(ALICE, ("bob", "chat", f"pay {IBAN}"))
    assert brought.held == 1
    desk.erase()
    desk.look()
    assert desk.why(brought) == ("kept", ["case"])
    ivan = desk.office.house.me("ivan").cases
    case = ivan.list(state="queued").data[0]
    version = ivan.open(case.id).case.version
    ivan.decide(case.id, version=version, disposition="coach", action="reject")
    desk.later()
    assert desk.gone(brought) is not None


@pytest.mark.req("GDP-4")
def test_what_was_never_delivered_takes_the_file_along(desk: Desk) -> None:
    desk.office.house.introduce("ivan", ["investigator"])
    desk.adopt(looks=True)
    brought = desk.bring(("Al", "chat", f"{CANARY} {IBAN}"))
    ivan = desk.office.house.me("ivan").cases
    case = ivan.list(state="queued").data[0]
    version = ivan.open(case.id).case.version
    ivan.decide(case.id, version=version, disposition="coach", action="reject")
    desk.erase()
    desk.look()
    assert desk.gone(brought) is not None
    assert desk.stands(CANARY) == []


def test_it_goes_on_where_it_was_killed_and_a_hold_in_between_keeps_the_rest(
    desk: Desk, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "AT_ONCE", 1)
    brought = desk.bring(ALICE, BOB)
    desk.erase()
    room = desk.office.house.room
    assert Disposer(room.engines, every=0.0).round(room.engines.prepared("acme")) == 1
    assert desk.pieces(brought) == 2
    first = desk.gone(brought)
    assert first is not None, "from its first step on nothing is read of it"
    hold = desk.office.hold(persons=["bob"])
    desk.look()
    assert desk.pieces(brought) == 2
    assert desk.why(brought, "cora") == ("kept", ["hold"])
    desk.release(hold)
    desk.office.house.clock.forward(days=1)
    with engines.room(database_url, ports=Ports(clock=desk.office.house.clock)) as other:
        then, database = Disposer(other.engines, every=0.0), other.engines.prepared("acme")
        while then.round(database):
            pass
    assert desk.pieces(brought) == 0
    assert desk.gone(brought) == first
    listed = [
        name for one in desk.erasures() for name in json.loads(one.entry)["facts"]["contents"]
    ]
    assert len(listed) == len(set(listed)) == 3
    assert desk.why(brought) == ("erased", [])


def test_who_asks_for_what_is_gone_is_told_by_which_event(desk: Desk) -> None:
    made = desk.keep(("nobody", "chat", "one"), ALICE, BOB)
    desk.host.imports.start(made.id, people={"Al": "alice"})
    desk.host.imports.advance(made.id, limit=2)
    desk.erase()
    desk.look()
    assert desk.why(made) == ("kept", ["running"]), "it reads its file still"
    desk.host.imports.cancel(made.id)
    desk.later()
    gone = desk.gone(made)
    assert gone is not None
    report = desk.host.imports.report(made.id)
    assert (report.data, report.file_erased_by) == ([], gone)
    for read in (
        lambda: desk.host.imports.start(made.id),
        lambda: desk.host.imports.preview(made.id),
    ):
        with pytest.raises(SourceErased) as refused:
            read()
        assert refused.value.extra["erased_by"] == gone
    assert desk.host.imports.list().data[0].file_erased_by == gone
    assert desk.host.imports.cancel(made.id).state == "cancelled"


def test_what_was_not_brought_of_a_file_may_be_what_any_hold_names(desk: Desk) -> None:
    made = desk.keep(ALICE, BOB)
    desk.host.imports.start(made.id, people={"Al": "alice"})
    desk.host.imports.advance(made.id, limit=1)
    desk.host.imports.cancel(made.id)
    desk.office.hold(persons=["theo"])
    desk.erase()
    desk.look()
    assert desk.why(made, "cora") == ("kept", ["hold"])


def test_what_was_not_understood_of_a_file_may_be_what_any_hold_names(desk: Desk) -> None:
    brought = desk.bring(ALICE, BOB, besides=b"theo: what no reader understands")
    assert (brought.state, brought.unparsed) == ("done", 1)
    hold = desk.office.hold(persons=["theo"])
    desk.erase()
    desk.look()
    assert desk.why(brought, "cora") == ("kept", ["hold"])
    desk.release(hold)
    desk.later()
    assert desk.gone(brought) is not None


def test_a_file_that_was_sent_again_goes_with_the_first(desk: Desk) -> None:
    brought, again = desk.bring(ALICE, BOB), desk.keep(ALICE, BOB)
    desk.later()
    desk.later()
    assert desk.erasures() == []
    desk.erase()
    desk.look()
    assert None not in (desk.gone(brought), desk.gone(again))
    assert desk.stands(CANARY) == []


@pytest.mark.req("GDP-3")
@pytest.mark.parametrize("state", ["receiving", "kept", "cancelled"])
def test_a_file_that_brought_nothing_goes_by_its_own_time(desk: Desk, state: str) -> None:
    if state == "receiving":
        made = desk.host.imports.create("jsonl", f"{NAME}.jsonl")
        desk.host.imports.put(made.id, 1, data_of(ALICE))
    else:
        made = desk.keep(ALICE)
    if state == "cancelled":
        desk.host.imports.cancel(made.id)
    desk.later(40)
    assert desk.why(made) == ("stays", []), "no rule lets it go"
    hold = desk.office.hold(persons=["theo"])
    desk.adopt(MONTH)
    desk.later()
    assert desk.why(made, "cora") == ("kept", ["hold"]), "nobody knows whose words it holds"
    desk.release(hold)
    desk.later()
    (erasure,) = desk.erasures()
    facts = json.loads(erasure.entry)["facts"]
    assert (facts["rule"], facts["policy_version"]) == ("month", 1)
    assert desk.stands(CANARY) == []
    assert desk.stands(NAME) == []
    with pytest.raises(SourceErased):
        desk.host.imports.start(made.id)
    with pytest.raises(SourceErased):
        desk.host.imports.put(made.id, 1, b"x")
    desk.host.imports.cancel(made.id)
    desk.later()
    assert len(desk.erasures()) == 1


@pytest.mark.parametrize("rule", ["minimum", "asks", "elsewhere"])
def test_a_file_that_brought_nothing_stays_where_no_rule_lets_it_go(desk: Desk, rule: str) -> None:
    brought = desk.bring(BOB)
    made = desk.keep(ALICE)
    elsewhere = [conversation_of(brought.id, "chat")]
    rules = {
        "minimum": Retention(id="books", minimum="P9Y", basis="FINRA 4511"),
        "asks": Retention(id="asked", maximum="P1M", basis="Habit"),
        "elsewhere": MONTH.model_copy(update={"conversations": elsewhere}),
    }
    desk.adopt(rules[rule])
    desk.later(40)
    assert desk.gone(made) is None
    assert desk.why(made)[0] == ("kept" if rule == "minimum" else "stays")


def test_what_was_erased_before_this_was_built_is_asked_about_once(desk: Desk) -> None:
    brought = desk.bring(ALICE, BOB, ("bob", "else", "free"))
    quiet = desk.bring(("bob", "quiet", "nothing of it goes"))
    desk.erase()
    before = _places(desk)
    assert len(before) == 3
    _as_before(desk)
    assert _places(desk) == before
    desk.look()
    assert desk.gone(brought) is not None
    assert desk.gone(quiet) is None
    assert desk.look() == 0


def _places(desk: Desk) -> list[Any]:
    with desk.office.house.room.engines.prepared("acme").read() as connection:
        return sorted(connection.execute(sa.select(import_places)).all())


def _as_before(desk: Desk) -> None:
    """Take away what the migration brings, and let it run."""
    step = importlib.import_module("onrecord_server.migrations.versions.onrecord_0053_sources")
    with desk.office.house.room.engines.prepared("acme").write() as connection:
        for statement in (
            f"DROP TABLE {import_places.name}",
            "DROP INDEX ix_onrecord_imports_due",
            "DROP INDEX ix_onrecord_held_said",
            f"ALTER TABLE {imports.name} DROP COLUMN due",
            f"ALTER TABLE {imports.name} DROP COLUMN erased_position",
        ):
            connection.exec_driver_sql(statement)
        with Operations.context(MigrationContext.configure(connection)):
            step.upgrade()
