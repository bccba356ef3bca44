"""Glances in a process of its own are those of the thread, whatever becomes of the process."""

import hashlib
import random
import sys
from collections.abc import Iterator, Sequence

import pytest

from onrecord_server.core.database import Database
from onrecord_server.record import checking, glancing
from onrecord_server.record.glance import holds
from onrecord_server.record.glancing import Found, Glance, Glances, Row
from onrecord_server.record.merkle import Frontier
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
    with Glances(TENANT, Frontier(), beside=beside) as glances:
        assert (glances.process is not None) is beside
        found = list(glances.over(pages))
    assert [list(rows) for rows, _ in found] == [list(rows) for rows in pages], (
        "each page, in order"
    )
    return [one for rows, some in found for one in _each(rows, some)]


def _each(rows: Sequence[Row], found: Found) -> Sequence[Glance]:
    """Return what was found of each row, also where one answer stands for the page."""
    if isinstance(found, Frontier):
        return [(hashlib.sha256(b"\0" + str(row[8]).encode()).digest(), True) for row in rows]
    return found


def test_of_a_page_that_holds_one_learns_the_tree_up_to_there(story: Story) -> None:
    with story.database.read() as connection:
        rows = [list(row) for row in connection.execute(joined(TENANT))]
    pages = [rows[at : at + 7] for at in range(0, len(rows), 7)]
    tree = Frontier()
    with Glances(TENANT, tree, beside=True) as glances:
        for some, found in glances.over(pages):
            tree.extend(leaf for leaf, _ in _each(some, found))
            if isinstance(found, Frontier):
                assert found.to_bytes() == tree.to_bytes()
            else:
                assert not all(good for _, good in found), "a row of it is looked at"


@pytest.mark.parametrize("what", ["a gap", "another leaf", "a text that is no entry"])
def test_a_page_with_something_wrong_is_answered_row_by_row(story: Story, what: str) -> None:
    with story.database.read() as connection:
        rows = [list(row) for row in connection.execute(joined(TENANT))]
    first = next(at for at in range(len(rows)) if all(holds(TENANT, row) for row in rows[at:][:7]))
    tree = Frontier()
    tree.extend(row[9] for row in rows[:first])
    page = rows[first:][:7]
    assert _alone(page, tree) is not None
    if what == "a gap":
        del page[3]
    elif what == "another leaf":
        page[3][9] = b"\0" * 32
    else:
        page[3][8] = "{}"
    assert _alone(page, tree) is None


def _alone(page: Sequence[Row], tree: Frontier) -> Frontier | None:
    with Glances(TENANT, tree, beside=True) as glances:
        ((_, found),) = glances.over([page])
    return found if isinstance(found, Frontier) else None


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

    with Glances(TENANT, Frontier(), beside=True) as glances:
        found = [one for rows, some in glances.over(killing(glances)) for one in _each(rows, some)]
        assert glances.process is None, "the thread itself went on"
    assert found == _glanced(pages, beside=False)


#: A process that answers its first page with less than it said, and ends.
_CUT_OFF = """
import sys
read, write = sys.stdin.buffer, sys.stdout.buffer
for _ in range(3):
    read.read(int.from_bytes(read.read(8), "big"))
write.write((400).to_bytes(8, "big") + {cut!r})
write.flush()
"""


@pytest.mark.parametrize("cut", [b"", b"\1", b"\1abc", b"\0" + b"x" * 32, b"\0" + b"x" * 40])
def test_an_answer_that_is_cut_off_is_none(
    pages: list[Sequence[Row]], monkeypatch: pytest.MonkeyPatch, cut: bytes
) -> None:
    monkeypatch.setattr(glancing, "_PROGRAM", _CUT_OFF.replace("{cut!r}", repr(cut)))
    assert _glanced(pages, beside=True) == _glanced(pages, beside=False)


def test_who_leaves_half_way_leaves_no_process(pages: list[Sequence[Row]]) -> None:
    with Glances(TENANT, Frontier(), beside=True) as glances:
        next(glances.over(pages))
        process = glances.process
    assert process is not None
    assert process.poll() is not None


@pytest.mark.parametrize("program", ["", "/usr/bin/uwsgi", "/nowhere/python3"])
def test_where_no_process_can_be_started_the_thread_glances(
    pages: list[Sequence[Row]], monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    with Glances(TENANT, Frontier(), beside=True) as glances:
        assert glances.process is None
        assert all(_each(rows, found) for rows, found in glances.over(pages))


@pytest.mark.req("SEC-3")
@pytest.mark.parametrize("what", ["a leaf", "a byte of a text"])
def test_a_check_finds_the_same_with_one(
    undone: Story, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(checking, "WORTH", 1)
    tamper, code = TAMPERINGS[what]
    tamper(undone)
    assert code in check(undone).codes
