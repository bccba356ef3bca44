"""A real Chromium, and the order desk as a real process on a port of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.windows import Window, open_window
from tests.support.browser import ARGUMENTS, find_chromium
from tests.support.migrated import copied_file
from tests.support.require import skip_or_fail
from tests.support.worker import Worker


OpenWindow = Callable[..., Window]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, headless.

    No longer than a module: while it is there, playwright's event loop counts as running in this
    thread, and blocking calls of other tests are rightly refused.
    """
    path = find_chromium()
    if path is None:
        skip_or_fail("browser", "there is no Chromium; set ONRECORD_CHROMIUM to its path")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def desk(orders_file: Path, tmp_path: Path) -> Iterator[Worker]:
    """The order desk with its orders, without the channels: it starts in a second or two."""
    copied_file(orders_file, tmp_path / "order_desk.db")
    command = ("examples.order_desk", "--data", str(tmp_path), "--empty", "--no-policy")
    with Worker("", tmp_path / "desk.log", command=command) as worker:
        yield worker


@pytest.fixture
def window(browser: Browser, desk: Worker) -> Iterator[OpenWindow]:
    """Opens windows; at the end none may have seen a script error, a violation or a stranger."""
    opened: list[Window] = []

    def open_one(name: str, **options: object) -> Window:
        opened.append(open_window(browser, desk, **options))
        return opened[-1].sign_in(name)

    yield open_one
    for each in opened:
        each.context.close()
    assert [wrong for each in opened for wrong in each.wrong] == []
