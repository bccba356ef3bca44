"""Whether a file follows is read ahead of its turn and asked about again in it; one that fails keeps no other."""

import threading
from typing import Any

import pytest

from onrecord.errors import KeyUnavailable
from onrecord.wire.imports import Import
from onrecord_server import surveying
from onrecord_server.attachments.settling import system
from onrecord_server.config import OnRecordConfig
from onrecord_server.core.sets import chunks
from onrecord_server.retention import following, sources, weighing
from tests.operations.data_requests.imported import ALICE, BOB, MONTH, Desk
from tests.operations.data_requests.test_imported_files import desk


__all__ = ["desk"]


def _mind(desk: Desk) -> Import:
    """Let something of an import go that a hold may cover; return it, whose file waits."""
    brought = desk.bring(ALICE, BOB, ("bob", "chat", "free again"))
    desk.office.hold(persons=["bob"], words=["nothing of it"])
    desk.erase()
    return brought


def test_who_reads_a_file_for_holds_holds_up_nobody_who_writes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought = _mind(desk)
    texts, begun = weighing.texts, list[int]()
    groups = desk.office.house.me("prue").conversations

    def while_somebody_writes(*given: Any) -> Any:
        writing = threading.Thread(target=lambda: groups.create(kind="group", title="meanwhile"))
        writing.start()
        writing.join(10)
        assert not writing.is_alive(), "it was written while the file was read"
        begun.append(1)
        return texts(*given)

    monkeypatch.setattr(weighing, "texts", while_somebody_writes)
    desk.look()
    assert desk.gone(brought) is not None
    assert begun


def _noted(monkeypatch: pytest.MonkeyPatch, name: str) -> list[Any]:
    """Return a list in which each call of a question of weighing is noted from now on."""
    asks, noted = getattr(weighing, name), list[Any]()

    def ask(*given: Any) -> Any:
        noted.append(given)
        return asks(*given)

    monkeypatch.setattr(weighing, name, ask)
    return noted


@pytest.mark.parametrize("what", ["hold", "erased", "nothing"])
def test_what_came_between_reading_a_file_and_its_turn_counts(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    brought = _mind(desk)
    engines, house = desk.office.house.room.engines, system("acme")
    found = engines.ahead("retention.follow", following.Follow(), house)
    if what == "hold":
        desk.office.hold(persons=["bob"])
    elif what == "erased":
        desk.erase("bob")
    again = _noted(monkeypatch, "texts")
    engines.writer("acme").call("retention.follow", found, house)
    assert bool(again) is (what != "nothing")
    assert (desk.gone(brought) is None) is (what != "nothing")


def test_who_is_in_a_place_is_asked_once_and_nothing_is_read_once_all_holds_are_found(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought = desk.bring(ALICE, BOB, *(("bob", "chat", f"free {n}") for n in range(6)))
    hold = desk.office.hold(persons=["bob"], words=["nothing of it"])
    desk.erase()
    asked = _noted(monkeypatch, "_parties")
    read = _noted(monkeypatch, "texts")
    monkeypatch.setattr(sources, "chunks", lambda rows: chunks(rows, 2))
    desk.look()
    assert desk.gone(brought) is not None
    assert len(asked) == 1
    assert len(read) == 4
    desk.release(hold)
    brought = desk.bring(ALICE, BOB, *(("bob", "chat", f"more {n}") for n in range(6)))
    desk.office.hold(persons=["bob"])
    desk.erase()
    asked.clear()
    read.clear()
    desk.look()
    assert desk.gone(brought) is None
    assert (len(asked), len(read)) == (1, 1)


def test_a_file_that_cannot_be_asked_about_keeps_no_other_from_its_turn(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.bring(ALICE, BOB)
    desk.office.house.clock.forward(days=1)
    other = desk.bring(("Al", "else", "mine too"), BOB)
    desk.erase()
    weigh = sources.weigh

    def fails(tx: Any, row: Any, *given: Any, **more: Any) -> Any:
        if row.id == first.id:
            raise KeyError(row.id)
        return weigh(tx, row, *given, **more)

    monkeypatch.setattr(sources, "weigh", fails)
    desk.look()
    assert desk.gone(first) is None
    assert desk.gone(other) is not None
    (said,) = _ill(desk)
    assert first.id in said
    monkeypatch.setattr(sources, "weigh", weigh)
    desk.look()
    assert _ill(desk) == []
    assert desk.gone(first) is not None


def _ill(desk: Desk) -> list[str]:
    """Return what `onrecord doctor` says of imports; years after what the clock of the test says."""
    database = desk.office.house.room.engines.prepared("acme")
    found = surveying.survey(database, OnRecordConfig(), migrated=True)
    return [line for line in surveying.ill(found) if "whether the file" in line]


def test_where_files_cannot_be_asked_about_the_run_of_retention_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.bring(ALICE, BOB)
    desk.office.house.clock.forward(days=40)
    desk.adopt(MONTH)

    def fails(*_: Any) -> Any:
        raise KeyUnavailable("the key is not there")

    monkeypatch.setattr(following, "due", fails)
    desk.look()
    assert desk.office.house.room.entries()[-1].type == "retention.ended"
