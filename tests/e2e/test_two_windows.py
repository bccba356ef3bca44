"""Two people in two windows of a real browser, at the order desk."""

import time

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenWindow
from tests.e2e.windows import SECOND, Window
from tests.support.worker import Worker


pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
ORDER = 1041


@pytest.fixture
def alice(window: OpenWindow) -> Window:
    return window("Alice Moreau").open_order(ORDER)


@pytest.fixture
def bob(window: OpenWindow) -> Window:
    return window("Bob Tanaka").open_order(ORDER)


def test_what_one_writes_the_other_sees_live(alice: Window, bob: Window) -> None:
    alice.say("Is the pallet wrapped?")
    bob.sees("Is the pallet wrapped?")
    bob.say("Since ten o'clock.")
    alice.sees("Since ten o'clock.")


def test_an_edit_arrives_and_its_versions_can_be_looked_at(alice: Window, bob: Window) -> None:
    alice.say("Two palets.")
    bob.sees("Two palets.")
    alice.act("Two palets.", "Edit")
    field = alice.talk.get_by_role("textbox", name="Edit your message")
    field.fill("Two pallets.")
    field.press("Enter")
    bob.sees("Two pallets.")
    bob.act("Two pallets.", "Earlier versions")
    expect(bob.page.get_by_role("dialog").get_by_text("palets.").first).to_be_visible()


def test_a_removal_leaves_a_mark_and_no_words(alice: Window, bob: Window) -> None:
    alice.say("Forget this one.")
    bob.sees("Forget this one.")
    alice.act("Forget this one.", "Remove")
    alice.page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(bob.message("Forget this one.")).to_have_count(0)
    expect(bob.talk.get_by_text("Removed by its author.")).to_be_visible()


def test_a_reply_quotes_what_it_answers(alice: Window, bob: Window) -> None:
    alice.say("Which dock?")
    bob.sees("Which dock?")
    bob.act("Which dock?", "Reply")
    expect(bob.talk.get_by_text("Reply to Alice")).to_be_visible(timeout=15 * SECOND)
    bob.say("Dock three.")
    alice.sees("Dock three.")
    expect(alice.message("Dock three.").locator("[part=quote]")).to_contain_text("Which dock?")


def test_one_sees_that_the_other_types_and_has_read(alice: Window, bob: Window) -> None:
    typing = alice.talk.get_by_text("is typing…")
    for _ in range(20):  # Kept nowhere, so a window that connects later hears only the next one.
        bob.composer.press_sequentially("Hm", delay=50)
        alice.page.wait_for_timeout(500)
        if typing.is_visible():
            break
    expect(typing).to_be_visible()
    bob.composer.fill("")
    alice.say("Have you seen this?")
    bob.sees("Have you seen this?")
    expect(alice.message("Have you seen this?")).to_contain_text("Read", timeout=15 * SECOND)


def test_a_change_of_the_order_is_said_in_its_conversation(alice: Window, bob: Window) -> None:
    alice.page.get_by_role("button", name="Mark as picked").click()
    expect(alice.page.locator(".badge.picked")).to_be_visible()
    bob.sees("Picked.")


def test_after_twenty_seconds_without_network_both_show_the_same(
    alice: Window, bob: Window
) -> None:
    alice.context.set_offline(True)
    cut = time.monotonic()
    for number in range(3):
        alice.say(f"cut: alice {number}")
        bob.say(f"cut: bob {number}")
        bob.sees(f"cut: bob {number}")
    expect(alice.talk.get_by_text("Waiting to be sent").first).to_be_visible()
    alice.page.wait_for_timeout(max(0.0, 20 - (time.monotonic() - cut)) * SECOND)
    alice.context.set_offline(False)
    for who in (alice, bob):
        for number in range(3):
            who.sees(f"cut: alice {number}", seconds=40)
            who.sees(f"cut: bob {number}", seconds=40)
    expect(alice.talk.get_by_text("Waiting to be sent")).to_have_count(0)
    assert alice.order_of("cut:") == bob.order_of("cut:")


@pytest.mark.req("SEC-1")
def test_a_worker_killed_in_a_burst_loses_and_doubles_nothing(
    alice: Window, bob: Window, desk: Worker
) -> None:
    for number in range(12):
        alice.say(f"burst {number}.")
        if number == 5:
            desk.kill()
        if number == 9:
            desk.start()
    desk.wait()
    wanted = [f"burst {number}." for number in range(12)]
    for text in wanted:
        bob.sees(text, seconds=40)
        alice.sees(text, seconds=40)
    assert alice.order_of("burst") == bob.order_of("burst") == wanted
    bob.open_order(ORDER)
    bob.sees("burst 11.")
    assert bob.order_of("burst") == wanted
