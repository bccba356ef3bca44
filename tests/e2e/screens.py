"""Every screen of the chat by name, and the way of one person to it; what is on them comes first."""

import re
from collections.abc import Callable
from typing import Final

from playwright.sync_api import expect

from tests.e2e.people_of_the_day import PATIENCE, Person
from tests.support.files import EXE, PDF, photo, picture


ORDER, NEWS, DOCK, HALL = "Order 1041", "Company news", "Dock notices", "Hall notices"
CARRIER, LABEL, HATS = "Which carrier takes this one?", "The label of the pallet.", "Hard hats"
GATE = "The gate at dock two stays closed."
Go = Callable[[Person], None]
SCREENS: Final[dict[str, Go]] = {}
#: Those that take a policy in force; the others come before there is one.
POLICED: Final[dict[str, Go]] = {}


def screen(go: Go) -> Go:
    """Take a way into the list, by the name of its function."""
    SCREENS[go.__name__] = go
    return go


def under_a_policy(go: Go) -> Go:
    """Take a way into the list of those under a policy."""
    POLICED[go.__name__] = go
    return go


def furnish(alice: Person, bob: Person) -> None:
    """Say and do, by hand, what the screens are to show."""
    alice.open(ORDER).say(CARRIER)
    alice.sent(CARRIER)
    alice.act(CARRIER, "Pin")
    bob.open(ORDER).sees(CARRIER)
    bob.act(CARRIER, "Reply in thread")
    bob.say("The early one, if the label is ready.", bob.thread)
    bob.sent("The early one", bob.thread)
    bob.act(CARRIER, "Save for later")
    bob.message(CARRIER).press("Enter")
    bob.page.get_by_role("menuitem", name="React with").first.click()
    alice.attach("label.png", "image/png", picture("PNG", (640, 480), (60, 120, 90)))
    alice.attach("delivery note.pdf", "application/pdf", PDF)
    alice.say(LABEL)
    alice.sent(LABEL)
    alice.act(LABEL, "Save for later")
    alice.edit(LABEL, LABEL + " It is the new one.")
    alice.open(NEWS).room.get_by_role("button", name="Ask for acknowledgement").click()
    alice.say(HATS + " from Monday, in both halls.")
    alice.sent(HATS)
    _found(alice, HALL, "Bob")
    _found(bob, DOCK, "Alice")
    bob.room.get_by_role("button", name="Ask for acknowledgement").click()
    bob.say(GATE)
    bob.sent(GATE)


def _found(me: Person, title: str, reader: str) -> None:
    """Make announcements of one's own that somebody reads."""
    starter_announcements(me)
    dialog = me.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Name of the channel").fill(title)
    dialog.get_by_role("combobox", name="People").press_sequentially(reader)
    dialog.get_by_role("option").filter(has_text=reader).click(timeout=PATIENCE)
    dialog.get_by_role("button", name="Start").click()
    expect(me.composer(me.room)).to_be_visible(timeout=PATIENCE)


@screen
def list_alone(me: Person) -> None:
    me.come()


@screen
def conversation(me: Person) -> None:
    me.open(ORDER).sees(LABEL)


@screen
def conversation_writing(me: Person) -> None:
    me.open(ORDER).sees(LABEL)
    me.attach("setup.exe", "application/octet-stream", EXE)
    refused = me.attach("dock.jpg", "image/jpeg", photo((1200, 900)))
    expect(refused).to_be_visible(timeout=PATIENCE)
    area = me.composer(me.room)
    area.press_sequentially("Please look, @")
    expect(me.room.get_by_role("option").first).to_be_visible(timeout=PATIENCE)


@screen
def message_menu(me: Person) -> None:
    me.open(ORDER).message(LABEL).press("Enter")
    expect(me.page.get_by_role("menuitem").first).to_be_visible()


@screen
def emoji(me: Person) -> None:
    me.open(ORDER).sees(LABEL)
    me.act(LABEL, "Add a reaction")
    expect(me.page.get_by_role("dialog", name="Choose an emoji")).to_be_visible()


@screen
def versions(me: Person) -> None:
    me.open(ORDER).sees(LABEL)
    me.act(LABEL, "Earlier versions")
    expect(me.page.get_by_role("dialog")).to_be_visible()


