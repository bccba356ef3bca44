"""Somebody asks to be forgotten: one officer weighs it, another one approves, and what goes is certified."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.people_of_the_day import PATIENCE
from tests.e2e.portal import Portal, portals
from tests.e2e.test_story import Aside
from tests.examples.overseen import Enter, entrance, overseen
from tests.support.worker import Worker


pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Worker]:
    """The order desk, where Erin has written something."""
    with overseen(tmp_path) as worker, entrance(worker) as enter:
        Aside(enter)(written)
        yield worker


def written(enter: Enter) -> None:
    talk = enter("erin").conversations.create(kind="direct", members=["bob"])
    enter("erin").messages.send(talk.id, "Nothing that anybody needs")


@pytest.fixture
def here(browser: Browser, desk: Worker) -> Iterator[dict[str, Portal]]:
    """Who asks, who weighs, and who approves; nothing wrong was seen."""
    with portals(browser, desk, "erin", "cora", "prue") as here:
        yield here


def _send(data: Locator, kind: str) -> None:
    data.get_by_role("button", name="Ask for something").press("Enter", timeout=PATIENCE)
    data.get_by_role("radio", name=kind).check()
    data.get_by_label("In your own words").fill("I leave the company in May")
    data.get_by_role("button", name="Send the request").press("Enter")


def asks(erin: Portal) -> None:
    """In the privacy centre; a second one of its kind is refused, and one is taken back."""
    page = erin.me.page
    page.goto(f"{erin.me.window.base}/chat/privacy")
    data = page.locator("onrecord-data")
    _send(data, "Erase what I wrote")
    expect(data.get_by_role("listitem")).to_have_count(1, timeout=PATIENCE)
    _send(data, "Erase what I wrote")
    expect(data.get_by_role("alert")).to_contain_text("open request of this kind already")
    data.get_by_role("radio", name="A correction").check()
    data.get_by_role("button", name="Send the request").press("Enter")
    expect(data.get_by_role("listitem")).to_have_count(2, timeout=PATIENCE)
    erin.looks_well()
    data.get_by_role("button", name="Take it back: A correction").press("Enter")
    data.get_by_role("button", name="Take it back", exact=True).press("Enter")
    expect(data).to_contain_text("It was taken back", timeout=PATIENCE)


def test_it_is_weighed_approved_carried_out_and_certified(here: dict[str, Portal]) -> None:
    asks(here["erin"])
    prue, cora = here["prue"].come(), here["cora"].come()
    prue.section("Data requests")
    prue.row("Erasure").first.press("Enter")
    prue.press("Weigh it")
    prue.shows("1 message may go.")
    prue.shows("You weighed it: somebody else approves it.")
    prue.looks_well()
    cora.section("Data requests")
    cora.row("Erasure").first.press("Enter")
    cora.press("Approve the erasure")
    cora.shows("1 message is erased for good")
    cora.looks_well()
    cora.page.locator(".decision form").get_by_role("button", name="Approve the erasure").press(
        "Enter"
    )
    expect(cora.page.locator(".top .badge")).to_have_text("Done", timeout=90_000)
    cora.shows("1 message was erased.")
    expect(cora.page.get_by_role("button", name="Save the certificate")).to_be_visible()
    cora.looks_well()
