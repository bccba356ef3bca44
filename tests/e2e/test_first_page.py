"""The page of "your first message", under the policy that the widgets' guide gives."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.docs.pages import blocks, programs
from tests.e2e.windows import SECOND, open_window
from tests.examples.talking import signed_in, talk
from tests.support.project import ROOT
from tests.support.worker import Worker


pytestmark = pytest.mark.browser
HEADER = "Content-Security-Policy: "
GUARD = """

@app.middleware("http")
async def _guard(request, call_next):
    answer = await call_next(request)
    if request.url.path == "/":
        answer.headers["content-security-policy"] = {policy!r}
    return answer
"""


def policy() -> str:
    """The policy that the guide tells readers to send."""
    (found,) = [
        block.text.strip()
        for block in blocks(ROOT / "docs/guides/widgets.md", "text")
        if block.text.startswith(HEADER)
    ]
    return found.removeprefix(HEADER)


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Worker]:
    """The program of the page, which sends the policy of the guide."""
    written = programs()["first"].text + GUARD.format(policy=policy())
    (tmp_path / "main.py").write_text(written, encoding="utf-8")
    with Worker("main:app", tmp_path / "log", tmp_path) as worker:
        yield worker


def test_the_first_page_shows_a_message_and_breaks_no_policy(
    first: Worker, browser: Browser
) -> None:
    talk(signed_in(first, "alice"), signed_in(first, "bob"))
    window = open_window(browser, first)
    answer = window.page.goto(f"{first.base}/login/bob")
    assert answer is not None
    assert answer.headers["content-security-policy"] == policy()
    row = window.page.locator("onrecord-chat").get_by_text("At one.").first
    expect(row).to_be_visible(timeout=15 * SECOND)
    window.page.goto(f"{first.base}/chat/")
    expect(row).to_be_visible(timeout=15 * SECOND)
    assert window.wrong == []
    window.context.close()
