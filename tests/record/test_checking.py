"""What the self-check finds while people write, and what becomes of its result."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord_server.record.checking import Checked, Pace, check_tenant
from onrecord_server.record.memory import HeadMemory, SignedHead
from tests.record.conftest import ORIGIN, TENANT, Story
from tests.record.tamperings import TAMPERINGS


#: What shows in tables that follow from the record alone: the whole verification makes those again.
TABLES = ("row_differs", "row_missing")
#: What the self-check names otherwise than the whole verification.
NAMED = {"a row doubled": "gap", "the head deleted": "truncated"}
QUICK = Pace(rows=3, rest=0)


def check(story: Story, **more: Any) -> Checked:
    database: Any = story.database if story.tampering is None else _inside(story)
    return check_tenant(database, TENANT, story.vkeys(), pace=QUICK, **more)


def _inside(story: Story) -> Any:
    """The database as the transaction sees it that tampers with it."""

    @contextmanager
    def read() -> Iterator[sa.Connection]:
        assert story.tampering is not None
        yield story.tampering

    return SimpleNamespace(read=read, options={}, dialect=story.database.dialect, busy=False)


@pytest.mark.req("SEC-3")
@pytest.mark.parametrize(
    "what", [one for one, (_, code) in TAMPERINGS.items() if code not in TABLES]
)
def test_tampering_is_found(undone: Story, what: str) -> None:
    tamper, code = TAMPERINGS[what]
    tamper(undone)
    found = check(undone)
    assert NAMED.get(what, code) in found.codes, list(found.report.lines())
    assert sum(found.codes.values()) == found.report.total


def test_a_history_that_went_back_is_found_by_what_the_signer_remembers(undone: Story) -> None:
    signed = SignedHead(1_000, b"0" * 32)
    assert check(undone, signed=signed).codes == {"truncated": 1}
    assert check(undone, signed=SignedHead(5, b"0" * 32)).codes == {"root_differs": 1}


@pytest.mark.req("SEC-3")
def test_an_honest_record_holds_in_pages_of_three(story: Story) -> None:
    found = check(story, signed=HeadMemory(story.keys).last(ORIGIN))
    assert list(found.report.lines())[-1].startswith("OK"), list(found.report.lines())
    assert found.entries == story.value("SELECT position FROM onrecord_heads WHERE tenant = 'acme'")
    assert found.versions == story.value("SELECT count(*) FROM onrecord_contents")
    assert found.checkpoint == story.value("SELECT max(size) FROM onrecord_checkpoints")


@pytest.mark.req("SEC-3")
def test_what_is_written_meanwhile_is_followed(story: Story) -> None:
    said = iter(range(8))

    def write(_: int) -> None:
        if (number := next(said, None)) is not None:
            story.say(f"meanwhile {number}")
            if number == 3:
                story.sign()

    found = check(story, heard=write)
    assert found.report.ok, list(found.report.lines())
    assert found.entries == story.value("SELECT position FROM onrecord_heads WHERE tenant = 'acme'")


def test_a_page_waits_for_who_writes_and_not_for_ever(story: Story) -> None:
    heard: list[int] = []
    with story.database.write():
        assert story.database.busy
        began = time.monotonic()
        pace = Pace(rows=3, rest=0.0, yields=0.01)
        assert check_tenant(story.database, TENANT, pace=pace, heard=heard.append).report.ok
        assert time.monotonic() - began >= 0.01 * len(heard), "each page waited"
    assert not story.database.busy
    with pytest.raises(ZeroDivisionError), story.database.write():
        raise ZeroDivisionError
    assert not story.database.busy, "nobody is waited for who is gone"
