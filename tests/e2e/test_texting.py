"""Staff and a customer text: a window of the desk and the phone beside it, and what oversight sees of it."""

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from examples.order_desk.people import COLLEAGUES
from examples.order_desk.texting import FIRST, WRITTEN
from onrecord.errors import OptedOut
from onrecord.wire.exports import Archive, ExportFormat
from onrecord.wire.grants import Grant, GrantScope
from onrecord.wire.holds import HoldScope
from onrecord.wire.sms import SmsText
from onrecord_server.exports.verify_bundle import verify
from tests.e2e.people_of_the_day import PATIENCE, Person
from tests.e2e.portal import Portal
from tests.e2e.test_story import Aside
from tests.e2e.windows import open_window
from tests.examples.overseen import Enter, entrance, overseen
from tests.support.handed import words_of
from tests.support.project import ROOT
from tests.support.soon import soon
from tests.support.worker import Worker


pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
TITLE = f"{WRITTEN.name}, {WRITTEN.customer}"
OURS, THEIRS = "The driver is called Omar.", "Which gate? Ours is being painted."
LONG = "What is on your pallets: " + ", ".join(f"{count} crates of lemons" for count in range(20))
ANSWER = "That is one crate too many."
AFTER, AGAIN, LATER = "One more thing about tomorrow.", "Gate two, please.", "And thank you!"
#: Nobody asks for the page to be read offline: it is in every export.
FORMATS: list[ExportFormat] = [
    *("jsonl", "csv", "eml", "actiance", "global-relay", "rsmf", "edrm", "concordance", "pdf")
]
BUNDLE = ROOT / "server_kit/onrecord_server/web/static"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """The order desk under its policy, with a phone on any port."""
    with overseen(tmp_path_factory.mktemp("texting"), "--phone", "0") as worker:
        yield worker


@pytest.fixture(scope="module")
def aside(desk: Worker) -> Iterator[Aside]:
    """Those who are no part of the scene act through the SDK, with logins of their own."""
    with entrance(desk) as enter:
        yield Aside(enter)


@pytest.fixture(scope="module")
def who(browser: Browser, desk: Worker) -> Iterator[Callable[[str], Person]]:
    """Call somebody to a window of their own; at the end none of them has seen anything wrong."""
    here: dict[str, Person] = {}

    def call(name: str) -> Person:
        if name not in here:
            window = open_window(browser, desk)
            here[name] = Person(window.sign_in(COLLEAGUES[name].name), COLLEAGUES[name].name)
        return here[name]

    yield call
    for each in here.values():
        each.window.context.close()
    assert [wrong for each in here.values() for wrong in each.window.wrong] == []


@pytest.fixture(scope="module")
def phone(browser: Browser, desk: Worker) -> Iterator[Page]:
    """The screen of the customer's phone, where the desk says that it is."""
    found = re.search(r"phone of a customer is at (\S+)", desk.log.read_text(encoding="utf-8"))
    assert found is not None
    with browser.new_context() as context:
        page, wrong = context.new_page(), list[str]()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(found[1])
        yield page
        assert wrong == []


@pytest.fixture(scope="module")
def talk(aside: Aside) -> str:
    """The conversation that Dan has with the customer."""
    return aside(_talk)


def _talk(enter: Enter) -> str:
    (found,) = [one for one in enter("dan").conversations.iterate() if one.title == TITLE]
    return found.id


@pytest.fixture(scope="module")
def texting() -> None:
    """Skip where the composer does not show texts yet."""
    if not any("onrecord-texting" in one.read_text("utf-8") for one in BUNDLE.glob("*.js")):
        pytest.skip("the widgets have no element onrecord-texting yet")


def shown(phone: Page, text: str) -> Locator:
    """What stands on the phone with these words."""
    return phone.locator("#texts li").filter(has_text=text)


