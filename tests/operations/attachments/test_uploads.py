"""An upload comes in pieces, is checked, and belongs to its owner until it is sent."""

import hashlib
from functools import partial
from typing import Any

import pytest

from onrecord.errors import (
    FileTooLarge,
    FileTypeRefused,
    Invalid,
    NotFound,
    UploadClosed,
    WrongOffset,
)
from tests.operations.attachments.conftest import TEXT, Desk
from tests.operations.conftest import Refuses


def test_a_file_is_there_with_its_digest_once_it_was_checked(desk: Desk) -> None:
    found = desk.alice.attachments.upload(TEXT, name="notes.txt", conversation_id=desk.group)
    assert (found.name, found.media_type, found.size) == ("notes.txt", "text/plain", len(TEXT))
    assert found.sha256 == hashlib.sha256(TEXT).hexdigest()
    assert desk.alice.attachments.download(found) == TEXT
    assert desk.kinds() == ["attachment.begun", "attachment.finished", "attachment.ready"]


def test_an_upload_goes_on_where_it_stopped(desk: Desk) -> None:
    begun = desk.begin("notes.txt", len(TEXT))
    assert desk.alice.attachments.put(begun.id, 0, TEXT[:5]).received == 5
    assert desk.elsewhere.attachments.get(begun.id).received == 5
    assert desk.elsewhere.attachments.put(begun.id, 5, TEXT[5:]).received == len(TEXT)
    desk.alice.attachments.finish(begun.id)
    assert desk.alice.attachments.ready(begun.id).sha256 == hashlib.sha256(TEXT).hexdigest()


def test_a_piece_at_another_place_is_told_the_right_one(desk: Desk, refuses: Refuses) -> None:
    begun = desk.begin("notes.txt", len(TEXT))
    desk.alice.attachments.put(begun.id, 0, TEXT[:5])
    for offset in (0, 4, 6, len(TEXT)):
        again = partial(desk.alice.attachments.put, begun.id, offset, b"x")
        refused: Any = refuses(WrongOffset, again)
        assert refused.extra == {"received": 5}


def test_no_more_comes_than_was_stated(desk: Desk, refuses: Refuses) -> None:
    begun = desk.begin("notes.txt", 4)
    refuses(FileTooLarge, lambda: desk.alice.attachments.put(begun.id, 0, b"12345"))


def test_an_upload_is_finished_when_all_of_it_is_here(desk: Desk, refuses: Refuses) -> None:
    begun = desk.begin("notes.txt", len(TEXT))
    desk.alice.attachments.put(begun.id, 0, TEXT[:-1])
    refuses(UploadClosed, lambda: desk.alice.attachments.finish(begun.id))


def test_a_finished_upload_takes_no_more_bytes_and_may_be_finished_again(
    desk: Desk, refuses: Refuses
) -> None:
    found = desk.upload("notes.txt", TEXT)
    refuses(UploadClosed, lambda: desk.alice.attachments.put(found.id, len(TEXT), b"x"))
    end = desk.room.end()
    assert desk.alice.attachments.finish(found.id).state == "ready"
    assert desk.room.end() == end


def test_other_bytes_than_announced_are_refused(desk: Desk) -> None:
    digest = hashlib.sha256(b"something else").hexdigest()
    begun = desk.begin("notes.txt", len(TEXT), sha256=digest)
    desk.alice.attachments.put(begun.id, 0, TEXT)
    desk.alice.attachments.finish(begun.id)
    assert desk.settled(begun.id).reason == "digest_differs"
    assert desk.blobs(begun.id) == 0


def test_one_digest_is_not_changed_for_another(desk: Desk, refuses: Refuses) -> None:
    begun = desk.begin("notes.txt", len(TEXT), sha256="a" * 64)
    desk.alice.attachments.put(begun.id, 0, TEXT)
    refuses(Invalid, lambda: desk.alice.attachments.finish(begun.id, sha256="b" * 64))


def test_nobody_else_knows_of_an_upload(desk: Desk, refuses: Refuses) -> None:
    found = desk.upload("notes.txt", TEXT)
    for other in (desk.bob, desk.person("mallory"), desk.person("bob", "globex")):
        files = other.attachments
        refuses(NotFound, partial(files.get, found.id))
        refuses(NotFound, partial(files.put, found.id, 0, b"x"))
        refuses(NotFound, partial(files.finish, found.id))
        refuses(NotFound, partial(files.cancel, found.id))
        refuses(NotFound, partial(files.describe, found.id, "mine"))
        refuses(NotFound, partial(files.download, found.id))


def test_who_left_the_conversation_left_their_uploads(desk: Desk, refuses: Refuses) -> None:
    found = desk.upload("notes.txt", TEXT, by=desk.bob)
    desk.alice.conversations.remove_member(desk.group, "bob")
    refuses(NotFound, lambda: desk.bob.attachments.get(found.id))
    refuses(NotFound, lambda: desk.bob.attachments.download(found.id))


def test_a_file_begins_where_one_may_write(desk: Desk, refuses: Refuses) -> None:
    mallory = desk.person("mallory")
    refuses(
        NotFound,
        lambda: mallory.attachments.upload(TEXT, name="a.txt", conversation_id=desk.group),
    )


@pytest.mark.parametrize("name", ["setup.exe", "page.html", "logo.svg", "run.sh", "data.xml"])
def test_what_a_computer_would_run_is_refused_by_its_name_already(
    desk: Desk, refuses: Refuses, name: str
) -> None:
    refuses(FileTypeRefused, lambda: desk.begin(name, 10))


def test_what_is_too_large_is_refused_before_it_comes(desk: Desk, refuses: Refuses) -> None:
    refused: Any = refuses(FileTooLarge, lambda: desk.begin("film.mp4", 2_000_000))
    assert refused.extra == {"most": 1_000_000}
    image: Any = refuses(FileTooLarge, lambda: desk.begin("photo.png", 600_000))
    assert image.extra == {"most": 500_000}


def test_a_cancelled_upload_leaves_no_bytes(desk: Desk, refuses: Refuses) -> None:
    begun = desk.begin("notes.txt", len(TEXT))
    desk.alice.attachments.put(begun.id, 0, TEXT[:5])
    assert desk.alice.attachments.cancel(begun.id).state == "cancelled"
    desk.quiet()
    assert desk.blobs(begun.id) == 0
    refuses(UploadClosed, lambda: desk.alice.attachments.put(begun.id, 5, b"x"))
    assert desk.kinds()[-1] == "attachment.ended"


def test_what_is_said_of_a_picture_goes_with_it(desk: Desk) -> None:
    found = desk.upload("photo.png", desk.picture)
    desk.alice.attachments.describe(found.id, "Our new truck")
    sent = desk.alice.messages.send(desk.group, attachments=[found.id])
    assert sent.attachments[0].alt == "Our new truck"
    assert (sent.attachments[0].width, sent.attachments[0].height) == (64, 48)
    assert sent.attachments[0].thumbnail


def test_an_image_is_another_one_than_was_sent(desk: Desk) -> None:
    found = desk.upload("photo.png", desk.picture)
    kept = desk.alice.attachments.download(found) or b""
    assert hashlib.sha256(kept).hexdigest() == found.sha256
    assert found.size == len(kept)
    assert desk.alice.attachments.thumbnail(found.id)[8:12] == b"WEBP"
