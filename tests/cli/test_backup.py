"""A copy that was taken while people wrote is a database whose record holds, and goes on as its own."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from onrecord_server import OnRecord
from onrecord_server.cli import main
from tests.record.conftest import TENANT, nobody


@pytest.mark.req("SEC-5")
def test_a_copy_of_a_file_taken_while_people_write_verifies_and_goes_on(tmp_path: Path) -> None:
    url, copy = f"sqlite:///{tmp_path / 'a.db'}", tmp_path / "copy.db"
    chat = OnRecord(url, identify=nobody, tenants=[TENANT])
    chat.migrate()
    written, go_on = threading.Event(), threading.Event()
    writer = threading.Thread(target=_write, args=(chat, written, go_on))
    writer.start()
    assert written.wait(30)
    try:
        with (
            closing(sqlite3.connect(tmp_path / "a.db")) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    finally:
        go_on.set()
        writer.join()
    chat.close()
    at = f"sqlite:///{copy}"
    assert main(["restored", "--database", at]) == 0
    with (
        closing(OnRecord(at, identify=nobody, tenants=[TENANT])) as back,
        back.acting_as(TENANT, "alice") as me,
    ):
        (room,) = me.conversations.list().data
        texts = [one.text for one in me.messages.list(room.id).data]
        assert texts[-1] == "0"
        me.messages.send(room.id, "after")
    assert main(["verify", "--database", at]) == 0


def _write(chat: OnRecord, written: threading.Event, go_on: threading.Event) -> None:
    with chat.acting_as(TENANT) as host:
        host.people.upsert("bob", name="Bob")
    with chat.acting_as(TENANT, "alice") as me:
        room = me.conversations.create(kind="group", members=["bob"]).id
        for number in range(40):
            me.messages.send(room, str(number))
            if number == 20:
                written.set()
            if go_on.is_set():
                break
