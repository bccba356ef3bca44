"""Every screen of the chat, in both themes, on a phone and on a desk: axe finds nothing there.

Where ``ONRECORD_SHOTS`` names a folder, a picture of each is put there at three widths.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.e2e.people_of_the_day import Person, arrive
from tests.e2e.screens import SCREENS, furnish
from tests.e2e.test_accessible import AXE, violations
from tests.support.require import skip_or_fail
from tests.support.worker import Worker


pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
SHOTS = os.environ.get("ONRECORD_SHOTS")
THEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
WIDTHS = (360, 760, 1440) if SHOTS else (360, 1440)


@pytest.fixture(scope="module")
def alice(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    """Alice, where things were said and done."""
    if not AXE.exists():
        skip_or_fail("widgets", "axe-core is not installed; `make widgets` does that")
    folder = tmp_path_factory.mktemp("screens")
    asked = ("--data", str(folder), *([] if SHOTS else ["--empty"]))
    worker = Worker("", folder / "log", command=("examples.order_desk", *asked))
    try:
        worker.start().wait(patience=240)
        me, bob = (arrive(browser, worker, who, bypass_csp=True) for who in ("alice", "bob"))
        furnish(me, bob)
        bob.window.context.close()
        yield me
        me.window.context.close()
    finally:
        worker.stop()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SCREENS)
def test_axe_finds_nothing_on_it(alice: Person, name: str, width: int) -> None:
    alice.page.set_viewport_size(ViewportSize(width=width, height=820))
    SCREENS[name](alice)
    found = {}
    for theme in THEMES:
        alice.page.emulate_media(color_scheme=theme)
        alice.page.wait_for_timeout(300)
        if SHOTS:
            alice.page.screenshot(path=Path(SHOTS) / f"{name}-{width}-{theme}.png")
        found[theme] = violations(alice.page)
    assert found == {"light": [], "dark": []}
    assert alice.window.wrong == []
