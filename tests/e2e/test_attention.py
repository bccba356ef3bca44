"""What asks for attention: the title of the page, keywords, levels, notifications of the desktop.

What the desktop was asked to show is kept by the page, in place of the desktop itself.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.people_of_the_day import NAMES, PATIENCE, Person
from tests.e2e.windows import open_window
from tests.support.worker import Worker


pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
ORDER = "Order 1041"
#: A desktop that keeps what it is asked to show, and a window that is in front only when told.
DESKTOP = """
  window.shown = [];
  window.asked = 0;
  window.inFront = true;
  document.hasFocus = () => window.inFront;
  window.Notification = class extends EventTarget {
    static permission = "default";
    static async requestPermission() {
      window.asked += 1;
      return (this.permission = window.answer ?? "granted");
    }
    constructor(title, options) {
      super();
      window.shown.push({title, ...options, choose: () => this.onclick?.()});
    }
    close() {}
  };
"""
SHOWN = "() => window.shown.map(({title, body, tag}) => ({title, body, tag}))"


def _arrive(browser: Browser, desk: Worker, who: str) -> Person:
    window = open_window(browser, desk)
    window.context.add_init_script(DESKTOP)
    return Person(window.sign_in(NAMES[who]), NAMES[who])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """One order desk for all of it."""
    folder = tmp_path_factory.mktemp("desk")
    command = ("examples.order_desk", "--data", str(folder), "--empty", "--no-policy")
    worker = Worker("", folder / "log", command=command)
    try:
        worker.start().wait(patience=120)
        yield worker
    finally:
        worker.stop()


@pytest.fixture
def alice(browser: Browser, desk: Worker) -> Iterator[Person]:
    """Who writes."""
    yield from _here(_arrive(browser, desk, "alice"))


@pytest.fixture
def dan(browser: Browser, desk: Worker) -> Iterator[Person]:
    """Who is to hear of it."""
    yield from _here(_arrive(browser, desk, "dan"))


def _here(person: Person) -> Iterator[Person]:
    yield person
    person.window.context.close()
    assert person.window.wrong == []


def _counted(person: Person) -> int:
    """Read the count before the title, once what counts is loaded."""
    person.page.wait_for_load_state("networkidle")
    title = person.page.title()
    return int(title[1 : title.index(")")]) if title.startswith("(") else 0


def _titled(person: Person, count: int) -> None:
    expect(person.page).to_have_title(f"({count}) Chat" if count else "Chat", timeout=PATIENCE)


def _choose(person: Person, name: str) -> None:
    """Open the menu of what one wants to hear of in an order, and choose."""
    person.open(ORDER).room.get_by_role("button", name="Notifications and pins").click()
    person.page.locator("[role^=menuitem]").filter(has_text=name).click()


def _settings(person: Person) -> None:
    _choose(person, "Keywords and desktop…")
    expect(person.page.get_by_role("heading", name="Keywords")).to_be_visible(timeout=PATIENCE)


def _add(person: Person, word: str) -> None:
    person.page.get_by_role("textbox", name="Word or phrase").fill(word)
    person.page.get_by_role("button", name="Add", exact=True).click()


def _shown(person: Person, count: int) -> list[dict[str, str]]:
    """Wait until the desktop was asked for that many; a policy keeps conditions off the page."""
    shown: list[dict[str, str]] = []
    for _ in range(200):
        shown = person.page.evaluate(SHOWN)
        if len(shown) >= count:
            break
        person.page.wait_for_timeout(100)
    assert len(shown) == count
    return shown


def test_a_keyword_is_added_highlighted_refused_and_removed(alice: Person, dan: Person) -> None:
    alice.open(ORDER).say("A recall of the pallets.")
    _settings(dan)
    _add(dan, "Recall")
    listed = dan.page.get_by_role("list", name="Keywords")
    expect(listed).to_contain_text("Recall", timeout=PATIENCE)
    marked = dan.message("A recall").locator("[part~=keyword]")
    expect(marked).to_have_text("recall", timeout=PATIENCE)
    _add(dan, "x" * 61)
    expect(dan.page.locator("onrecord-attention").get_by_role("alert")).to_be_visible()
    dan.open(ORDER)
    expect(marked).to_have_text("recall", timeout=PATIENCE)
    _settings(dan)
    dan.page.get_by_role("button", name="Remove Recall").click()
    expect(marked).to_have_count(0, timeout=PATIENCE)


def test_a_mention_is_notified_once_while_nobody_looks(alice: Person, dan: Person) -> None:
    alice.open(ORDER)
    _settings(dan)
    assert dan.page.evaluate("window.asked") == 0
    dan.page.get_by_role("button", name="Turn on desktop notifications").click()
    off = dan.page.get_by_role("button", name="Turn off desktop notifications")
    expect(off).to_be_visible()
    dan.page.evaluate("window.inFront = false")
    alice.composer(alice.room).fill("<!channel> The *gate* is open.")
    alice.composer(alice.room).press("Enter")
    [shown] = _shown(dan, 1)
    assert shown["title"].startswith("Alice Moreau · ")
    assert ORDER in shown["title"]
    assert shown["body"] == "New message"
    assert shown["tag"].startswith("msg_")
    dan.page.evaluate("document.querySelector('onrecord-chat').notificationPreview = true")
    alice.say("It closes at six.")
    assert _shown(dan, 2)[1]["body"] == "It closes at six."
    dan.page.evaluate("document.querySelector('onrecord-chat').conversationId = null")
    dan.page.evaluate("window.shown[0].choose()")
    dan.sees("It closes at six.")


def test_a_browser_that_refuses_says_so(dan: Person) -> None:
    _settings(dan)
    dan.page.evaluate("window.answer = 'denied'")
    dan.page.get_by_role("button", name="Turn on desktop notifications").click()
    expect(dan.page.get_by_text("This browser blocks notifications")).to_be_visible()
    expect(dan.page.get_by_role("button", name="desktop notifications")).to_have_count(0)


def test_the_title_counts_what_the_level_counts(alice: Person, dan: Person) -> None:
    alice.open(ORDER)
    before = _counted(dan.open(ORDER).come())
    alice.say("The lorry is late.")
    _titled(dan, before + 1)
    dan.open(ORDER)
    _titled(dan, before)
    _choose(dan, "Mentions")
    expect(dan.come().row(ORDER)).to_be_visible()
    alice.say("It comes at four.")
    expect(dan.row(ORDER)).to_contain_text("It comes at four.", timeout=PATIENCE)
    _titled(dan, before)
    alice.composer(alice.room).fill("<!channel> It is here.")
    alice.composer(alice.room).press("Enter")
    _titled(dan, before + 1)