@screen
def remove_confirmation(me: Person) -> None:
    me.open(ORDER).sees(LABEL)
    me.act(LABEL, "Remove")
    expect(me.page.get_by_role("dialog")).to_be_visible()


@screen
def levels(me: Person) -> None:
    me.open(ORDER).room.get_by_role("button", name="Notifications and pins").click()
    expect(me.page.get_by_role("menuitemradio").first).to_be_visible()


@screen
def details(me: Person) -> None:
    me.open(ORDER).room.get_by_role("button", name="Details").click()
    expect(me.page.locator("onrecord-details")).to_be_visible(timeout=PATIENCE)


@screen
def thread(me: Person) -> None:
    me.open(ORDER).room.get_by_role("button", name="1 reply").press("Enter")
    me.sees("The early one", me.thread)


@screen
def threads(me: Person) -> None:
    me.place("Threads")
    rows = me.page.locator("onrecord-inbox").get_by_role("button").filter(has_text=CARRIER)
    expect(rows).to_be_visible(timeout=PATIENCE)


@screen
def saved(me: Person) -> None:
    me.place("Saved")
    rows = me.page.locator("onrecord-saved").get_by_role("button").filter(has_text=LABEL)
    expect(rows).to_be_visible(timeout=PATIENCE)


@screen
def pins(me: Person) -> None:
    me.open(ORDER).room.get_by_role("button", name="Notifications and pins").click()
    me.page.get_by_role("menuitem", name="Pinned").click()
    expect(me.page.locator("onrecord-pins")).to_contain_text(CARRIER, timeout=PATIENCE)


@screen
def search(me: Person) -> None:
    expect(me.find("label").first).to_be_visible(timeout=PATIENCE)


@screen
def search_without_result(me: Person) -> None:
    me.find("zeppelin")
    panel = me.page.locator("onrecord-search")
    expect(panel).to_contain_text("Nothing was found.", timeout=PATIENCE)


@screen
def viewer(me: Person) -> None:
    me.open(ORDER).message(LABEL).locator("[part~=picture]").first.press("Enter")
    expect(me.page.get_by_role("dialog", name="Pictures")).to_be_visible()


@screen
def announcements(me: Person) -> None:
    me.open(NEWS).sees(HATS)


@screen
def roster(me: Person) -> None:
    me.open(NEWS).message(HATS).get_by_role("button", name="acknowledged").press("Enter")
    people = me.page.locator("onrecord-roster").get_by_role("listitem")
    expect(people.first).to_be_visible(timeout=PATIENCE)


@screen
def new_conversation(me: Person) -> None:
    me.come().list.get_by_role("button", name="New conversation").click()
    expect(me.page.get_by_role("dialog")).to_be_visible(timeout=PATIENCE)


@screen
def spaces(me: Person) -> None:
    me.place("Spaces")
    rows = me.page.locator("onrecord-spaces").get_by_role("listitem")
    expect(rows.first).to_be_visible(timeout=PATIENCE)


@screen
def space(me: Person) -> None:
    spaces(me)
    me.page.locator("onrecord-spaces").get_by_role("button", name="View: Fairlight").first.click()
    expect(me.page.locator("onrecord-space")).to_be_visible(timeout=PATIENCE)


@screen
def new_space(me: Person) -> None:
    spaces(me)
    me.page.get_by_role("button", name="New space").click()
    expect(me.page.locator("onrecord-founding")).to_be_visible(timeout=PATIENCE)


@screen
def starter_announcements(me: Person) -> None:
    new_conversation(me)
    dialog = me.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Announcements").click()
    expect(dialog.get_by_role("textbox", name="Name of the channel")).to_be_visible()


@screen
def new_channel(me: Person) -> None:
    space(me)
    me.page.locator("onrecord-space").get_by_role("button", name="New channel").click()
    expect(me.page.locator("onrecord-founding")).to_be_visible(timeout=PATIENCE)


@screen
def people_of_a_space(me: Person) -> None:
    space(me)
    me.page.locator("onrecord-space").get_by_role("button", name="People").click()
    rows = me.page.locator("onrecord-roll").get_by_role("listitem")
    expect(rows.first).to_be_visible(timeout=PATIENCE)


