"""Whatever is erased or closed while an export is written: what is handed over verifies, or nothing is."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
import sqlalchemy as sa

from onrecord.errors import Conflict, StorageFull
from onrecord.proofs import parse_vkey
from onrecord_server.core import stream
from onrecord_server.core.actor import Actor
from onrecord_server.core.leases import TRIES
from onrecord_server.core.operation import begin
from onrecord_server.core.rows import entries
from onrecord_server.core.unit import Unit
from onrecord_server.exports import handing
from onrecord_server.exports.rows import export_parts
from onrecord_server.exports.verify_bundle import verify
from onrecord_server.record.bundle import verify_bundle
from onrecord_server.record.heads import Evidence
from onrecord_server.retention.erasing import Order, erase
from tests.operations.exports.conftest import Desk
from tests.operations.exports.test_exports import fetched, rows
from tests.operations.exports.test_taking import taken
from tests.support.verified import findings


Act = Callable[[], Any]
WRITING: Final = "onrecord_server.exports.working.hand_over"
TAKING: Final = "onrecord_server.bundling.hand_over"


@dataclass
class Shredder:
    """Erases the messages of the talk one by one, each for a request that two people let go."""

    desk: Desk
    tmp_path: Path
    left: list[tuple[str, str]] = field(default_factory=list)
    #: Where the record says of each message that it was erased.
    gone: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        asked = {name: self._request(name) for name in ("alice", "bob")}
        page = self.desk.me("alice").messages.list(self.desk.case.talk).data
        self.left = [(one.id, asked[one.author]) for one in page]

    def _request(self, name: str) -> str:
        made = self.desk.me(name).data_requests.make("erasure")
        weighed = self.desk.me("prue").data_requests.weigh(made.id)
        cora = self.desk.me("cora").data_requests
        return str(cora.approve(made.id, weighing_hash=weighed.weighing_hash).id)

    def erase(self) -> None:
        """Erase the next message."""
        message, request = self.left.pop()
        engines = self.desk.engines
        with self.desk.database.write() as connection:
            unit = Unit(connection, engines.ports, engines.hooks, dict(self.desk.database.options))
            erase(begin(unit, Actor("acme", "prue"), engines.limits), message, Order(request))
            stream.seal(unit)
        self.gone[message] = _last(self.desk, message)

    def proven(self, archive_id: str) -> None:
        """Fetch an export that is done: it verifies, and names what erased each message that is gone."""
        (self.tmp_path / "export.zip").write_bytes(fetched(self.desk, archive_id))
        self.proven_file(self.tmp_path / "export.zip")

    def proven_file(self, path: Path) -> None:
        """Verify an archive as whoever gets it does."""
        assert _found(path) == []
        assert _erased(path, self.desk.case.talk) == self.gone
        assert findings(self.desk.case.house.room) == []


def _last(desk: Desk, message: str) -> int:
    query = sa.select(sa.func.max(entries.c.position)).where(
        entries.c.tenant == "acme", entries.c.object == message
    )
    with desk.database.read() as connection:
        return int(connection.execute(query).scalar_one())


def _found(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return verify(path, archive.read("vkeys").decode(), []).found


def _erased(path: Path, talk: str) -> dict[str, int]:
    """Return by which entry each message is gone, as JSON Lines tell it."""
    with zipfile.ZipFile(path) as archive:
        lines = list(map(json.loads, archive.read(f"conversations/{talk}.jsonl").splitlines()))
    said = [one for one in lines if one["kind"] == "said"]
    return {one["id"]: one["words"]["erased"] for one in said if one["words"]["erased"]}


def _at(moment: int, act: Act, heard: list[int]) -> Callable[..., str]:
    """Return what writes an archive, and does something once so many pieces of it are written."""

    def write(asked: Any, target: Any, hear: Callable[[int], None] = lambda _: None) -> str:
        def told(length: int) -> None:
            heard.append(length)
            if len(heard) == moment:
                act()
            hear(length)

        return handing.hand_over(asked, target, told)

    return write


@pytest.fixture
def shredder(desk: Desk, tmp_path: Path) -> Shredder:
    return Shredder(desk, tmp_path)


def _written(desk: Desk, archive_id: str) -> int:
    """Write an export as the worker does, a newer head before each time; return how often it was begun."""
    for begun in range(1, TRIES + 1):
        desk.sign()
        desk.write()
        if desk.me("ivan").exports.get(archive_id).state != "running":
            return begun
    raise AssertionError("it goes on and on")


def test_what_is_erased_at_any_moment_of_writing_is_told_with_what_erased_it(
    desk: Desk, shredder: Shredder, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    monkeypatch.setattr(WRITING, _at(0, shredder.erase, heard))
    _written(desk, desk.ask("jsonl", "csv").id)
    pieces, begun = len(heard), []
    for moment in (1, pieces // 3, pieces * 2 // 3, pieces - 1):
        before = dict(shredder.gone)
        monkeypatch.setattr(WRITING, _at(moment, shredder.erase, []))
        asked = desk.ask("jsonl", "csv")
        begun.append(_written(desk, asked.id))
        assert len(shredder.gone) == len(before) + 1
        if begun[-1] == 1:  # it was over already
            shredder.gone, after = before, shredder.gone
            shredder.proven(asked.id)
            shredder.gone = after
        else:
            shredder.proven(asked.id)
    assert begun[:3] == [2, 2, 2], "the last moment alone is after all was read"


def test_what_is_erased_between_the_head_and_the_first_read_waits_for_a_newer_head(
    desk: Desk, shredder: Shredder
) -> None:
    asked = desk.ask()
    desk.sign()
    shredder.erase()
    desk.write()
    now = desk.me("ivan").exports.get(asked.id)
    assert (now.state, now.written, now.reason) == ("running", 0, None)
    assert rows(desk, export_parts) == [], "what holds erased words is there no more"
    assert desk.write() is None, "no signed head covers yet what was erased"
    desk.sign()
    desk.write()
    assert desk.me("ivan").exports.get(asked.id).state == "done"
    shredder.proven(asked.id)
    assert len(desk.me("alice").disclosures.list().data) == 1, "it is one look"


def test_what_is_erased_after_it_was_resumed_is_told_with_what_erased_it(
    desk: Desk, shredder: Shredder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> str:
        raise StorageFull

    asked = desk.ask()
    desk.sign()
    with monkeypatch.context() as patched:
        patched.setattr(WRITING, full)
        desk.write()
    assert desk.me("ivan").exports.resume(asked.id).state == "running"
    desk.sign()
    shredder.erase()
    desk.write()
    assert desk.me("ivan").exports.get(asked.id).state == "running"
    assert _written(desk, asked.id) == 1
    shredder.proven(asked.id)


def test_where_something_is_erased_each_time_it_stops_and_nothing_is_handed_over(
    desk: Desk, shredder: Shredder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = desk.ask()
    with monkeypatch.context() as patched:
        for _ in range(TRIES):
            patched.setattr(WRITING, _at(1, shredder.erase, []))
            desk.sign()
            desk.write()
    ivan = desk.me("ivan").exports
    stopped = ivan.get(asked.id)
    assert (stopped.state, stopped.reason) == ("stopped", "changed_meanwhile")
    assert rows(desk, export_parts) == []
    with pytest.raises(Conflict):
        fetched(desk, asked.id)
    assert ivan.resume(asked.id).state == "running"
    assert _written(desk, asked.id) == 1
    shredder.proven(asked.id)


def test_what_is_erased_elsewhere_holds_up_nothing(
    desk: Desk, shredder: Shredder, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = desk.me("alice").conversations.create(kind="group", members=["carol"]).id
    message = desk.me("alice").messages.send(there, "of nobody's concern").id
    shredder.left.append((message, shredder.left[0][1]))
    monkeypatch.setattr(WRITING, _at(1, shredder.erase, []))
    asked = desk.ask()
    assert _written(desk, asked.id) == 1
    del shredder.gone[message]
    shredder.proven(asked.id)


def test_what_is_not_opened_any_more_half_way_is_in_no_part_of_it(
    desk: Desk, shredder: Shredder, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    monkeypatch.setattr(WRITING, _at(0, shredder.erase, heard))
    _written(desk, desk.ask().id)
    closed = _at(len(heard) * 2 // 3, lambda: desk.case.report_to("alice", "ivan"), [])
    monkeypatch.setattr(WRITING, closed)
    asked = desk.ask()
    assert _written(desk, asked.id) == 2
    shredder.proven(asked.id)
    with zipfile.ZipFile(BytesIO(fetched(desk, asked.id))) as archive:
        everything = b"".join(map(archive.read, archive.namelist()))
    assert b"bob 1" in everything
    assert b"alice 1" not in everything


# -- by the command line ---------------------------------------------------------------------------


@pytest.fixture
def clocked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command has the clock of the house."""
    monkeypatch.setattr("onrecord_server.bundling.Ports", lambda: desk.engines.ports)


