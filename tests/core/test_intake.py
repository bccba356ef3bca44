"""The writer's queue: whoever sends alone waits for nobody, and a crowd shares a commit."""

import threading
import time
from collections.abc import Sequence

from onrecord_server.core.intake import CROWD, MAX_BATCH, MOST_PATIENCE, PATIENCE, Intake


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


def test_whoever_sends_alone_waits_for_nobody() -> None:
    intake = _filled([1])
    intake.take()
    intake.put(2)
    started = time.perf_counter()
    assert intake.take() == [2]
    assert time.perf_counter() - started < PATIENCE


def test_a_crowd_waits_for_those_on_their_way() -> None:
    intake = _filled(range(CROWD))
    intake.take()
    intake.put(1)
    threading.Timer(PATIENCE / 5, intake.put, [2]).start()
    first = intake.take()
    assert first == [1, 2] or first + intake.take() == [1, 2]


def test_a_crowd_that_never_pauses_is_not_waited_for_for_ever() -> None:
    intake = _filled(range(CROWD))
    intake.take()
    going = threading.Event()

    def keep_sending() -> None:
        while not going.wait(PATIENCE / 5):
            intake.put(0)

    thread = threading.Thread(target=keep_sending)
    thread.start()
    started = time.perf_counter()
    intake.take()
    taken = time.perf_counter() - started
    going.set()
    thread.join()
    assert taken < MOST_PATIENCE + 1