@screen
def rule_of_a_space(me: Person) -> None:
    space(me)
    me.page.locator("onrecord-space").get_by_role("button", name="Members by rule").click()
    _matches(me, "onrecord-rule")


@screen
def readers_by_rule(me: Person) -> None:
    channel_settings(me)
    me.page.get_by_role("button", name="Readers by rule").click()
    _matches(me, "onrecord-audience")


def _matches(me: Person, panel: str) -> None:
    """Write a rule and see whom it would reach."""
    me.page.locator(panel).get_by_role("textbox", name="Rule").fill('department == "Sales"')
    expect(me.page.locator(panel)).to_contain_text("now", timeout=PATIENCE)


@screen
def channel_settings(me: Person) -> None:
    me.open(HALL).room.get_by_role("button", name="Details").click()
    me.page.locator("onrecord-details").get_by_text("Settings").click(timeout=PATIENCE)
    expect(me.page.get_by_role("combobox", name="Who begins messages")).to_be_visible()


@screen
def attention(me: Person) -> None:
    me.open(ORDER).room.get_by_role("button", name="Notifications and pins").click()
    me.page.get_by_role("menuitem", name="Keywords and desktop").click()
    panel = me.page.locator("onrecord-attention")
    expect(panel.get_by_role("heading", name="Keywords")).to_be_visible(timeout=PATIENCE)
    word = panel.get_by_role("textbox", name="Word or phrase")
    if panel.get_by_role("listitem").count() == 0:
        word.fill("recall")
        panel.get_by_role("button", name="Add", exact=True).click()
    expect(panel.get_by_role("listitem").first).to_be_visible(timeout=PATIENCE)


@screen
def waiting(me: Person) -> None:
    me.place("1 announcement waits")
    rows = me.page.locator("onrecord-waiting").get_by_role("listitem").filter(has_text=GATE)
    expect(rows.first).to_be_visible(timeout=PATIENCE)


@screen
def order_page(me: Person) -> None:
    me.window.open_order(1041).sees(LABEL)


@screen
def launcher(me: Person) -> None:
    me.page.goto(f"{me.window.base}/")
    me.page.locator("onrecord-launcher").get_by_role("button").first.click()
    expect(me.page.locator("onrecord-list")).to_be_visible(timeout=PATIENCE)


def _centre(me: Person, words: str) -> None:
    me.page.goto(f"{me.window.base}/chat/privacy")
    centre = me.page.locator("onrecord-privacy")
    expect(centre).to_contain_text(words, timeout=PATIENCE)


@screen
def privacy_without_a_policy(me: Person) -> None:
    _centre(me, "There is no policy yet")


@under_a_policy
def acknowledgement(me: Person) -> None:
    me.open(ORDER).sees(LABEL)
    card = me.room.locator("onrecord-acknowledgement")
    expect(card).to_contain_text("since version 1", timeout=PATIENCE)


@under_a_policy
def acknowledgement_in_a_thread(me: Person) -> None:
    me.open(ORDER).room.get_by_role("button", name="1 reply").press("Enter")
    me.sees("The early one", me.thread)
    expect(me.thread.locator("onrecord-acknowledgement")).to_be_visible(timeout=PATIENCE)


@under_a_policy
def policy(me: Person) -> None:
    chip = me.open(ORDER).room.locator("[part~=record-chip]")
    expect(chip).to_have_accessible_name(re.compile("version 2"), timeout=PATIENCE)
    chip.click()
    reader = me.page.locator("onrecord-policy")
    expect(reader).to_contain_text("What you can expect", timeout=PATIENCE)


@under_a_policy
def privacy(me: Person) -> None:
    _centre(me, "What you can expect")
    expect(me.page.locator("onrecord-privacy .version")).to_have_count(2, timeout=PATIENCE)


@under_a_policy
def privacy_of_an_earlier_version(me: Person) -> None:
    privacy(me)
    me.page.locator("onrecord-privacy").get_by_role("button", name="Version 1").click()
    centre = me.page.locator("onrecord-privacy")
    expect(centre).to_contain_text("Version 1 is no longer in force.", timeout=PATIENCE)