PROCESS: Final = ("--format", "jsonl", "--legal-process", "AG Bonn 12 C 3/26")


@pytest.mark.usefixtures("clocked")
def test_an_operator_with_keys_gets_what_verifies(
    desk: Desk, shredder: Shredder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TAKING, _at(3, shredder.erase, []))
    assert taken(desk, tmp_path / "all.zip", *PROCESS) == 0
    shredder.proven_file(tmp_path / "all.zip")


@pytest.mark.usefixtures("clocked")
def test_an_operator_gets_nothing_where_it_changes_each_time(
    desk: Desk,
    shredder: Shredder,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def erases(*given: Any) -> str:
        shredder.erase()
        return handing.hand_over(*given)

    monkeypatch.setattr(TAKING, erases)
    assert taken(desk, tmp_path / "all.zip", *PROCESS) == 2
    assert "export it later" in capsys.readouterr().err
    assert not (tmp_path / "all.zip").exists()


@pytest.mark.usefixtures("clocked")
def test_an_operator_without_keys_is_told_to_wait_for_a_head(
    desk: Desk, shredder: Shredder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shredder.erase()
    assert taken(desk, tmp_path / "all.zip", *PROCESS, signs=False) == 2
    assert "no signed head covers that yet" in capsys.readouterr().err
    assert not (tmp_path / "all.zip").exists()
    desk.sign()
    assert taken(desk, tmp_path / "all.zip", *PROCESS, signs=False) == 0
    shredder.proven_file(tmp_path / "all.zip")


@pytest.mark.usefixtures("clocked")
def test_a_bundle_waits_for_a_head_that_covers_what_was_erased(
    desk: Desk, shredder: Shredder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    legal = ("--legal-process", "AG Bonn 12 C 3/26")
    desk.sign()
    shredder.erase()
    assert taken(desk, tmp_path / "late", *legal, signs=False) == 2
    assert "no signed head covers that yet" in capsys.readouterr().err
    assert not (tmp_path / "late").exists()
    assert taken(desk, tmp_path / "other", *legal, "--position", "0", signs=False) == 0
    assert taken(desk, tmp_path / "hashes", "--without-words", signs=False) == 0
    assert taken(desk, tmp_path / "signed", *legal) == 0
    keys = (tmp_path / "signed" / "vkeys").read_text("utf-8")
    trusted = Evidence([parse_vkey(one) for one in keys.split()])
    assert verify_bundle(tmp_path / "signed", trusted).findings == []
