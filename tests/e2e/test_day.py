"""A day of six people with the whole chat, on each database: one theme after the other.

The worker, its database and the six browsers are those of the whole day, so each theme happens
among what the others left. At the end nothing went wrong in any window, and the record holds.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import DATABASES
from tests.e2e.people_of_the_day import PATIENCE, Person, arrive
from tests.support.files import EXE, picture
from tests.support.postgres import Postgres
from tests.support.worker import Worker


pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
ORDER, NEWS = "Order 1041", "Company news"
Who = Callable[[str], Person]


@pytest.fixture(scope="module", params=DATABASES)
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """One database for the whole day."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('day') / 'desk.db'}"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.database() as url:
        yield url


@pytest.fixture(scope="module")
def day(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """The order desk of the day, with its orders."""
    folder = tmp_path_factory.mktemp("desk")
    asked = ("--data", str(folder), "--database", database, "--empty", "--no-policy")
    worker = Worker("", folder / "log", command=("examples.order_desk", *asked))
    try:
        worker.start().wait(patience=120)
        yield worker
    finally:
        worker.stop()


@pytest.fixture(scope="module")
def here(browser: Browser, day: Worker) -> Iterator[dict[str, Person]]:
    """Whoever has come so far."""
    come: dict[str, Person] = {}
    yield come
    for each in come.values():
        each.window.context.close()


@pytest.fixture
def who(browser: Browser, day: Worker, here: dict[str, Person]) -> Who:
    """Call somebody; who is there already stays as they are."""

    def call(name: str) -> Person:
        if name not in here:
            here[name] = arrive(browser, day, name)
        return here[name]

    return call


def test_a_space_is_made_found_joined_and_its_channel_led(who: Who) -> None:
    bob, frank = who("bob"), who("frank")
    bob.place("Spaces")
    bob.page.get_by_role("button", name="New space").click()
    founding = bob.page.locator("onrecord-founding")
    founding.get_by_role("textbox", name="Name").fill("Dock crew")
    founding.get_by_role("radio", name="Open to all").check()
    founding.get_by_role("button", name="Create").click()
    bob.page.get_by_role("button", name="New channel").click()
    founding.get_by_role("textbox", name="Name of the channel").fill("Pallets")
    founding.get_by_role("radio", name="Whoever joins").check()
    founding.get_by_role("button", name="Create").click()
    bob.say("Who has the long forklift?")
    frank.place("Spaces")
    frank.page.get_by_role("button", name="Join: Dock crew").click()
    frank.page.get_by_role("button", name="Join: Pallets").click()
    frank.sees("Who has the long forklift?")
    frank.say("I do, at dock three.")
    bob.sees("I do, at dock three.")
    expect(bob.list.get_by_role("heading", name="Fairlight", exact=True)).to_be_visible()
    expect(frank.come().list.get_by_role("heading", name="Dock crew")).to_be_visible()
    _lead_a_channel(bob, frank, who("erin"))


def _lead_a_channel(bob: Person, frank: Person, erin: Person) -> None:
    frank.open("Pallets")
    bob.open("Pallets").room.get_by_role("button", name="Details").click()
    settings, details = bob.page.locator("onrecord-settings"), bob.page.locator("onrecord-details")
    settings.get_by_text("Settings").click()
    settings.get_by_label("Who begins messages").select_option("moderators")
    expect(frank.closed).to_contain_text("Only moderators post here.", timeout=PATIENCE)
    settings.get_by_label("Who begins messages").select_option("everybody")
    expect(frank.composer(frank.room)).to_be_visible(timeout=PATIENCE)
    details.get_by_role("button", name="Add people").click()
    details.get_by_label("As guests").check()
    details.get_by_role("combobox", name="People").fill("Erin")
    details.get_by_role("option", name="Erin Lindqvist").click()
    details.get_by_role("button", name="Add", exact=True).click()
    expect(details.get_by_role("list")).to_contain_text("Erin Lindqvist", timeout=PATIENCE)
    erin.open("Pallets").sees("I do, at dock three.")
    settings.get_by_role("button", name="Archive").click()
    settings.get_by_role("alert").get_by_role("button", name="Archive").click()
    for each in (frank, erin):
        expect(each.closed).to_contain_text("This is archived", timeout=PATIENCE)
    settings.get_by_role("button", name="Use it again").click()
    expect(frank.composer(frank.room)).to_be_visible(timeout=PATIENCE)


def test_an_announcement_is_acknowledged_and_asked_again_when_it_changes(who: Who) -> None:
    alice, dan, frank, bob = who("alice"), who("dan"), who("frank"), who("bob")
    alice.open(NEWS).room.get_by_role("button", name="Ask for acknowledgement").click()
    alice.say("Hard hats from today.")
    for each in (dan, frank):
        message = each.open(NEWS).message("Hard hats")
        message.get_by_role("button", name="Acknowledge").click()
        expect(message).to_contain_text("You acknowledged this version", timeout=PATIENCE)
    expect(bob.open(NEWS).closed).to_contain_text("Only moderators post here.")
    alice.open(NEWS).message("Hard hats").get_by_role("button", name="2 acknowledged").press(
        "Enter"
    )
    roster = alice.page.locator("onrecord-roster")
    people = roster.get_by_role("list")
    expect(people).to_contain_text("Bob Tanaka", timeout=PATIENCE)
    expect(people).not_to_contain_text("Dan Fischer")
    roster.get_by_role("button", name="Remind 3").click()
    expect(roster.get_by_role("status")).to_contain_text("3 people were reminded.")
    expect(bob.message("Hard hats")).to_contain_text("You were reminded", timeout=PATIENCE)
    with alice.page.expect_download() as sheet:
        roster.get_by_role("button", name="Export").click()
    lines = sheet.value.path().read_text("utf-8").splitlines()
    assert lines[0].lstrip("\ufeff").startswith('"export_id"')
    assert len([line for line in lines if '"acknowledged"' in line]) == 2
    alice.edit("Hard hats", "Hard hats from Monday.")
    expect(dan.message("Hard hats from Monday.")).to_contain_text(
        "please acknowledge this version", timeout=PATIENCE
    )


def test_a_thread_is_read_from_its_inbox_and_answered_for_all(who: Who) -> None:
    alice, bob, carol = who("alice"), who("bob"), who("carol")
    alice.open(ORDER).say("Which carrier takes this one?")
    bob.open(ORDER).sees("Which carrier")
    bob.act("Which carrier", "Reply in thread")
    bob.say("The early one.", bob.thread)
    alice.place("Threads")
    inbox = alice.page.locator("onrecord-inbox")
    row = inbox.get_by_role("button").filter(has_text="Which carrier")
    expect(row).to_contain_text("1 reply", timeout=PATIENCE)
    expect(row).to_contain_text("1 unread")
    row.click()
    alice.sees("The early one.", alice.thread)
    alice.thread.get_by_role("checkbox", name="Also send to the conversation").check()
    alice.say("Then it leaves at six.", alice.thread)
    carol.open(ORDER).sees("Then it leaves at six.")
    expect(carol.message("The early one.")).to_have_count(0)
    expect(carol.room.get_by_role("button", name="2 replies")).to_be_visible()


def test_reactions_are_picked_joined_and_counted(who: Who) -> None:
    alice, bob, dan = who("alice"), who("bob"), who("dan")
    alice.open(ORDER).say("Shipped before noon!")
    dan.open(ORDER).sees("Shipped before noon!")
    dan.act("Shipped before noon!", "Add a reaction")
    picker = dan.page.get_by_role("dialog", name="Choose an emoji")
    picker.get_by_role("searchbox", name="Find an emoji").fill("rocket")
    picker.get_by_role("button", name="rocket", exact=True).click()
    chip = (
        bob.open(ORDER).message("Shipped before noon!").get_by_role("button", name="🚀, 1 person")
    )
    chip.click(timeout=PATIENCE)
    both = alice.message("Shipped before noon!").get_by_role("button", name="🚀, 2 people")
    expect(both).to_be_visible(timeout=PATIENCE)


def test_a_mention_reaches_the_one_and_a_wide_one_everybody(who: Who) -> None:
    alice, carol, dan = who("alice"), who("carol"), who("dan")
    carol.come()
    dan.come()
    area = alice.composer(alice.open(ORDER).room)
    area.press_sequentially("Please look, @Carol")
    alice.room.get_by_role("option", name="Carol Okafor").click()
    area.press_sequentially("today")
    area.press("Enter")
    expect(carol.row(ORDER)).to_contain_text("mentions you once", timeout=PATIENCE)
    expect(dan.row(ORDER)).to_contain_text("unread", timeout=PATIENCE)
    expect(dan.row(ORDER)).not_to_contain_text("mentions you")
    alice.composer(alice.room).fill("Everybody: <!channel> the truck is here.")
    alice.composer(alice.room).press("Enter")
    expect(alice.message("the truck is here.")).to_contain_text("@channel", timeout=PATIENCE)
    expect(carol.row(ORDER)).to_contain_text("mentions you 2 times", timeout=PATIENCE)
    expect(dan.row(ORDER)).to_contain_text("mentions you once", timeout=PATIENCE)


def test_a_level_is_chosen_and_stays(who: Who) -> None:
    erin = who("erin")
    chosen = erin.page.get_by_role("menuitemradio", name="Mentions", checked=True)
    erin.open(ORDER).room.get_by_role("button", name="Notifications and pins").click()
    erin.page.get_by_role("menuitemradio", name="Mentions").click()
    expect(chosen).to_have_count(0)
    erin.open(ORDER).room.get_by_role("button", name="Notifications and pins").click()
    expect(chosen).to_be_visible(timeout=PATIENCE)


def test_a_message_is_pinned_for_all_and_saved_for_oneself(who: Who) -> None:
    alice, dan, frank = who("alice"), who("dan"), who("frank")
    alice.open(ORDER).say("Gate code is on the note.")
    alice.act("Gate code", "Pin")
    frank.open(ORDER)
    expect(frank.message("Gate code")).to_contain_text("Pinned", timeout=PATIENCE)
    dan.open(ORDER).sees("Gate code")
    dan.act("Gate code", "Save for later")
    expect(dan.message("Gate code")).to_contain_text("Saved, only you see this", timeout=PATIENCE)
    dan.place("Saved")
    dan.page.locator("onrecord-saved").get_by_role("button").filter(has_text="Gate code").click()
    dan.sees("Gate code")
    expect(frank.message("Gate code")).not_to_contain_text("Saved")


def test_a_picture_is_seen_and_downloaded_and_a_program_is_refused(who: Who) -> None:
    alice, frank = who("alice"), who("frank")
    alice.open(ORDER)
    refused = alice.attach("setup.exe", "application/octet-stream", EXE)
    expect(refused).to_contain_text("Files of this kind are not taken here", timeout=PATIENCE)
    alice.room.get_by_role("button", name="Remove setup.exe").click()
    alice.attach("label.png", "image/png", picture())
    alice.say("The label of the pallet.")
    shown = frank.open(ORDER).message("The label of the pallet.").locator("[part~=picture]")
    shown.click(timeout=PATIENCE)
    viewer = frank.page.get_by_role("dialog", name="Pictures")
    with frank.page.expect_download() as download:
        viewer.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "label.png"
    viewer.get_by_role("button", name="Close").click()


def test_the_card_of_an_order_follows_the_order(who: Who) -> None:
    bob, frank = who("bob").window.open_order(1041), who("frank").open(ORDER)
    card = frank.page.get_by_role("region", name="What this is about")
    frank.composer(frank.room).fill("Is order:1041 ready to go?")
    frank.composer(frank.room).press("Enter")
    chip = frank.message("ready to go?").locator("onrecord-chip")
    for each in (card, chip):
        expect(each).to_contain_text("Confirmed", timeout=PATIENCE)
    bob.page.get_by_role("button", name="Mark as picked").click()
    for each in (card, chip):
        expect(each).to_contain_text("Picked", timeout=PATIENCE)


def test_what_was_said_is_found_and_what_was_removed_is_not(who: Who) -> None:
    alice, frank = who("alice"), who("frank")
    alice.open(ORDER).say("The tarpaulin is in bay nine.")
    alice.say("The crowbar is in bay ten.")
    expect(frank.find("crowbar")).to_be_visible(timeout=PATIENCE)
    alice.remove("The crowbar")
    expect(frank.find("crowbar")).to_have_count(0, timeout=PATIENCE)
    expect(frank.page.locator("onrecord-search")).to_contain_text("Nothing was found.")
    frank.find("tarpaulin").click(timeout=PATIENCE)
    frank.sees("The tarpaulin")
    expect(frank.message("The tarpaulin")).to_be_in_viewport(timeout=PATIENCE)


def test_one_works_by_the_keyboard_alone(who: Who) -> None:
    carol = who("carol").come()
    keys = carol.page.keyboard
    carol.walk("Tab", "Find a conversation")
    keys.type(ORDER)
    keys.press("Enter")
    expect(carol.composer(carol.room)).to_be_focused(timeout=PATIENCE)
    keys.type("Written without a mouse.")
    keys.press("Enter")
    carol.sent("Written without a mouse.")
    carol.walk("Shift+Tab", "Carol Okafor,")
    keys.press("Enter")
    expect(carol.page.get_by_role("menuitem", name="React with").first).to_be_focused()
    keys.press("Enter")
    mine = carol.message("Written without").get_by_role("button", name="you included")
    expect(mine).to_be_visible(timeout=PATIENCE)
    carol.walk("Shift+Tab", "Carol Okafor,")
    keys.press("Enter")
    expect(carol.page.get_by_role("menuitem", name="React with").first).to_be_focused()
    carol.walk("ArrowDown", "Reply in thread")
    keys.press("Enter")
    expect(carol.composer(carol.thread)).to_be_focused(timeout=PATIENCE)
    keys.type("Nor this.")
    keys.press("Enter")
    carol.sees("Nor this.", carol.thread)
    carol.walk("Tab", "Find a conversation")
    keys.press("Escape")
    carol.walk("Tab", "Search messages")
    keys.press("Enter")
    expect(carol.page.get_by_role("combobox", name="Search messages")).to_be_focused()
    keys.type("mouse")
    found = carol.page.locator("onrecord-search [part~=row]").filter(has_text="without a mouse")
    expect(found).to_be_visible(timeout=PATIENCE)
    keys.press("ArrowDown")
    expect(found).to_be_focused()
    keys.press("Enter")
    carol.sees("Written without a mouse.")


def test_the_day_leaves_nothing_wrong_in_any_window(here: dict[str, Person], day: Worker) -> None:
    assert {who: each.window.wrong for who, each in here.items() if each.window.wrong} == {}
    said = day.log.read_text(encoding="utf-8")
    assert "Traceback" not in said


def test_the_record_of_the_day_holds(database: str, day: Worker) -> None:
    command = [sys.executable, "-m", "onrecord_server.cli", "verify", "--database", database]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=day._environment()
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all holds" in done.stdout
