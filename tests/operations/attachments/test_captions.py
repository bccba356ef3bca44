"""Captions of audio files: made before anybody can send them, and no file waits on them for ever."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

from onrecord.errors import UsageError
from onrecord_server.attachments.captioning import Captions, read
from onrecord_server.core.files import Attachments
from tests.operations.attachments.conftest import RULES, Desk


SOUND = b"RIFF" + (36).to_bytes(4, "little") + b"WAVEfmt " + bytes(28)


def _captioned(desk: Desk, ask: Callable[..., Any], **more: Any) -> Any:
    captions = Captions(ask, **more)
    desk.room.engines.files._settings = lambda _: Attachments(rules=RULES, captions=captions)
    return desk.upload("note.wav", SOUND)


def test_what_is_said_goes_with_the_message(desk: Desk) -> None:
    heard: list[Any] = []

    async def ask(tenant: str, media_type: str, data: bytes) -> str:
        heard.append((tenant, media_type, data))
        await asyncio.sleep(0)
        return "Gate four is closed."

    file = _captioned(desk, ask)
    assert heard == [("acme", file.media_type, SOUND)]
    sent = desk.alice.messages.send(desk.group, "Listen", attachments=[file.id])
    (seen,) = desk.bob.messages.list(desk.group).data[-1].attachments
    assert (sent.attachments[0].alt, seen.alt) == ("Gate four is closed.",) * 2
    desk.upload("notes.txt", b"Not asked about.\n")
    assert len(heard) == 1


def test_the_owners_words_go_before(desk: Desk) -> None:
    file = _captioned(desk, lambda *_: "Gate for is clothed.")
    desk.alice.attachments.describe(file.id, alt="Gate four is closed.")
    sent = desk.alice.messages.send(desk.group, "Listen", attachments=[file.id])
    assert sent.attachments[0].alt == "Gate four is closed."


def _fails(*_: Any) -> str:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    "ask",
    [_fails, lambda *_: None, lambda *_: 7, lambda *_: " \n"],
    ids=["fails", "none", "number", "blank"],
)
def test_one_that_fails_or_answers_rubbish_loses_nothing(desk: Desk, ask: Any) -> None:
    assert _captioned(desk, ask).alt is None


def test_one_that_hangs_is_given_up(desk: Desk) -> None:
    over = threading.Event()
    try:
        assert _captioned(desk, lambda *_: over.wait(30) and None, deadline=0.05).alt is None
    finally:
        over.set()


def test_what_is_kept_is_plain_and_of_a_length() -> None:
    assert len(read("word " * 999) or "") <= 1000
    assert read("a\x00b") is None
    with pytest.raises(UsageError):
        Captions(lambda *_: None, deadline=0)
