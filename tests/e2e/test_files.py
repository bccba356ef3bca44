"""Files between two windows of a real browser: chosen, pasted, dropped, seen, viewed, taken back."""

import base64
import os
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenWindow
from tests.e2e.windows import SECOND, Window
from tests.support import files


pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
ORDER = 1041
SHOTS = os.environ.get("ONRECORD_SHOTS")


@pytest.fixture
def alice(window: OpenWindow) -> Window:
    return window("Alice Moreau").open_order(ORDER)


@pytest.fixture
def bob(window: OpenWindow) -> Window:
    return window("Bob Tanaka").open_order(ORDER)


def choose(window: Window, *given: tuple[str, str, bytes]) -> None:
    """Choose files as the paperclip does."""
    chosen = [{"name": n, "mimeType": t, "buffer": d} for n, t, d in given]
    expect(window.talk.get_by_role("button", name="Attach files")).to_be_visible(
        timeout=10 * SECOND
    )
    window.talk.locator("input[type=file]").set_input_files(chosen)  # type: ignore[arg-type]


def picture_of(window: Window, name: str) -> Locator:
    return window.talk.get_by_role("img", name=f"Picture {name}")


def test_a_picture_and_a_file_arrive_and_the_picture_opens(alice: Window, bob: Window) -> None:
    photo = files.picture("PNG", (640, 480), (180, 90, 40))
    choose(alice, ("dock.png", "image/png", photo), ("notes.txt", "text/plain", b"hello"))
    expect(alice.talk.locator(".item.ready")).to_have_count(2, timeout=15 * SECOND)
    alice.say("The dock, and my notes")
    bob.sees("The dock, and my notes")
    image = picture_of(bob, "dock.png")
    expect(image).to_be_visible(timeout=10 * SECOND)
    assert image.evaluate("i => i.complete && i.naturalWidth > 0 || i.decode().then(() => true)")
    assert image.evaluate("i => Math.abs(i.width / i.height - 4 / 3) < 0.01 && i.width > 200")
    with bob.page.expect_download() as kept:
        bob.talk.get_by_role("button", name="Download notes.txt").click()
    assert Path(kept.value.path()).read_bytes() == b"hello"
    image.click()
    viewer = bob.page.get_by_role("dialog", name="Pictures")
    expect(viewer.get_by_role("img")).to_be_visible()
    bob.page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()


def test_files_alone_are_a_message_and_go_when_they_are_ready(alice: Window, bob: Window) -> None:
    choose(alice, ("big.txt", "text/plain", b"x" * 3_000_000))
    alice.composer.press("Enter")
    expect(bob.talk.get_by_role("button", name="Download big.txt")).to_be_visible(
        timeout=20 * SECOND
    )


def test_a_picture_is_pasted_and_another_one_dropped(alice: Window, bob: Window) -> None:
    data = base64.b64encode(files.picture("PNG", (40, 30))).decode()
    give = """([kind, data, name]) => {
        const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
        const given = new DataTransfer();
        given.items.add(new File([bytes], name, { type: 'image/png' }));
        const root = document.querySelector('onrecord-conversation').shadowRoot;
        const inside = (at) => at.querySelector('onrecord-composer')
          ?? [...at.querySelectorAll('*')].map((e) => e.shadowRoot && inside(e.shadowRoot)).find(Boolean);
        const area = inside(root).shadowRoot.querySelector('textarea');
        const options = { bubbles: true, composed: true, cancelable: true };
        area.dispatchEvent(kind === 'paste'
          ? new ClipboardEvent('paste', { ...options, clipboardData: given })
          : new DragEvent('drop', { ...options, dataTransfer: given }));
    }"""
    expect(alice.talk.get_by_role("button", name="Attach files")).to_be_visible(timeout=10 * SECOND)
    alice.page.evaluate(give, ["paste", data, "pasted.png"])
    alice.page.evaluate(give, ["drop", data, "dropped.png"])
    expect(alice.talk.locator(".item.ready")).to_have_count(2, timeout=15 * SECOND)
    alice.say("both")
    expect(picture_of(bob, "pasted.png")).to_be_visible(timeout=10 * SECOND)
    expect(picture_of(bob, "dropped.png")).to_be_visible(timeout=10 * SECOND)