def write(phone: Page, text: str) -> None:
    """Write on the phone and send."""
    area = phone.locator("#text")
    area.fill(text)
    area.press("Enter")
    expect(shown(phone, text).last).to_be_visible(timeout=PATIENCE)


def reason(aside: Aside, talk: str) -> str | None:
    """Return what holds back a text of Dan's."""
    return aside(lambda enter: enter("dan").sms.standing(talk).reason)


def test_both_write_and_read_each_other(who: Callable[[str], Person], phone: Page) -> None:
    expect(shown(phone, FIRST[:40])).to_have_count(1, timeout=PATIENCE)
    dan = who("dan").open(TITLE)
    dan.say(OURS)
    expect(shown(phone, OURS)).to_have_count(1, timeout=PATIENCE)
    write(phone, THEIRS)
    dan.sees(THEIRS)


def test_each_text_is_delivered_once(aside: Aside, talk: str) -> None:
    soon(lambda: {one.state for one in texts(aside, talk)} == {"delivered"})
    assert [one.tries for one in texts(aside, talk)] == [1, 1]


def texts(aside: Aside, talk: str) -> list[SmsText]:
    """What became of the texts of a conversation."""
    return aside(lambda enter: list(enter("dan").sms.texts(talk).data))


def test_its_parts_are_shown_before_it_is_sent(texting: None, who: Callable[[str], Person]) -> None:
    dan = who("dan").open(TITLE)
    dan.composer(dan.room).fill("x" * 161)
    parts = dan.room.locator("onrecord-texting [part~=segments]")
    expect(parts).to_contain_text("2", timeout=PATIENCE)
    dan.composer(dan.room).fill("")


def test_stop_closes_the_composer_with_the_reason(
    texting: None, who: Callable[[str], Person], phone: Page
) -> None:
    dan = who("dan").open(TITLE)
    expect(dan.composer(dan.room)).to_be_visible(timeout=PATIENCE)
    phone.get_by_role("button", name="STOP", exact=True).click()
    expect(dan.room).to_contain_text("They asked for no more texts", timeout=PATIENCE)
    expect(dan.composer(dan.room)).to_have_count(0, timeout=PATIENCE)
    expect(shown(phone, "you will get no more texts")).to_have_count(1, timeout=PATIENCE)


def test_start_opens_it_again(texting: None, who: Callable[[str], Person], phone: Page) -> None:
    dan = who("dan")
    phone.get_by_role("button", name="START", exact=True).click()
    expect(dan.composer(dan.room)).to_be_visible(timeout=PATIENCE)
    dan.say(AGAIN)
    expect(shown(phone, AGAIN)).to_have_count(1, timeout=PATIENCE)


def test_nothing_leaves_between_stop_and_start(aside: Aside, phone: Page, talk: str) -> None:
    phone.get_by_role("button", name="STOP", exact=True).click()
    soon(lambda: reason(aside, talk) == "opted_out")
    aside(lambda enter: _is_refused(enter, talk))
    phone.get_by_role("button", name="START", exact=True).click()
    soon(lambda: reason(aside, talk) is None)
    expect(shown(phone, "you get our texts again").last).to_be_visible(timeout=PATIENCE)
    expect(shown(phone, AFTER)).to_have_count(0)


def _is_refused(enter: Enter, talk: str) -> None:
    with pytest.raises(OptedOut):
        enter("dan").messages.send(talk, AFTER)


def test_what_is_long_is_read_on_a_page_with_a_code_and_answered_there(
    texting: None, who: Callable[[str], Person], phone: Page, browser: Browser
) -> None:
    dan = who("dan").open(TITLE)
    dan.composer(dan.room).fill(LONG)
    said = dan.room.locator("onrecord-texting [part~=texting-notice]")
    expect(said).to_contain_text("because it is long", timeout=PATIENCE)
    dan.say(LONG)
    link = _within(phone, r"http://\S+/sms/read/\S+")
    expect(shown(phone, LONG[:40])).to_have_count(0)
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page, wrong = context.new_page(), list[str]()
        page.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
        _read(page, phone, link)
        page.get_by_label("Your answer").fill(ANSWER)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text(ANSWER)).to_be_visible(timeout=PATIENCE)
        assert wrong == []
    dan.sees(ANSWER)
    read = dan.room.locator("onrecord-delivery [part~=texting-notice]")
    expect(read).to_contain_text("Read on the page", timeout=PATIENCE)


