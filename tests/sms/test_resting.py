"""An account that nothing can be sent by is left alone for longer each time, until somebody mended it."""

from onrecord_server.sms.resting import FIRST, LONGEST, Rests


def test_each_rest_is_longer_and_none_longer_than_the_longest() -> None:
    now = [0.0]
    rests = Rests(lambda: now[0])
    waits = []
    for _ in range(20):
        waits.append(rests.begin("a"))
        assert rests.now() == {"a"}
        now[0] += waits[-1]
        assert rests.now() == set()
    assert waits[:3] == [FIRST, FIRST * 2, FIRST * 4]
    assert waits[-1] == LONGEST


def test_who_fails_while_it_rests_makes_it_no_longer() -> None:
    now = [0.0]
    rests = Rests(lambda: now[0])
    rests.begin("a")
    now[0] += FIRST / 2
    assert rests.begin("a") == FIRST / 2


def test_what_works_again_is_forgotten() -> None:
    rests = Rests(lambda: 0.0)
    rests.begin("a")
    rests.begin("b")
    rests.over("a")
    assert rests.now() == {"b"}
    rests.clear()
    assert rests.now() == set()
