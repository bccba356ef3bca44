"""A search never looks at everything: it answers what it found, and from where to go on."""

import pytest

from onrecord_server.search import windows
from onrecord_server.search.adapters import postgres_fts, sqlite_fts
from tests.operations.search.conftest import settle
from tests.support.engines import Room


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the engines look at a few rows at a time, as they do at thousands."""
    monkeypatch.setattr(sqlite_fts, "MOST_ROWS", 5)
    monkeypatch.setattr(postgres_fts, "MOST_ROWS", 5)
    monkeypatch.setattr(windows, "_MOST_LOOKED", 5)
    monkeypatch.setattr(windows, "_MOST_WINDOWS", 1)


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("query", ["everywhere", "-nothing"])
def test_a_word_that_everybody_writes_where_one_is_not_is_looked_for_bit_by_bit(
    room: Room, group: str, query: str
) -> None:
    alice, mallory = room.plain("alice"), room.plain("mallory")
    own = mallory.conversations.create(kind="group").id
    first = mallory.messages.send(own, "everywhere, once")
    for number in range(60):
        alice.messages.send(group, f"everywhere {number}")
    settle(room)
    page = mallory.search.messages(query)
    pages = 1
    if room.engines.prepared("acme").dialect == "sqlite" or query.startswith("-"):
        assert (page.data, page.exhausted) == ([], False)
        assert page.searched_to is not None
        assert page.searched_to > first.created_at
    while page.next_cursor is not None and not page.data:
        page = mallory.search.messages(query, cursor=page.next_cursor)
        pages += 1
        assert pages < 60
    assert [hit.message_id for hit in page.data] == [first.id]
    assert page.exhausted
    assert page.next_cursor is None


def test_windows_go_back_without_gaps_and_cover_what_they_name() -> None:
    for end in (1, 4_096, 100_000, 3_000_000, 500_000_000):
        pace, high = windows.Pace(), end
        while high > 0:
            low, blocks = pace.next(0, high)
            assert 0 <= low < high
            if blocks is not None:
                assert len(blocks) <= 34
                assert set(windows.blocks(low)) & set(blocks)
                assert set(windows.blocks(high - 1)) & set(blocks)
            pace.went(high - low, 0)
            high = low
        assert pace.windows <= 40


def test_a_window_that_holds_too_much_is_asked_again_narrower() -> None:
    pace = windows.Pace()
    pace.next(0, 10_000_000)
    assert pace.went(8_192, 3)
    wide = pace.width
    assert not pace.went(wide, windows.MOST)
    assert pace.width < wide
    while pace.width > 4_096:
        assert not pace.went(pace.width, windows.MOST)
    low, blocks = pace.next(0, 9_999_999)
    assert 9_999_999 - low <= windows.MOST - 1
    assert blocks is not None
