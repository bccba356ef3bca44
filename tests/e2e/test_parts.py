"""Parts of the chat that are loaded on first use: what is seen while they are not there."""

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.conftest import OpenWindow


pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
CHUNK = "**/widgets/onrecord-details-*.js"


def test_a_part_that_cannot_be_loaded_says_so_and_is_loaded_again(window: OpenWindow) -> None:
    alice = window("Alice Moreau").open_order(1041)
    alice.page.route(CHUNK, lambda route: route.abort())
    alice.talk.get_by_role("button", name="Details").click()
    expect(alice.talk.get_by_text("This part could not be loaded")).to_be_visible()
    alice.page.unroute(CHUNK)
    alice.talk.get_by_role("button", name="Try again").click()
    expect(alice.talk.get_by_role("heading", name="Details")).to_be_visible()


def test_a_slow_part_shows_its_place_first(window: OpenWindow) -> None:
    alice = window("Alice Moreau").open_order(1041)
    waiting: list[Route] = []
    released: list[bool] = []

    def hold(route: Route) -> None:
        if released:
            route.continue_()
        else:
            waiting.append(route)

    alice.page.route(CHUNK, hold)
    alice.talk.get_by_role("button", name="Details").click()
    expect(alice.talk.get_by_role("status").filter(has_text="Loading…")).to_be_visible()
    released.append(True)  # what a part needs besides may be asked for only now
    for route in waiting:
        route.continue_()
    expect(alice.talk.get_by_role("heading", name="Details")).to_be_visible()


def test_the_pages_address_names_the_conversation(window: OpenWindow) -> None:
    alice = window("Alice Moreau")
    alice.page.goto(f"{alice.base}/chat/")
    alice.page.get_by_role("button", name="Order 1041").click()
    expect(alice.page.get_by_role("textbox", name="Write to Order 1041")).to_be_visible()
    address = alice.page.url
    assert "#/c/cnv_" in address
    alice.page.go_back()
    expect(alice.page.get_by_text("Choose a conversation")).to_be_visible()
    alice.page.goto("about:blank")
    alice.page.goto(address)
    expect(alice.page.get_by_role("textbox", name="Write to Order 1041")).to_be_visible()
