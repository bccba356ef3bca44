"""What a rule keeps back is shown to its author alone, with the rule and what to do; anybody may report."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenWindow
from tests.e2e.people_of_the_day import NAMES, PATIENCE, Person
from tests.e2e.policymaker import put_in_force


pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
ORDER = "Order 1041"
IBAN, CARD = "DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111"


def come(window: OpenWindow, name: str) -> Person:
    """Let somebody read the policy and write under it."""
    me = Person(window(NAMES[name]), NAMES[name]).open(ORDER)
    me.asked.get_by_role("button", name="I have read it: continue").click(timeout=PATIENCE)
    expect(me.asked).to_have_count(0, timeout=PATIENCE)
    return me


def test_what_is_kept_back_its_author_alone_sees(window: OpenWindow, tmp_path: Path) -> None:
    put_in_force(tmp_path, "holding")
    alice, bob = come(window, "alice"), come(window, "bob")
    _covered(alice, bob)
    _held_and_taken_back(alice, bob)
    _blocked_and_still_there_after_a_reload(alice)
    _advised(alice)
    _reported(bob)
    _told(alice)


def _covered(alice: Person, bob: Person) -> None:
    alice.writes("Write to bob@example.org, please.")
    bob.sees("please.")
    expect(bob.message("please.").get_by_role("img", name="Covered by a rule")).to_be_visible()
    expect(bob.room).not_to_contain_text("bob@example.org")
    expect(alice.message("please.")).to_contain_text("Parts of this are covered", timeout=PATIENCE)


def _held_and_taken_back(alice: Person, bob: Person) -> None:
    alice.say(f"Pay to {IBAN}.")
    held = alice.message("Pay to")
    expect(held).to_contain_text("Held back: only you see this", timeout=PATIENCE)
    expect(bob.message("Pay to")).to_have_count(0)
    held.get_by_role("button", name="Take it back").click()
    expect(held).to_have_count(0, timeout=PATIENCE)
    expect(alice.composer(alice.room)).to_have_value(f"Pay to {IBAN}.")


def _blocked_and_still_there_after_a_reload(alice: Person) -> None:
    alice.say(f"Take {CARD}.")
    blocked = alice.message("Take")
    expect(blocked).to_contain_text("Not delivered: only you see this", timeout=PATIENCE)
    alice.open(ORDER)
    expect(blocked).to_contain_text("Not delivered: only you see this", timeout=PATIENCE)
    _disputed(alice, blocked)
    blocked.get_by_role("button", name="Write it differently").click()
    expect(alice.composer(alice.room)).to_have_value(f"Take {CARD}.")


def _disputed(alice: Person, blocked: Locator) -> None:
    blocked.get_by_role("button", name="That is wrong").click()
    dialog = alice.page.get_by_role("dialog", name="What is wrong here?")
    dialog.get_by_role("textbox").fill("It is a number for tests.")
    dialog.get_by_role("button", name="Send").click()
    expect(blocked).to_contain_text("You disputed this on", timeout=PATIENCE)


def _told(alice: Person) -> None:
    """What was done stands in the notices, and is no news any more once it was seen."""
    alice.place("about you")
    notices = alice.page.locator("onrecord-notices")
    expect(notices).to_contain_text("was not delivered", timeout=PATIENCE)
    expect(notices).to_contain_text("It is a number for tests.")
    alice.page.goto(f"{alice.window.base}/chat/privacy")
    centre = alice.page.locator("onrecord-privacy")
    expect(centre).to_contain_text("Parts of a message of yours were covered", timeout=PATIENCE)
    alice.come()
    expect(alice.list.get_by_text("about you")).to_have_count(0, timeout=PATIENCE)


def _advised(alice: Person) -> None:
    """By keyboard alone: the suggestion is the next thing behind the text."""
    alice.composer(alice.room).fill("")
    alice.composer(alice.room).press_sequentially("Thanks, guys")
    chip = alice.room.get_by_role("button", name="1 suggestion for your wording")
    expect(chip).to_be_visible(timeout=PATIENCE)
    alice.page.keyboard.press("Tab")
    alice.page.keyboard.press("Enter")
    expect(alice.page.get_by_role("dialog", name="Suggestion")).to_contain_text("Only you see this")
    alice.page.keyboard.press("Enter")
    expect(alice.composer(alice.room)).to_be_focused()
    alice.page.keyboard.press("Enter")
    alice.sent("Thanks, everybody")


def _reported(bob: Person) -> None:
    bob.act("Thanks, everybody", "Report…")
    dialog = bob.page.get_by_role("dialog", name="Report this message of Alice Moreau?")
    expect(dialog).to_contain_text("Alice Moreau is not told who reported it")
    dialog.get_by_role("radio", name="Spam").check()
    dialog.get_by_role("button", name="Report", exact=True).click()
    expect(dialog).to_contain_text("Thank you.", timeout=PATIENCE)
