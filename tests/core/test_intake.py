"""The writer's queue: whoever sends alone waits for nobody, and a crowd shares a commit."""

import sys
import threading
import time
from collections.abc import Sequence

import pytest

from onrecord_server.core import intake as taking
from onrecord_server.core.intake import CROWD, MAX_BATCH, PATIENCE, Intake


def _filled(commands: Sequence[int]) -> Intake[int]:
    intake: Intake[int] = Intake()
    for command in commands:
        intake.put(command)
    return intake


def test_a_batch_is_all_that_waits_in_order() -> None:
    assert _filled([1, 2, 3]).take() == [1, 2, 3]


def test_a_batch_has_an_upper_bound() -> None:
    intake = _filled(range(MAX_BATCH + 1))
    assert len(intake.take()) == MAX_BATCH
    assert intake.take() == [MAX_BATCH]


def test_nothing_comes_after_the_end() -> None:
    intake = _filled([1])
    intake.end()
    assert intake.take() == [1]
    assert intake.ended


def test_whoever_sends_alone_waits_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "MOST_PATIENCE", 30)
    monkeypatch.setattr(taking, "PATIENCE", 30)  # a nap that no slow machine could be taken for
    intake = _filled([1])
    intake.take()
    intake.put(2)
    started = time.monotonic()
    assert intake.take() == [2]
    assert time.monotonic() - started < 30


def test_a_crowd_waits_for_those_on_their_way() -> None:
    intake = _filled(range(CROWD))
    intake.take()
    intake.put(1)
    threading.Timer(PATIENCE / 5, intake.put, [2]).start()
    first = intake.take()
    assert first == [1, 2] or first + intake.take() == [1, 2]


def test_a_crowd_that_never_pauses_is_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing but the time ends it: there is no bound to what waits."""
    monkeypatch.setattr(taking, "MAX_BATCH", sys.maxsize)
    intake = _filled(range(CROWD))
    intake.take()
    going = threading.Event()

    def keep_sending() -> None:
        while not going.wait(PATIENCE / 5):
            intake.put(0)

    thread = threading.Thread(target=keep_sending)
    thread.start()
    found = intake.take()
    going.set()
    thread.join()
    assert len(found) >= 1
