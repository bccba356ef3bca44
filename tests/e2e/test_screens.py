"""Every screen of the chat, in both themes, on a phone and on a desk: axe finds nothing there.

Where ``ONRECORD_SHOTS`` names a folder, a picture of each is put there at three widths.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.e2e.kept_back import KEPT_BACK, provoke
from tests.e2e.people_of_the_day import PATIENCE, Person, arrive
from tests.e2e.policymaker import put_in_force
from tests.e2e.screens import ORDER, POLICED, SCREENS, Go, furnish
from tests.e2e.test_accessible import AXE, violations
from tests.support.require import skip_or_fail
from tests.support.worker import Worker


pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
SHOTS = os.environ.get("ONRECORD_SHOTS")
THEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
WIDTHS = (360, 760, 1440) if SHOTS else (360, 1440)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the desk keeps its database."""
    return tmp_path_factory.mktemp("screens")


@pytest.fixture(scope="module")
def alice(browser: Browser, folder: Path) -> Iterator[Person]:
    """Alice, where things were said and done."""
    if not AXE.exists():
        skip_or_fail("widgets", "axe-core is not installed; `make widgets` does that")
    asked = ("--data", str(folder), "--no-policy", *([] if SHOTS else ["--empty"]))
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


@pytest.fixture(scope="module")
def policed(alice: Person, folder: Path) -> Person:
    """Alice, who acknowledged a policy before a wider one came."""
    _acknowledges(alice, folder, "general")
    put_in_force(folder, "wider")
    return alice


@pytest.fixture(scope="module")
def provoked(policed: Person, folder: Path) -> Person:
    """Alice, who wrote what a policy keeps back."""
    _acknowledges(policed, folder, "holding")
    provoke(policed)
    return policed


def _acknowledges(alice: Person, folder: Path, change: str) -> None:
    put_in_force(folder, change)
    button = alice.open(ORDER).asked.get_by_role("button", name="I have read it: continue")
    button.click(timeout=PATIENCE)
    expect(alice.asked).to_have_count(0, timeout=PATIENCE)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SCREENS)
def test_axe_finds_nothing_on_it(alice: Person, name: str, width: int) -> None:
    _judge(alice, name, width, SCREENS[name])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", POLICED)
def test_axe_finds_nothing_on_it_under_a_policy(policed: Person, name: str, width: int) -> None:
    _judge(policed, name, width, POLICED[name])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", KEPT_BACK)
def test_axe_finds_nothing_where_messages_are_kept_back(
    provoked: Person, name: str, width: int
) -> None:
    _judge(provoked, name, width, KEPT_BACK[name])


def _judge(alice: Person, name: str, width: int, go: Go) -> None:
    alice.page.set_viewport_size(ViewportSize(width=width, height=820))
    go(alice)
    found = {}
    for theme in THEMES:
        alice.page.emulate_media(color_scheme=theme)
        alice.page.wait_for_timeout(300)
        if SHOTS:
            alice.page.screenshot(path=Path(SHOTS) / f"{name}-{width}-{theme}.png")
        found[theme] = violations(alice.page)
    assert found == {"light": [], "dark": []}
    assert alice.window.wrong == []
