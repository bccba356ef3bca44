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
from tests.support.worker import Worker


pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
CHAT = "lost\n" + "".join(
    f"13/06/18, 21:{n:02} - {'Erin' if n % 2 else '+44 7700 900123'}: line {n}\n" for n in range(30)
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Worker]:
    """The order desk under a policy."""
    with overseen(tmp_path) as found:
        yield found


def _in_front_of(browser: Browser, desk: Worker, name: str) -> Iterator[Person]:
    window = open_window(browser, desk, bypass_csp=True)
    yield Person(window.sign_in(name), name)
    window.context.close()
    assert window.wrong == []


@pytest.fixture
def cora(browser: Browser, desk: Worker) -> Iterator[Portal]:
    """The compliance officer in the portal; nothing wrong was seen."""
    for person in _in_front_of(browser, desk, COLLEAGUES["cora"].name):
        yield Portal(person)


@pytest.fixture
def erin(browser: Browser, desk: Worker) -> Iterator[Person]:
    """Somebody at the order desk."""
    yield from _in_front_of(browser, desk, COLLEAGUES["erin"].name)


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
    cora.shows("Line 1: no message begins before this line")
    expect(cora.page.locator(".top .badge")).to_have_text("Done", timeout=PATIENCE)


def test_somebody_is_asked_for_a_chat_agrees_and_sends_what_they_chose(
    cora: Portal, erin: Person, tmp_path: Path
) -> None:
    file = tmp_path / "WhatsApp Chat with Karim.txt"
    file.write_text(CHAT, "utf-8")
    cora.come().section("Imports")
    cora.press("Ask somebody")
    cora.page.get_by_label("Who is asked").fill("erin")
    cora.page.get_by_role("option", name=erin.name).click()
    cora.page.get_by_label("Why").fill("You said that the price was agreed by phone.")
    cora.press("Ask somebody")
    cora.shows("Not answered yet")
    erin.page.goto(f"{erin.window.base}/chat/privacy")
    asked = erin.page.locator("onrecord-bringing")
    expect(asked).to_contain_text("agreed by phone", timeout=PATIENCE)
    asked.get_by_role("button", name="I agree").press("Enter")
    asked.get_by_label("The chat, as WhatsApp exports it").set_input_files(file)
    expect(asked).to_contain_text("It begins:", timeout=PATIENCE)
    asked.get_by_role("button", name="Send this file").press("Enter")
    expect(asked).to_contain_text("SHA-256", timeout=PATIENCE)
    asked.get_by_role("button", name="That was all").press("Enter")
    expect(asked).to_contain_text("this was all", timeout=PATIENCE)
    assert violations(erin.page) == []
    cora.come().section("Imports")
    cora.shows("Sent all")
    cora.shows("WhatsApp Chat with Karim.txt")
