"""A file goes with one message, once; and from then on it is seen exactly as the message is."""

import time
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import AttachmentNotReady, ClientIdReused, Invalid, NotFound, UploadClosed
from onrecord.wire.messages import SendMessage
from onrecord_server.attachments.rows import attachments, parts
from onrecord_server.core.files import Attachments
from onrecord_server.record.heads import Evidence
from onrecord_server.verifying import verify_database
from tests.operations.attachments.conftest import TEXT, Desk
from tests.operations.conftest import Refuses


def row(desk: Desk, attachment_id: str) -> Any:
    query = sa.select(attachments).where(attachments.c.id == attachment_id)
    with desk.room.engines.prepared("acme").read() as connection:
        return connection.execute(query).one()


def test_a_message_says_what_it_carries_and_the_record_commits_to_it(desk: Desk) -> None:
    file = desk.upload("notes.txt", TEXT)
    sent = desk.alice.messages.send(desk.group, "see", attachments=[file.id])
    assert sent.attachments == [file]
    [seen] = desk.bob.messages.list(desk.group, limit=1).data
    assert seen.attachments == [file]
    entry = next(one for one in desk.room.entries() if one.object == sent.id)
    assert (entry.type, file.id in entry.entry) == ("message.created", True)
    assert file.name not in entry.entry
    assert file.sha256 not in entry.entry
    assert (row(desk, file.id).state, row(desk, file.id).message) == ("bound", sent.id)


def test_files_alone_are_a_message_and_nothing_at_all_is_not(desk: Desk, refuses: Refuses) -> None:
    file = desk.upload("notes.txt", TEXT)
    assert desk.alice.messages.send(desk.group, attachments=[file.id]).text == ""
    refuses(Invalid, lambda: desk.alice.messages.send(desk.group, " "))
    refuses(Invalid, lambda: desk.alice.messages.send(desk.group, "", attachments=[]))


def test_a_file_is_sent_once_and_a_retry_is_no_second_time(desk: Desk, refuses: Refuses) -> None:
    file = desk.upload("notes.txt", TEXT)
    send = partial(desk.alice.messages.send, desk.group, "see", client_id="c1")
    first = send(attachments=[file.id])
    end = desk.room.end()
    assert send(attachments=[file.id]) == first
    assert desk.room.end() == end
    refuses(ClientIdReused, send)
    again = partial(desk.alice.messages.send, desk.group, "again", attachments=[file.id])
    refused: Any = refuses(AttachmentNotReady, again)
    assert refused.extra == {"attachment_id": file.id, "state": "bound"}


def test_two_sends_at_once_do_not_share_a_file(desk: Desk) -> None:
    file = desk.upload("notes.txt", TEXT)
    asked = [
        SendMessage(conversation_id=desk.group, text=text, attachments=[file.id], client_id=text)
        for text in ("one", "two", "one")
    ]
    one, two, again = desk.room.batch(*(("alice", endpoints.SEND_MESSAGE, a) for a in asked))
    assert one.id == again.id
    assert isinstance(two, AttachmentNotReady)


def test_only_ones_own_files_of_this_conversation_that_are_ready(
    desk: Desk, refuses: Refuses
) -> None:
    file, half = desk.upload("notes.txt", TEXT), desk.begin("half.txt", 5)
    send = desk.alice.messages.send
    other = desk.alice.conversations.create(kind="group", members=["bob"], title="Other").id
    refuses(NotFound, lambda: desk.bob.messages.send(desk.group, "mine", attachments=[file.id]))
    refuses(NotFound, lambda: send(other, "here", attachments=[file.id]))
    refuses(NotFound, lambda: send(desk.group, "x", attachments=["att_" + "9" * 32]))
    refused: Any = refuses(
        AttachmentNotReady, lambda: send(desk.group, "x", attachments=[file.id, half.id])
    )
    assert refused.extra == {"attachment_id": half.id, "state": "uploading"}
    refuses(Invalid, lambda: send(desk.group, "x", attachments=[file.id, file.id]))
    assert row(desk, file.id).state == "ready"


def test_an_edit_keeps_the_files_and_every_version_shows_them(desk: Desk, refuses: Refuses) -> None:
    file = desk.upload("notes.txt", TEXT)
    sent = desk.alice.messages.send(desk.group, "see", attachments=[file.id])
    edited = desk.alice.messages.edit(sent.id, "")
    assert (edited.text, edited.attachments) == ("", [file])
    versions = desk.bob.messages.versions(sent.id).data
    assert [(v.text, v.attachments) for v in versions] == [("see", [file]), ("", [file])]
    plain = desk.alice.messages.send(desk.group, "plain")
    refuses(Invalid, lambda: desk.alice.messages.edit(plain.id, " "))
    assert desk.bob.attachments.download(file) == TEXT


def test_a_removal_hides_the_files_and_keeps_their_bytes_for_the_record(
    desk: Desk, refuses: Refuses
) -> None:
    file = desk.upload("notes.txt", TEXT)
    sent = desk.alice.messages.send(desk.group, "see", attachments=[file.id])
    gone = desk.alice.messages.remove(sent.id)
    assert gone.attachments == []
    for who in (desk.alice, desk.bob):
        refuses(NotFound, partial(who.attachments.download, file.id))
        assert who.messages.get(sent.id).attachments == []
    hidden = desk.alice.attachments.get(file.id)
    assert (hidden.state, hidden.name, hidden.attachment) == ("bound", None, None)
    desk.room.engines.files.tidier.round(desk.room.engines.prepared("acme"))
    assert desk.blobs(file.id) > 0


