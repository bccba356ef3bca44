"""Noise hides one message: whatever is told could as well be told of one message less."""

import math
from collections import Counter as Counted

import pytest

from onrecord_server.moderation.counting import Count, mark
from onrecord_server.moderation.noise import SPREAD, Noise, Noises


ROUNDS = 4_000


def told(count: int) -> Counted[int]:
    noise = Noise(b"a seed that is the same in every run")
    return Counted(noise.on(count) for _ in range(ROUNDS))


def test_one_message_more_changes_no_answer_so_that_one_could_tell() -> None:
    before, after = told(184), told(185)
    for answer in before.keys() & after.keys():
        if min(before[answer], after[answer]) > 100:
            ratio = before[answer] / after[answer]
            assert math.exp(-1 / SPREAD) * 0.7 < ratio < math.exp(1 / SPREAD) * 1.4


def test_counts_stay_near_the_truth() -> None:
    found = told(1_000)
    mean = sum(answer * times for answer, times in found.items()) / ROUNDS
    assert mean == pytest.approx(1_000, abs=1)
    assert sum(times for answer, times in found.items() if abs(answer - 1_000) > 40) < 10


def test_no_threshold_is_sharp() -> None:
    """Whether anything is told does not turn on one message of one person."""
    two, three = Count(), Count()
    for person in ("a", "b"):
        for at in range(5):
            two.add(person, mark(person, "shred it", at))
            three.add(person, mark(person, "shred it", at))
    three.add("c", mark("c", "shred it", 5))
    days = [Noises(b"k" * 32, day) for day in range(ROUNDS)]
    shown = [sum(bool(one.told(noises)) for noises in days) for one in (two, three)]
    assert 0.7 < shown[0] / shown[1] < 1.4
    assert shown[0] / ROUNDS > 0.05


def test_what_finds_the_same_messages_has_the_same_noise_in_whatever_order() -> None:
    marks = [mark(f"p{at % 4}", "shred it", at) for at in range(40)]
    one, again, other = Count(), Count(), Count()
    for at in range(40):
        one.add(f"p{at % 4}", marks[at])
        again.add(f"p{-at % 4}", marks[-at])
        other.add(f"p{at % 4}", mark(f"p{at % 4}", "shred that", at))
    days = [Noises(b"k" * 32, day) for day in range(200)]
    assert [one.told(day) for day in days] == [again.told(day) for day in days]
    assert [one.told(day) for day in days] != [other.told(day) for day in days]


def test_the_noise_of_a_rule_is_its_own_and_stays() -> None:
    key = b"k" * 32
    ours, others = Noises(key, "hash", 1, 2), Noises(b"o" * 32, "hash", 1, 2)
    some = [f"rule {number}" for number in range(200)]
    drawn = [ours.of(one).on(1_000) for one in some]
    assert [Noises(key, "hash", 1, 2).of(one).on(1_000) for one in some] == drawn
    assert len(set(drawn)) > 10
    for another in (others, Noises(key, "hash", 1, 3), Noises(key, "other", 1, 2)):
        assert [another.of(one).on(1_000) for one in some] != drawn
