import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import RateLimited, UsageError
from onrecord_server.doorway.limits import OFF, Limiter, Rate, RateLimits


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def limiter(clock: Clock, **limits: tuple[Rate, ...]) -> Limiter:
    return Limiter(RateLimits(**{**dict.fromkeys(RateLimits.__slots__, ()), **limits}), clock)


def passed(door: Limiter, count: int, person: str = "alice", tenant: str = "acme") -> int:
    served = 0
    for _ in range(count):
        try:
            door.check(tenant, person, writes=True)
        except RateLimited:
            continue
        served += 1
    return served


def test_a_burst_passes_and_the_next_one_waits_as_long_as_it_is_told() -> None:
    clock = Clock()
    door = limiter(clock, person_writes=(Rate(5, 20),))
    assert passed(door, 100) == 20
    with pytest.raises(RateLimited) as refused:
        door.check("acme", "alice", writes=True)
    assert refused.value.retry_after == 1
    clock.now += 1
    assert passed(door, 100) == 5


def test_people_tenants_and_kinds_are_counted_apart() -> None:
    door = limiter(Clock(), person_writes=(Rate(1, 3),))
    assert passed(door, 9) == 3
    assert passed(door, 9, person="bob") == 3
    assert passed(door, 9, tenant="globex") == 3
    assert door.check("acme", "alice", writes=False) is None


def test_a_tenant_as_a_whole_is_limited_and_its_neighbour_is_not() -> None:
    door = limiter(Clock(), tenant_writes=(Rate(1, 4),))
    assert sum(passed(door, 3, person=f"p{i}") for i in range(5)) == 4
    assert passed(door, 3, tenant="globex") == 3


def test_a_refused_request_is_not_counted() -> None:
    clock = Clock()
    door = limiter(clock, person_writes=(Rate(1, 1),))
    assert passed(door, 50) == 1
    clock.now += 1
    assert passed(door, 1) == 1


def test_the_tightest_of_several_rates_holds() -> None:
    clock = Clock()
    door = limiter(clock, person_writes=(Rate(5, 20), Rate(1, 30)))
    assert passed(door, 99) == 20
    clock.now += 4
    assert passed(door, 99) == 14


@given(st.lists(st.floats(0, 3), max_size=60), st.integers(1, 9), st.integers(1, 9))
def test_no_pattern_of_asking_gets_more_than_the_rate(
    gaps: list[float], per_second: int, burst: int
) -> None:
    clock = Clock()
    door = limiter(clock, person_writes=(Rate(per_second, burst),))
    served = 0
    for gap in gaps:
        clock.now += gap
        served += passed(door, 3)
    assert served <= burst + sum(gaps) * per_second + 1e-6


def test_headers_say_where_one_stands() -> None:
    door = limiter(Clock(), person_writes=(Rate(5, 20),))
    standing = door.check("acme", "alice", writes=True)
    assert standing is not None
    assert standing.headers() == {
        "ratelimit-policy": '"default";q=20;w=4',
        "ratelimit": '"default";r=19;t=1',
    }


def test_switched_off_nothing_is_counted() -> None:
    door = Limiter(OFF)
    assert passed(door, 5000) == 5000


def test_threads_do_not_get_more_together() -> None:
    door, served = limiter(Clock(), person_writes=(Rate(1, 50),)), []
    threads = [threading.Thread(target=lambda: served.append(passed(door, 40))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(served) == 50


def test_a_rate_is_read_from_words() -> None:
    assert Rate.parse("0.5/s burst 3") == Rate(0.5, 3)
    for wrong in ("", "5", "5/m burst 1", "0/s burst 1", "1/s burst 0", "-1/s burst 1"):
        with pytest.raises(UsageError):
            Rate.parse(wrong)
