"""Every screen of the chat where a rule keeps messages back, by name, and the way of their author to it."""

from typing import Final

from playwright.sync_api import expect

from tests.e2e.people_of_the_day import PATIENCE, Person
from tests.e2e.screens import ORDER, Go


HELD, BLOCKED, COVERED = "Pay to DE89 3704", "Take 4111 1111", "as soon as it is packed"
#: Under a policy that holds, blocks and covers; they come last.
KEPT_BACK: Final[dict[str, Go]] = {}


def shown(go: Go) -> Go:
    """Take a way into the list of those under a policy that keeps messages back."""
    KEPT_BACK[go.__name__] = go
    return go


def provoke(alice: Person) -> None:
    """Write what is held, what is blocked, and what is covered."""
    alice.open(ORDER)
    alice.say(f"{HELD} 0044 0532 0130 00.")
    alice.say(f"{BLOCKED} 1111 1111.")
    alice.writes(f"Write to bob@example.org {COVERED}.")
    for told in ("Held back", "Not delivered", "Parts of this are covered"):
        expect(alice.room).to_contain_text(told, timeout=PATIENCE)


@shown
def held_blocked_and_covered(me: Person) -> None:
    me.open(ORDER).sees(HELD)
    expect(me.message(BLOCKED)).to_contain_text("Not delivered", timeout=PATIENCE)


@shown
def dispute(me: Person) -> None:
    held_blocked_and_covered(me)
    me.message(BLOCKED).get_by_role("button", name="That is wrong").press("Enter")
    expect(me.page.get_by_role("dialog")).to_be_visible(timeout=PATIENCE)


@shown
def report(me: Person) -> None:
    me.open(ORDER).room.get_by_role("button", name="1 reply").press("Enter")
    me.sees("The early one", me.thread)
    message = me.message("The early one", me.thread)
    message.press("Enter")
    me.page.get_by_role("menuitem", name="Report").click(timeout=PATIENCE)
    expect(me.page.get_by_role("dialog")).to_contain_text("is not told", timeout=PATIENCE)


@shown
def advice(me: Person) -> None:
    me.open(ORDER).composer(me.room).fill("")
    me.composer(me.room).press_sequentially("Thanks, guys")
    chip = me.room.get_by_role("button", name="1 suggestion for your wording")
    chip.click(timeout=PATIENCE)
    expect(me.page.get_by_role("dialog", name="Suggestion")).to_be_visible()


@shown
def notices(me: Person) -> None:
    me.come()
    me.page.goto(f"{me.window.base}/chat/privacy")
    centre = me.page.locator("onrecord-privacy")
    expect(centre).to_contain_text("was not delivered", timeout=PATIENCE)
