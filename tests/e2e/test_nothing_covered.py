"""On an order's page the launcher never lies over the conversation, wherever one has scrolled."""

import pytest
from playwright.sync_api import FloatRect, Locator, expect

from tests.e2e.conftest import OpenWindow
from tests.e2e.windows import Window


pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
SIZES = ((360, 740), (760, 740), (760, 1000), (1440, 500), (1440, 900))
STEP = 60


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_launcher_covers_nothing_of_the_conversation(window: OpenWindow, theme: str) -> None:
    alice = window("Alice Moreau", color_scheme=theme).open_order(1041)
    send = alice.talk.get_by_role("button", name="Send", exact=True)
    for width, height in SIZES:
        alice.page.set_viewport_size({"width": width, "height": height})
        for top in range(0, _length(alice) + STEP, STEP):
            alice.page.evaluate("top => scrollTo(0, top)", top)
            assert not _overlap(_box(_launcher(alice)), _box(alice.talk)), (width, height, top)
            assert not _overlap(_box(_launcher(alice)), _box(send)), (width, height, top)


def test_on_a_phone_one_can_write_send_and_open_the_chat(window: OpenWindow) -> None:
    alice = window("Alice Moreau", viewport={"width": 360, "height": 740}).open_order(1041)
    alice.composer.fill("From the dock.")
    alice.talk.get_by_role("button", name="Send", exact=True).click()
    alice.sees("From the dock.")
    _launcher(alice).click()
    expect(alice.page.get_by_role("dialog", name="Chat").last).to_be_visible()


def _launcher(window: Window) -> Locator:
    return window.page.locator("onrecord-launcher [part=launcher]")


def _length(window: Window) -> int:
    tall: int = window.page.evaluate("document.documentElement.scrollHeight - innerHeight")
    return tall


def _box(of: Locator) -> FloatRect:
    found = of.bounding_box()
    assert found is not None
    return found


def _overlap(one: FloatRect, other: FloatRect) -> bool:
    across = one["x"] < other["x"] + other["width"] and other["x"] < one["x"] + one["width"]
    down = one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"]
    return across and down
