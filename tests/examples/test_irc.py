"""The example's parser finds every message, and who answered whom, in real logs."""

from collections import Counter
from pathlib import Path

import pytest

from examples.order_desk.irc import Joined, Left, Noted, Renamed, Said, parse, read_all
from tests.examples.count_irc import count


DATA = Path("examples/order_desk/data")


def test_finds_as_many_messages_as_an_independent_count() -> None:
    found = Counter({log.channel: 0 for log in read_all(DATA)})
    for log in read_all(DATA):
        found[log.channel] += len(log.messages)
    assert found == count(DATA)
    assert found.total() == 4_997


def test_every_answer_and_what_it_answers_are_messages_of_the_same_log() -> None:
    logs = list(read_all(DATA))
    for log in logs:
        said = {each.line for each in log.messages}
        assert set(log.answers) | set(log.answers.values()) <= said
        assert all(asked < answer for answer, asked in log.answers.items())
    assert sum(len(log.answers) for log in logs) == 422


@pytest.mark.parametrize(
    ("line", "happening"),
    [
        ("[07:06] <Skye---> hi  there", Said(0, "07:06", "Skye---", "hi  there")),
        ("[11:30] <selinium>", Said(0, "11:30", "selinium", "")),
        ("[00:16] <star[2] > Jack> no", Said(0, "00:16", "star[2]", "Jack> no")),
        ("[00:28]  * jp-- waits", Said(0, "00:28", "jp--", "waits", "action")),
        ("[22:26:22] -eval- []", Said(0, "22:26:22", "eval", "[]", "notice")),
        ("=== Agamotto bows", Said(0, "", "Agamotto", "bows", "action")),
        ("=== sorush20 [~sam@82.example]  has joined #ubuntu", Joined(0, "sorush20")),
        ("=== [cc] smart [n=[cc] s@gw.example]  has left #ubuntu [bye]", Left(0, "[cc] smart")),
        ("=== tim is now known as snowman", Renamed(0, "tim", "snowman")),
        ("=== mode/#ubuntu [+o a]  by b", Noted(0, "=== mode/#ubuntu [+o a]  by b")),
    ],
)
def test_each_shape_of_line_becomes_what_happened(line: str, happening: object) -> None:
    assert parse(0, line) == happening


def test_a_line_of_no_known_shape_is_refused_by_number() -> None:
    with pytest.raises(ValueError, match="line 7"):
        parse(7, "no clock and no marker")
