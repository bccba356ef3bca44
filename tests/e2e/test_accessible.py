"""axe finds nothing on the desk's pages with the chat in them, in either theme and at any width."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenWindow
from tests.support.require import skip_or_fail


pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
AXE = Path("widgets/node_modules/axe-core/axe.min.js")
RUN = """async () => (await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
})).violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(" ")).slice(0, 5).join(" | ")}`)"""


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(window: OpenWindow, theme: str, width: int) -> None:
    if not AXE.exists():
        skip_or_fail("widgets", "axe-core is not installed; `make widgets` does that")
    size = {"width": width, "height": 900}
    alice = window("Alice Moreau", color_scheme=theme, viewport=size, bypass_csp=True)
    assert violations(alice.page) == []
    alice.open_order(1041)
    expect(alice.talk.get_by_role("article").first).to_be_visible()
    assert violations(alice.page) == []
    alice.page.goto(f"{alice.base}/chat/")
    expect(alice.page.get_by_text("Order 1041").first).to_be_visible(timeout=15_000)
    assert violations(alice.page) == []
    alice.page.goto(f"{alice.base}/login")
    assert violations(alice.page) == []
