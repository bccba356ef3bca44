"""A chat of somebody's phone is brought under the record by hand, from its file to what was not understood."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from examples.order_desk.people import COLLEAGUES
from tests.e2e.people_of_the_day import PATIENCE, Person
from tests.e2e.portal import Portal
from tests.e2e.test_accessible import violations
from tests.e2e.windows import open_window
from tests.examples.overseen import overseen


pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
CHAT = "lost\n" + "".join(
    f"13/06/18, 21:{n:02} - {'Erin' if n % 2 else '+44 7700 900123'}: line {n}\n" for n in range(30)
)


@pytest.fixture
def cora(browser: Browser, tmp_path: Path) -> Iterator[Portal]:
    """The compliance officer in the portal; nothing wrong was seen."""
    with overseen(tmp_path) as desk:
        window = open_window(browser, desk, bypass_csp=True)
        name = COLLEAGUES["cora"].name
        yield Portal(Person(window.sign_in(name), name))
        window.context.close()
        assert window.wrong == []


def test_a_file_is_kept_looked_through_and_brought(cora: Portal, tmp_path: Path) -> None:
    file = tmp_path / "WhatsApp Chat with Erin.txt"
    file.write_text(CHAT, "utf-8")
    cora.come().section("Imports")
    cora.press("Bring a file")
    cora.page.get_by_label("File", exact=True).set_input_files(file)
    cora.press("Keep the file")
    cora.page.get_by_label("Time zone of its clock").fill("Mars/Base")
    cora.press("Look through it")
    cora.shows("no time zone")
    cora.page.get_by_label("Time zone of its clock").fill("Europe/London")
    cora.press("Look through it")
    cora.shows("1 place was not understood")
    cora.page.get_by_label("Erin · 15 messages").fill("erin")
    cora.page.get_by_role("option", name="Erin Lindqvist").click()
    for theme in ("light", "dark"):
        cora.me.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        for width in (1440, 360):
            cora.me.page.set_viewport_size({"width": width, "height": 900})
            assert violations(cora.me.page) == [], (width, theme)
    cora.press("Bring it under the record")
    cora.shows("line 1: no message begins before this line")
    expect(cora.page.locator(".top .badge")).to_have_text("Done", timeout=PATIENCE)
