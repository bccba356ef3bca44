"""Between its last byte and the moment that it may be sent, a file is looked at; or it waits."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import FileRefused, UsageError
from onrecord_server.attachments import checking, images
from onrecord_server.attachments.adapters.clamd import Clamd
from onrecord_server.attachments.scanning import ScanFailed
from onrecord_server.core.files import Attachments
from tests.operations.attachments.conftest import RULES, TEXT, Desk
from tests.support import engines, files
from tests.support.buckets import Bucket, bucket
from tests.support.scanners import Scanner, scanner
from tests.support.soon import soon


@pytest.fixture
def clamd() -> Iterator[Scanner]:
    with scanner() as found:
        yield found


@pytest.fixture
def s3() -> Iterator[Bucket]:
    with bucket() as found:
        yield found


def keeping(desk: Desk, **how: Any) -> Desk:
    """Let the desk keep its files in another way from now on."""
    desk.room.engines._attachments = replace(Attachments(rules=RULES), **how)
    return desk


def finished(desk: Desk, name: str, data: bytes) -> str:
    begun = desk.begin(name, len(data))
    desk.alice.attachments.put(begun.id, 0, data)
    desk.alice.attachments.finish(begun.id)
    return begun.id


def later(desk: Desk, attachment_id: str) -> Any:
    """Look again at what is due, until something came of it."""
    database = desk.room.engines.prepared("acme")

    def look() -> Any:
        desk.quiet()
        desk.room.engines.files.tidier.round(database)
        found = desk.alice.attachments.get(attachment_id)
        return found.state != "checking" and found

    return soon(look, every=0.1, said="it waits for ever")


def held(desk: Desk, attachment_id: str, what: str) -> None:
    """Wait until it is said what a check waits for."""

    def look() -> bool:
        found = desk.alice.attachments.get(attachment_id)
        assert found.state == "checking"
        return found.waits_for == what

    soon(look, said="nothing is said")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("photo.png", files.SVG, "type_lies"),
        ("invoice.pdf", files.EXE, "type_lies"),
        ("thing", files.EXE, "type_not_allowed"),
        ("thing", files.SVG, "type_not_allowed"),
        ("photo.png", files.bomb(), "image_too_large"),
        ("photo.png", files.picture()[:60], "image_broken"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason_and_leaves_no_bytes(
    desk: Desk, name: str, data: bytes, reason: str
) -> None:
    with pytest.raises(FileRefused) as caught:
        desk.upload(name, data)
    assert caught.value.extra == {"reason": reason}
    desk.quiet()
    gone(desk)
    assert desk.kinds()[-1] == "attachment.refused"


def gone(desk: Desk) -> None:
    """No byte is left, soon."""
    store = desk.room.engines.files.kept("acme").stores.current
    soon(lambda: not list(store.keys("acme")), said="bytes are left")


def test_a_virus_is_seen_by_nobody(desk: Desk, clamd: Scanner) -> None:
    keeping(desk, scanner=clamd.url)
    with pytest.raises(FileRefused) as caught:
        desk.upload("notes.txt", b"hello " + files.EICAR)
    assert caught.value.extra == {"reason": "malware"}
    gone(desk)
    fine = desk.upload("notes.txt", TEXT)
    assert clamd.seen == [b"hello " + files.EICAR, TEXT]
    assert desk.alice.attachments.download(fine) == TEXT


@pytest.mark.parametrize("mood", ["away", "confused", "full"])
def test_without_a_verdict_a_file_waits_visibly_and_passes_later(
    desk: Desk, clamd: Scanner, mood: str
) -> None:
    keeping(desk, scanner=clamd.url)
    clamd.mood = mood
    waiting = finished(desk, "notes.txt", TEXT * 50)
    held(desk, waiting, "scanner")
    assert desk.kinds()[-1] == "attachment.held"
    clamd.mood = "fine"
    assert later(desk, waiting).state == "ready"
    assert desk.kinds().count("attachment.held") == 1


def test_a_scanner_of_ones_own_that_fails_lets_nothing_pass(desk: Desk) -> None:
    class Broken:
        name, hosts = "broken", ()

        def scan(self, pieces: Iterator[bytes], size: int) -> Any:
            raise ZeroDivisionError

    keeping(desk, scanner=Broken())
    held(desk, finished(desk, "notes.txt", TEXT), "repair")


def test_clamd_speaks_over_its_own_socket_too(tmp_path: Path) -> None:
    with scanner(tmp_path / "clamd.ctl") as found:
        asked = found.client()
        assert asked.hosts == ()
        assert asked.scan(iter([TEXT]), len(TEXT)).clean
        verdict = asked.scan(iter([files.EICAR]), len(files.EICAR))
        assert (verdict.clean, verdict.found) == (False, "Eicar-Test-Signature")


def test_a_silent_clamd_is_given_up(clamd: Scanner) -> None:
    clamd.mood = "silent"
    with pytest.raises(ScanFailed):
        clamd.client(seconds=0.2).scan(iter([TEXT]), len(TEXT))


@pytest.mark.parametrize("url", ["clamav://x", "http://x:3310", "clamd://"])
def test_what_is_no_clamd_is_refused(url: str) -> None:
    with pytest.raises(UsageError):
        Clamd(url)


# -- where the bytes lie -----------------------------------------------------------------------


def test_a_folder_has_one_file_for_each_file(desk: Desk, tmp_path: Path) -> None:
    keeping(desk, store=str(tmp_path / "files"))
    found = desk.upload("../notes.txt", TEXT * 1000)
    image = desk.upload("photo.png", desk.picture)
    desk.quiet()
    names = sorted(p.name for p in (tmp_path / "files").rglob("*") if p.is_file())
    assert names == ["file-1", "file-1", "thumbnail-1"]
    assert desk.alice.attachments.download(found) == TEXT * 1000
    assert desk.alice.attachments.thumbnail(image.id)
    assert [p.name for p in (tmp_path / "files").iterdir()] == ["acme"]


def test_a_bucket_has_one_object_for_each_file(desk: Desk, s3: Bucket) -> None:
    keeping(desk, store=s3.store())
    found = desk.upload("notes.txt", TEXT * 1000)
    desk.quiet()
    assert list(s3.objects) == [f"chat/acme/{found.id}/file-1"]
    sent = desk.alice.messages.send(desk.group, "see", attachments=[found.id])
    assert desk.bob.attachments.download(sent.attachments[0]) == TEXT * 1000


def test_a_bucket_that_goes_away_holds_the_file_and_nobody_else(desk: Desk, s3: Bucket) -> None:
    keeping(desk, store=s3.store())
    begun = desk.begin("notes.txt", len(TEXT))
    desk.alice.attachments.put(begun.id, 0, TEXT)
    s3.mood = "down"
    desk.alice.attachments.finish(begun.id)
    held(desk, begun.id, "storage")
    assert desk.alice.messages.send(desk.group, "plain text goes on").text
    s3.mood = "fine"
    assert later(desk, begun.id).state == "ready"


def test_what_came_before_a_move_is_read_where_it_lies(desk: Desk, tmp_path: Path) -> None:
    before = desk.upload("notes.txt", TEXT)
    keeping(desk, store=str(tmp_path / "files"))
    after = desk.upload("more.txt", TEXT)
    assert desk.alice.attachments.download(before) == TEXT
    assert desk.alice.attachments.download(after) == TEXT


def test_a_check_that_died_is_made_again_by_somebody_else(
    desk: Desk, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.room.engines.files, "heard", lambda _: None)
    waiting = finished(desk, "notes.txt", TEXT)
    with engines.room(database_url, attachments=Attachments(rules=RULES)) as other:
        other.engines.files.tidier.round(other.engines.prepared("acme"))
    assert desk.alice.attachments.get(waiting).state == "ready"


def test_an_image_at_which_workers_die_is_refused_in_the_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """Nothing after it runs."""

    def dies(*_: Any) -> Any:
        raise Killed

    monkeypatch.setattr(desk.room.engines.files, "heard", lambda _: None)
    waiting, database = (
        finished(desk, "photo.png", desk.picture),
        desk.room.engines.prepared("acme"),
    )
    look = desk.room.engines.files.tidier.round
    with monkeypatch.context() as patched:
        patched.setattr(images, "rewrite", dies)
        for _ in range(checking.MOST_DEATHS):
            with pytest.raises(Killed):
                look(database)
            checking.postpone(database, "acme", waiting, 0)
    assert desk.alice.attachments.get(waiting).state == "checking"
    look(database)
    found = desk.alice.attachments.get(waiting)
    assert (found.state, found.reason) == ("refused", "image_broken")


def test_an_image_that_waited_long_for_a_scanner_passes_all_the_same(
    desk: Desk, clamd: Scanner
) -> None:
    keeping(desk, scanner=clamd.url)
    clamd.mood = "away"
    waiting, database = (
        finished(desk, "photo.png", desk.picture),
        desk.room.engines.prepared("acme"),
    )
    held(desk, waiting, "scanner")
    for _ in range(checking.MOST_DEATHS + 1):
        desk.quiet()
        checking.postpone(database, "acme", waiting, 0)
        desk.room.engines.files.tidier.round(database)
    clamd.mood = "fine"
    checking.postpone(database, "acme", waiting, 0)
    assert later(desk, waiting).state == "ready"
