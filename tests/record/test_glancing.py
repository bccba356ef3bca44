"""Glances in a process of its own are those of the thread, whatever becomes of the process."""

import random
import sys
from collections.abc import Iterator, Sequence

import pytest

from onrecord_server.core.database import Database
from onrecord_server.record import checking
from onrecord_server.record.glancing import Glance, Glances, Row
from onrecord_server.record.verify import joined
from tests.record.conftest import TENANT, Story
from tests.record.tamperings import TAMPERINGS
from tests.record.test_checking import check


@pytest.fixture
def pages(story: Story) -> list[Sequence[Row]]:
    """The rows of a record in pages of seven, some of them spoilt."""
    database: Database = story.database
    with database.read() as connection:
        rows = [list(row) for row in connection.execute(joined(TENANT))]
    for row in random.Random(7).sample(rows, 5):
        row[8] = f"{row[8]}\udcff"
    return [rows[at : at + 7] for at in range(0, len(rows), 7)]


def _glanced(pages: Sequence[Sequence[Row]], *, beside: bool) -> list[Glance]:
    with Glances(TENANT, beside=beside) as glances:
        assert (glances.process is not None) is beside
        found = list(glances.over(pages))
    assert [list(rows) for rows, _ in found] == [list(rows) for rows in pages], (
        "each page, in order"
    )
    return [one for _, some in found for one in some]


def test_a_process_of_its_own_says_the_same(pages: list[Sequence[Row]]) -> None:
    here = _glanced(pages, beside=False)
    assert _glanced(pages, beside=True) == here
    assert sum(not good for _, good in here) >= 5, "what is spoilt is seen"


def test_pages_and_answers_that_no_pipe_takes_are_no_deadlock(pages: list[Sequence[Row]]) -> None:
    large = [[row for _ in range(400) for row in some] for some in pages[:4]]
    assert _glanced(large, beside=True) == _glanced(large, beside=False)


def test_a_process_that_is_killed_loses_no_page(pages: list[Sequence[Row]]) -> None:
    def killing(glances: Glances) -> Iterator[Sequence[Row]]:
        for number, rows in enumerate(pages):
            if number == 2 and glances.process is not None:
                glances.process.kill()
                glances.process.wait()
            yield rows

    with Glances(TENANT, beside=True) as glances:
        found = [one for _, some in glances.over(killing(glances)) for one in some]
        assert glances.process is None, "the thread itself went on"
    assert found == _glanced(pages, beside=False)


def test_who_leaves_half_way_leaves_no_process(pages: list[Sequence[Row]]) -> None:
    with Glances(TENANT, beside=True) as glances:
        next(glances.over(pages))
        process = glances.process
    assert process is not None
    assert process.poll() is not None


@pytest.mark.parametrize("program", ["", "/usr/bin/uwsgi", "/nowhere/python3"])
def test_where_no_process_can_be_started_the_thread_glances(
    pages: list[Sequence[Row]], monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    with Glances(TENANT, beside=True) as glances:
        assert glances.process is None
        assert [one for _, some in glances.over(pages) for one in some]


@pytest.mark.req("SEC-3")
@pytest.mark.parametrize("what", ["a leaf", "a byte of a text"])
def test_a_check_finds_the_same_with_one(
    undone: Story, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(checking, "WORTH", 1)
    tamper, code = TAMPERINGS[what]
    tamper(undone)
    assert code in check(undone).codes
