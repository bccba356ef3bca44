"""Every screen of the chat by name, and the way of one person to it; what is on them comes first."""

from collections.abc import Callable
from typing import Final

from playwright.sync_api import expect

from tests.e2e.people_of_the_day import PATIENCE, Person
from tests.support.files import EXE, PDF, photo, picture


ORDER, NEWS = "Order 1041", "Company news"
CARRIER, LABEL, HATS = "Which carrier takes this one?", "The label of the pallet.", "Hard hats"
Go = Callable[[Person], None]
SCREENS: Final[dict[str, Go]] = {}


def screen(go: Go) -> Go:
    """Take a way into the list, by the name of its function."""
    SCREENS[go.__name__] = go
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
    me.open(ORDER).message(LABEL).locator("[part~=picture]").first.click(timeout=PATIENCE)
    expect(me.page.get_by_role("dialog", name="Pictures")).to_be_visible()


@screen
def announcements(me: Person) -> None:
    me.open(NEWS).sees(HATS)


@screen
def roster(me: Person) -> None:
    me.open(NEWS).message(HATS).get_by_role("button", name="acknowledged").click()
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
def order_page(me: Person) -> None:
    me.window.open_order(1041).sees(LABEL)


@screen
def launcher(me: Person) -> None:
    me.page.goto(f"{me.window.base}/")
    me.page.locator("onrecord-launcher").get_by_role("button").first.click()
    expect(me.page.locator("onrecord-list")).to_be_visible(timeout=PATIENCE)