def test_what_is_refused_says_why_and_text_goes_on(alice: Window, bob: Window) -> None:
    choose(alice, ("photo.png", "image/png", files.HTML))
    expect(alice.talk.get_by_text("This is not what its name says")).to_be_visible(
        timeout=15 * SECOND
    )
    alice.talk.get_by_role("button", name="Remove photo.png").click()
    alice.say("plain words")
    bob.sees("plain words")


def test_an_upload_goes_on_after_the_connection_was_away(alice: Window, bob: Window) -> None:
    expect(alice.talk.get_by_role("button", name="Attach files")).to_be_visible(timeout=10 * SECOND)
    choose(alice, ("first.txt", "text/plain", b"loads the part"))
    expect(alice.talk.locator(".item.ready")).to_have_count(1, timeout=15 * SECOND)
    alice.context.set_offline(True)
    choose(alice, ("notes.txt", "text/plain", b"y" * 2_000_000))
    expect(alice.talk.get_by_text("Waiting for the connection")).to_be_visible(timeout=10 * SECOND)
    alice.context.set_offline(False)
    expect(alice.talk.locator(".item.ready")).to_have_count(2, timeout=30 * SECOND)
    alice.say("here they are")
    expect(bob.talk.get_by_role("button", name="Download notes.txt")).to_be_visible(
        timeout=10 * SECOND
    )


def test_a_removed_message_takes_its_picture_away(alice: Window, bob: Window) -> None:
    choose(alice, ("dock.png", "image/png", files.picture("PNG", (300, 200))))
    expect(alice.talk.locator(".item.ready")).to_have_count(1, timeout=15 * SECOND)
    alice.say("look at this")
    image = picture_of(bob, "dock.png")
    expect(image).to_be_visible(timeout=10 * SECOND)
    address = image.get_attribute("src") or ""
    assert bob.page.request.get(address).status == 200
    alice.act("look at this", "Remove")
    alice.page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(image).to_have_count(0)
    assert bob.page.request.get(address).status == 404


@pytest.mark.skipif(not SHOTS, reason="pictures are taken where ONRECORD_SHOTS names a folder")
@pytest.mark.parametrize("width", [360, 760, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_of_it_are_taken(window: OpenWindow, width: int, scheme: str) -> None:
    size = {"width": width, "height": 820}
    alice = window("Alice Moreau", viewport=size, color_scheme=scheme).open_order(ORDER)
    photo = files.photo((1200, 900))
    choose(
        alice,
        ("dock.jpg", "image/jpeg", photo),
        ("gate.png", "image/png", files.picture("PNG", (640, 480), (60, 120, 90))),
        ("delivery note 1041.pdf", "application/pdf", files.PDF),
    )
    expect(alice.talk.locator(".item.ready")).to_have_count(3, timeout=15 * SECOND)
    alice.say("Two pictures and the note")
    expect(picture_of(alice, "gate.png")).to_be_visible(timeout=10 * SECOND)
    choose(
        alice,
        ("again.png", "image/png", photo),
        ("label.png", "image/png", files.HTML),
        ("notes.txt", "text/plain", b"hello"),
    )
    expect(alice.talk.locator(".item.refused")).to_have_count(1, timeout=15 * SECOND)
    alice.page.wait_for_timeout(800)
    alice.page.screenshot(path=Path(str(SHOTS)) / f"files-{width}-{scheme}.png")
    if width == 1440:
        picture_of(alice, "gate.png").click()
        alice.page.wait_for_timeout(600)
        alice.page.screenshot(path=Path(str(SHOTS)) / f"viewer-{width}-{scheme}.png")