def test_a_file_is_seen_as_far_as_ones_history_goes(desk: Desk, refuses: Refuses) -> None:
    file = desk.upload("notes.txt", TEXT)
    desk.alice.messages.send(desk.group, "see", attachments=[file.id])
    desk.alice.conversations.remove_member(desk.group, "bob")
    refuses(NotFound, lambda: desk.bob.attachments.download(file.id))
    desk.alice.conversations.add_members(desk.group, ["bob"], history="from_now")
    refuses(NotFound, lambda: desk.bob.attachments.download(file.id))
    refuses(NotFound, lambda: desk.person("bob", "globex").attachments.download(file.id))
    assert desk.person("carol").attachments.download(file.id) == TEXT


def test_an_upload_that_nobody_sends_expires_and_what_was_sent_never_does(
    desk: Desk, refuses: Refuses
) -> None:
    kept, lost, half = (
        desk.upload("kept.txt", TEXT),
        desk.upload("lost.txt", TEXT),
        desk.begin("half.txt", 9),
    )
    desk.alice.attachments.put(half.id, 0, b"1234")
    sent = desk.alice.messages.send(desk.group, "see", attachments=[kept.id])
    _make_old(desk)
    tidier, database = desk.room.engines.files.tidier, desk.room.engines.prepared("acme")
    desk.quiet()
    assert tidier.round(database) == 2
    for gone in (lost, half):
        assert desk.alice.attachments.get(gone.id).state == "expired"
        assert desk.blobs(gone.id) == 0
    assert tidier.round(database) == 0
    refuses(
        AttachmentNotReady,
        lambda: desk.alice.messages.send(desk.group, "x", attachments=[lost.id]),
    )
    refuses(UploadClosed, lambda: desk.alice.attachments.put(half.id, 4, b"x"))
    assert desk.bob.attachments.download(sent.attachments[0]) == TEXT


def _make_old(desk: Desk) -> None:
    past = sa.update(attachments).where(attachments.c.due.is_not(None)).values(due=1, expires_at=1)
    with desk.room.engines.prepared("acme").write() as connection:
        connection.execute(past)


def test_bytes_that_no_row_names_are_found_and_others_never_touched(desk: Desk) -> None:
    kept, half = desk.upload("kept.txt", TEXT), desk.begin("half.txt", 9)
    desk.alice.attachments.put(half.id, 0, b"1234")
    desk.alice.messages.send(desk.group, "see", attachments=[kept.id])
    store, tidier = (
        desk.room.engines.files.kept("acme").stores.current,
        desk.room.engines.files.tidier,
    )
    orphan, left = f"acme/att_{'7' * 32}/file-1", f"acme/{kept.id}/file-9"
    store.put(orphan, b"x")
    store.put(left, b"x")
    found = [f"database {orphan}", f"database {left}"]
    assert sorted(tidier.sweep("acme", remove=False)) == sorted(found)
    assert sorted(tidier.sweep("acme", remove=True)) == sorted(found)
    assert tidier.sweep("acme", remove=True) == []
    assert desk.bob.attachments.download(kept.id) == TEXT
    assert desk.alice.attachments.put(half.id, 4, b"56789").received == 9


def test_a_clearing_that_died_is_done_by_who_comes_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = desk.begin("half.txt", 9)
    desk.alice.attachments.put(half.id, 0, b"1234")
    monkeypatch.setattr(desk.room.engines.files, "heard", lambda _: None)
    desk.alice.attachments.cancel(half.id)
    assert desk.blobs(half.id) == 1
    desk.other.engines.files.tidier.round(desk.other.engines.prepared("acme"))
    assert desk.blobs(half.id) == 0
    with desk.room.engines.prepared("acme").read() as connection:
        assert connection.execute(sa.select(parts)).all() == []


def test_the_table_follows_from_the_record(desk: Desk) -> None:
    file, other = desk.upload("notes.txt", TEXT), desk.upload("b.png", desk.picture)
    desk.alice.attachments.describe(other.id, "red")
    desk.alice.messages.send(desk.group, "see", attachments=[file.id, other.id])
    desk.alice.attachments.cancel(desk.begin("a.txt", 3).id)
    with pytest.raises(Exception, match="type_lies"):
        desk.upload("c.png", TEXT)
    time.sleep(0.05)
    desk.quiet()
    database = desk.room.engines.prepared("acme")
    report = verify_database(database, Evidence(), ["acme"])["acme"]
    assert [str(finding) for finding in report.findings] == []
    with database.write() as connection:
        connection.execute(sa.update(attachments).values(message="msg_" + "0" * 32))
    report = verify_database(database, Evidence(), ["acme"])["acme"]
    assert {finding.code for finding in report.findings} == {"row_differs"}


def test_where_nothing_is_set_files_lie_in_the_database() -> None:
    assert Attachments().store == "database"
