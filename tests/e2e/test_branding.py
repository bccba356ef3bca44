"""The branding studio in the real page: the server measures a draft, and axe finds nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.e2e.test_accessible import AXE, violations
from tests.e2e.windows import open_window
from tests.support import files
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


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_older_look_is_taken_back_and_stays_on_the_list(
    browser: Browser, branded: Worker, theme: str
) -> None:
    window = open_window(
        browser, branded, bypass_csp=True, color_scheme=theme, reduced_motion="reduce"
    )
    page = window.page
    page.goto(f"{branded.base}/chat/admin#/branding")
    name = page.get_by_label("Name of the product")
    for called in (f"Huddle {theme}", f"Parley {theme}"):
        name.fill(called)
        page.get_by_role("button", name="Save for everybody").click()
        expect(page.get_by_text("Saved. Everybody sees it at once.")).to_be_visible()
    page.get_by_role("button", name="Versions").click()
    versions = page.locator("onrecord-admin-branding-versions")
    cards = versions.locator("li.card")
    expect(cards.nth(0)).to_contain_text("In force")
    expect(cards.nth(0).locator("ins")).to_have_text(f"Parley {theme}")
    for width in (1440, 760, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert not AXE.exists() or violations(page) == [], width
    count = cards.count()
    cards.nth(1).get_by_role("button", name="Bring it back").click()
    expect(cards).to_have_count(count + 1)
    expect(cards.nth(0)).to_contain_text("Brings version")
    expect(page.locator(".previews h2").first).to_have_text(f"Huddle {theme}")
    window.context.close()
    assert window.wrong == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_logo_is_uploaded_for_each_theme_and_shown_to_everybody(
    browser: Browser, branded: Worker, theme: str
) -> None:
    window = open_window(
        browser, branded, bypass_csp=False, color_scheme=theme, reduced_motion="reduce"
    )
    page = window.page
    page.goto(f"{branded.base}/chat/admin#/branding")
    page.get_by_role("button", name="Logo", exact=True).click()
    light, dark = page.locator("#logo-light"), page.locator("#logo-dark")
    light.set_input_files(_file("evil.svg", files.SVG))
    expect(page.locator("#said-light")).to_contain_text("A logo is a PNG, JPEG or WebP picture")
    for field, colour in ((light, (122, 32, 72)), (dark, (229, 143, 176))):
        field.set_input_files(_file("logo.png", files.picture(size=(96, 24), colour=colour)))
        expect(page.locator(".ground img").first).to_be_visible()
        expect(field).to_be_enabled()
    page.get_by_label("What it shows, in words").fill("Acme")
    page.get_by_role("button", name="Save for everybody").click()
    expect(page.get_by_text("Saved. Everybody sees it at once.")).to_be_visible()
    for there in ("/chat/admin", "/chat/"):
        page.goto(branded.base + there)
        shown = page.get_by_role("img", name="Acme")
        expect(shown).to_have_count(1)
        expect(shown).to_have_class(theme)
        assert shown.evaluate("one => one.naturalWidth") == 96
    window.context.close()
    assert window.wrong == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_and_a_font_of_ones_own_are_worn_at_once_and_by_everybody(
    browser: Browser, branded: Worker, theme: str
) -> None:
    window = open_window(
        browser,
        branded,
        bypass_csp=True,
        color_scheme=theme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = window.page
    page.goto(f"{branded.base}/chat/admin#/branding")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_label("Font", exact=True).select_option("own")
    page.get_by_label("Name of the family").fill('Acme Sans, "Georgia"')
    page.get_by_label("Name of the family").press("Tab")
    page.get_by_role("button", name="Words", exact=True).click()
    page.get_by_label("Choose a conversation").fill(f"Welcome {theme}")
    page.get_by_label("Spaces", exact=True).fill("<b>Teams</b>")
    preview = page.locator(".previews onrecord-chat").first
    expect(preview.get_by_text(f"Welcome {theme}")).to_be_visible()
    page.get_by_label("Where people find help").fill("javascript:alert(1)")
    page.get_by_role("button", name="Save for everybody").click()
    expect(page.locator("#f-branding-help_url-said")).to_be_visible()
    page.get_by_label("Where people find help").fill("/help")
    _look_through(page)
    page.get_by_role("button", name="Save for everybody").click()
    expect(page.get_by_text("Saved. Everybody sees it at once.")).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{branded.base}/chat/")
    expect(page.get_by_text(f"Welcome {theme}")).to_be_visible()
    expect(page.get_by_role("button", name="<b>Teams</b>")).to_be_visible()
    expect(page.get_by_role("link", name="Help")).to_have_attribute("href", "/help")
    worn = page.locator("onrecord-chat").evaluate(
        "one => getComputedStyle(one).getPropertyValue('--onrecord-font')"
    )
    assert worn.startswith('"Acme Sans", "Georgia", -apple-system')
    window.context.close()
    assert window.wrong == []


def _look_through(page: Page) -> None:
    """Find nothing with axe in any part of the studio, at any width."""
    for part in ("Look", "Logo", "Words"):
        page.get_by_role("button", name=part, exact=True).click()
        for width in (1440, 760, 360):
            page.set_viewport_size({"width": width, "height": 900})
            assert not AXE.exists() or violations(page) == [], (part, width)


def _file(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": data}