def _read(page: Page, phone: Page, link: str) -> None:
    """Open the link, have a code sent to the phone, and read."""
    page.goto(link)
    expect(page.get_by_text(LONG[:40])).to_have_count(0)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_text("on its way")).to_be_visible(timeout=PATIENCE)
    page.get_by_label("Code").fill(_within(phone, r"(?<=code is )\d{6}"))
    page.get_by_role("button", name="Read the message").click()
    expect(page.get_by_text(LONG[:40])).to_be_visible(timeout=PATIENCE)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360, "nothing is wider than a phone"


def _within(phone: Page, pattern: str) -> str:
    """Return what comes on the phone and looks like this."""
    texts = phone.locator("#texts")
    expect(texts).to_contain_text(re.compile(pattern), timeout=PATIENCE)
    found = re.search(pattern, texts.inner_text())
    assert found is not None
    return found[0]


def test_a_review_finds_what_both_said(
    who: Callable[[str], Person], aside: Aside, talk: str
) -> None:
    aside(lambda enter: granted(enter, "ivan", ("carol", "prue"), talk))
    ivan = Portal(who("ivan"))
    ivan.search("painted")
    ivan.shows("1 message found")
    ivan.shows(THEIRS)


def granted(enter: Enter, name: str, others: tuple[str, str], talk: str) -> Grant:
    """Ask to look at the conversation, and have two others approve it."""
    scope = GrantScope(conversations=[talk])
    why = "A customer claims that the gate was agreed on"
    asked = enter(name).grants.request("investigation", scope, reason=why, lasts="P7D")
    for other in others:
        enter(other).grants.approve(asked.id, scope_hash=asked.scope_hash)
    return enter(name).grants.get(asked.id)


def test_a_hold_covers_what_was_and_what_comes(aside: Aside, phone: Page, talk: str) -> None:
    scope = HoldScope(conversations=[talk])
    held = aside(
        lambda enter: enter("cora").holds.create("Gate", scope, reason="A claim for damages")
    )
    assert held.state == "open"
    before = covered(aside, scope)
    assert before >= len((FIRST, OURS, THEIRS))
    write(phone, LATER)
    soon(lambda: covered(aside, scope) == before + 1)


def covered(aside: Aside, scope: HoldScope) -> int:
    """Count the messages that a hold covers."""
    return aside(lambda enter: enter("cora").holds.preview(scope).messages)


def test_it_is_handed_over_in_every_format(aside: Aside, talk: str, tmp_path: Path) -> None:
    grant = aside(lambda enter: granted(enter, "cora", ("prue", "olga"), talk))
    bundle = tmp_path / "export.zip"
    asked = aside(lambda enter: exported(enter, grant))
    soon(lambda: aside(lambda enter: enter("cora").exports.get(asked.id)).state == "done")
    bundle.write_bytes(aside(lambda enter: b"".join(enter("cora").exports.content(asked.id))))
    with zipfile.ZipFile(bundle) as archive:
        keys = archive.read("vkeys").decode()
    assert verify(bundle, keys, []).found == []
    said = [re.sub(r"\s", "", one) for one in (FIRST, OURS, THEIRS)]
    missing = {name: [one for one in said if one not in w] for name, w in words_of(bundle).items()}
    assert missing == {name: [] for name in (*FORMATS, "html")}


def exported(enter: Enter, grant: Grant) -> Archive:
    """Ask for an export in every format, and have somebody else approve it."""
    asked = enter("cora").exports.create(grant.id, FORMATS)
    return enter("prue").exports.approve(asked.id)
