"""A backup that is put back begins a new epoch: nobody goes on as if nothing had happened."""

import shutil
from pathlib import Path

import pytest

from onrecord_server.cli import main
from onrecord_server.core.database import Database
from onrecord_server.core.ports import Ports
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.reading import HeadsDiffer
from onrecord_server.record.signer import CheckpointSigner
from tests.support.live import Live, live


def _say(worker: Live, *texts: str) -> str:
    with worker.chat.acting_as("acme", "alice") as me:
        room = me.conversations.create(kind="group", members=["bob"], subject="order:1")
        for text in texts:
            me.messages.send(room.id, text)
        return room.id


def test_a_client_of_the_lost_history_is_told_to_start_over(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with live(database_url) as worker:
        _say(worker, "One.", "Two.")
        ready = worker.socket("bob").until("ready")
    assert main(["restored", "--database", database_url]) == 0
    assert "acme: epoch " in capsys.readouterr().out
    with live(database_url) as worker:
        _say(worker, "Three.", "Four.")
        again = worker.socket("bob", after=ready["position"], epoch=ready["epoch"])
        fresh = again.until("resync")
        assert fresh["epoch"] != ready["epoch"]
        kept = worker.socket("bob", after=fresh["position"] - 2, epoch=fresh["epoch"])
        texts = [event["event"]["message"]["text"] for event in kept.events(2)]
        assert texts == ["Three.", "Four."]
    assert main(["verify", "--database", database_url]) == 0


def test_the_signer_goes_on_under_a_name_of_its_own(tmp_path: Path) -> None:
    file, copy, keys = tmp_path / "a.db", tmp_path / "copy.db", tmp_path / "keys"
    keys.mkdir(0o700)
    url = f"sqlite:///{file}"
    signer = CheckpointSigner(KeyRing.load(keys), "example.com", Ports())
    with live(url) as worker:
        _say(worker, "One.")
    shutil.copy(file, copy)
    with live(url) as worker:
        _say(worker, "Two.")
    first = _sign(signer, url)
    shutil.copy(copy, file)
    with pytest.raises(HeadsDiffer, match="new epoch"):
        _sign(signer, url)
    assert main(["restored", "--database", url, "--tenant", "acme"]) == 0
    second = _sign(signer, url)
    assert second.startswith(first + "/")


def _sign(signer: CheckpointSigner, url: str) -> str:
    database = Database(url)
    try:
        signed = signer.sign(database, "acme")
    finally:
        database.dispose()
    assert signed is not None
    return signed.origin


def test_a_tenant_that_is_not_there_is_refused(
    sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["migrate", "--database", sqlite_url])
    assert main(["restored", "--database", sqlite_url, "--tenant", "nobody"]) == 2
    assert main(["restored"]) == 2
    assert "no record of nobody" in capsys.readouterr().err
