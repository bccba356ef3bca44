"""The branding studio in the real page: the server measures a draft, and axe finds nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.test_accessible import AXE, violations
from tests.e2e.windows import open_window
from tests.support.project import ROOT
from tests.support.require import skip_or_fail
from tests.support.worker import Worker


pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def branded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """A chat without a policy, whose visitor may change its look."""
    folder: Path = tmp_path_factory.mktemp("branded")
    database = {"BRANDED_DATABASE": f"sqlite:///{folder}/onrecord.db"}
    app = "tests.e2e.branded_app:app"
    with Worker(app, folder / "log", cwd=ROOT, environment=database) as worker:
        yield worker


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_draft_is_measured_and_axe_finds_nothing(
    browser: Browser, branded: Worker, theme: str
) -> None:
    if not AXE.exists():
        skip_or_fail("widgets", "axe-core is not installed; `make widgets` does that")
    window = open_window(
        browser, branded, bypass_csp=True, color_scheme=theme, reduced_motion="reduce"
    )
    page = window.page
    page.goto(f"{branded.base}/chat/admin#/branding")
    accent = page.locator("#f-branding-light-accent")
    accent.fill("#ffe14d")
    accent.press("Tab")
    expect(page.get_by_role("button", name="Take #")).to_be_visible()
    for width in (1440, 760, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], width
    page.get_by_role("button", name="Take #").click()
    expect(page.get_by_role("button", name="Take #")).to_have_count(0)
    window.context.close()
    assert window.wrong == []
