"""Nobody writes before the policy is acknowledged; a wider one asks again, and nothing typed is lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenWindow
from tests.e2e.people_of_the_day import NAMES, PATIENCE, Person
from tests.e2e.policymaker import put_in_force
from tests.e2e.windows import SECOND


pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
ORDER, HALF = "Order 1041", "Half a thought, and"
CONTINUE = "I have read it: continue"


@pytest.fixture
def alice(window: OpenWindow) -> Person:
    return Person(window(NAMES["alice"]), NAMES["alice"])


def card(where: Locator) -> Locator:
    return where.locator("onrecord-acknowledgement")


def test_one_reads_acknowledges_and_writes_and_is_asked_anew(alice: Person, tmp_path: Path) -> None:
    alice.open(ORDER).say("Before there was a policy.")
    alice.sent("Before there was a policy.")
    put_in_force(tmp_path, "general")
    expect(card(alice.room)).to_contain_text("Before you write here", timeout=PATIENCE)
    expect(alice.composer(alice.room)).to_be_hidden()
    card(alice.room).get_by_role("button", name="Read the policy").click()
    reader = alice.page.locator("onrecord-policy")
    expect(reader).to_contain_text("When messages are looked at", timeout=PATIENCE)
    reader.get_by_role("button", name=CONTINUE).click()
    expect(reader).to_be_hidden(timeout=PATIENCE)
    expect(alice.composer(alice.room)).to_be_focused()
    alice.say("Now I write under version 1.")
    alice.sent("Now I write under version 1.")
    _is_asked_anew(alice, tmp_path)
    _reads_it_in_the_privacy_centre(alice)


def _is_asked_anew(alice: Person, tmp_path: Path) -> None:
    """A wider version comes while one writes: the words stay, and so do the keys."""
    keys = alice.page.keyboard
    keys.type(HALF)
    put_in_force(tmp_path, "wider")
    expect(card(alice.room)).to_contain_text("at most 20 before and after", timeout=PATIENCE)
    expect(card(alice.room)).to_contain_text("What you began to write is kept.")
    assert alice.focused() == "How messages are looked at"
    keys.press("Space")
    keys.press("Enter")
    expect(card(alice.room)).to_be_visible()
    alice.walk("Tab", CONTINUE)
    keys.press("Enter")
    expect(alice.composer(alice.room)).to_be_focused(timeout=PATIENCE)
    keys.type(" the rest of it.")
    keys.press("Enter")
    alice.sent(f"{HALF} the rest of it.")


def _reads_it_in_the_privacy_centre(alice: Person) -> None:
    alice.room.locator("[part~=record-chip]").click()
    link = alice.page.locator("onrecord-policy").get_by_role("link", name="Privacy centre")
    link.click(timeout=PATIENCE)
    centre = alice.page.locator("onrecord-privacy")
    expect(centre).to_contain_text("You acknowledged this version", timeout=PATIENCE)
    expect(centre).to_contain_text("Nobody has looked at your conversations")
    centre.get_by_role("button", name="Version 1").click()
    expect(centre).to_contain_text("Version 1 is no longer in force.", timeout=PATIENCE)
    expect(centre).to_contain_text("at most 5 before and after")
    centre.get_by_role("button", name="To the version in force").click()
    expect(centre).to_contain_text("at most 20 before and after")
    centre.get_by_role("link", name="Back").click()
    expect(alice.row(ORDER)).to_be_visible(timeout=PATIENCE)


def test_a_send_that_is_refused_stays_and_goes_after_ones_word(
    alice: Person, tmp_path: Path
) -> None:
    """The browser's clock is behind, so it does not know that the date has come."""
    alice.page.clock.set_fixed_time(datetime.now(UTC) - timedelta(hours=1))
    alice.open(ORDER).say("Under no policy.")
    alice.sent("Under no policy.")
    put_in_force(tmp_path, "general", seconds=8)
    alice.page.wait_for_timeout(8 * SECOND)
    expect(card(alice.room)).to_have_count(0)
    area = alice.composer(alice.room)
    area.fill("Typed with care.")
    area.press("Enter")
    expect(alice.message("Typed with care.")).to_contain_text("Not sent", timeout=PATIENCE)
    expect(card(alice.room)).to_be_visible(timeout=PATIENCE)
    card(alice.room).get_by_role("button", name=CONTINUE).click()
    expect(area).to_be_focused(timeout=PATIENCE)
    alice.message("Typed with care.").get_by_role("button", name="Try again").press("Enter")
    expect(alice.message("Typed with care.")).not_to_contain_text("Not sent", timeout=PATIENCE)
    alice.sent("Typed with care.")
