"""The whole story of oversight at the order desk: who looks at what, by which rule, and who sees it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, Locator, expect

from examples.order_desk.people import COLLEAGUES
from onrecord.errors import Forbidden
from onrecord.wire.grants import Grant, GrantScope
from tests.e2e.people_of_the_day import PATIENCE, Person
from tests.e2e.portal import Portal
from tests.e2e.windows import open_window
from tests.examples.overseen import Enter, entrance, overseen
from tests.examples.reviewing import WHY, of_orders, queued, told
from tests.support.worker import Worker


pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
REASON = "Two pallets of order 1042 are missing"
SECRET = "Meet me at the dock, not a word to anybody."
ORDER, LEAVING = "Order 1041", "Here is the customer list of the north."
OBJECTION, RIGHT = "It was agreed with the customer.", "The customer asked for it."
RUDE = "You mix up the labels every single time."
T = TypeVar("T")
Who = Callable[[str], Person]


class Aside:
    """Runs blocking calls beside the browser's own thread, which has an event loop in it."""

    def __init__(self, enter: Enter) -> None:
        self._enter, self._thread = enter, ThreadPoolExecutor(1)

    def __call__(self, what: Callable[[Enter], T]) -> T:
        return self._thread.submit(what, self._enter).result(60)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """The order desk, under its policy from the start."""
    with overseen(tmp_path_factory.mktemp("story")) as worker:
        yield worker


@pytest.fixture(scope="module")
def aside(desk: Worker) -> Iterator[Aside]:
    """Those who are no part of the scene act through the SDK, with logins of their own."""
    with entrance(desk) as enter:
        yield Aside(enter)


@pytest.fixture(scope="module")
def who(browser: Browser, desk: Worker) -> Iterator[Who]:
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


def centre(me: Person) -> Locator:
    """Open the privacy centre by the link of the desk."""
    me.page.goto(f"{me.window.base}/")
    me.page.get_by_role("link", name="Privacy").click()
    found = me.page.locator("onrecord-privacy")
    expect(found).to_contain_text("Looks at your messages", timeout=PATIENCE)
    return found


def looks(seen: Locator) -> Locator:
    """The looks that stand there, each a line."""
    return seen.get_by_role("region", name="Looks at your messages").locator("li.look")


def test_a_private_conversation_opens_by_the_rules_and_both_see_each_look(
    who: Who, aside: Aside
) -> None:
    bob, ivan = who("bob"), Portal(who("ivan"))
    talk = aside(lambda enter: whisper(enter, "bob", "erin"))
    seen = centre(bob)
    expect(seen).to_contain_text("Nobody has looked at your conversations", timeout=PATIENCE)
    ivan.ask(talk, REASON)
    (asked,) = aside(lambda enter: enter("ivan").grants.list().data)
    Portal(who("carol")).approve(REASON)
    aside(lambda enter: is_shut(enter, asked, talk))
    Portal(who("prue")).approve(REASON)
    ivan.search("dock")
    ivan.shows("1 message found. 1 was looked through.")
    expect(looks(seen)).to_have_count(1, timeout=PATIENCE)
    expect(seen).to_contain_text("Erin Lindqvist: searched for words; 1 message was shown")
    ivan.read()
    ivan.shows(SECRET)
    expect(looks(seen)).to_have_count(2, timeout=PATIENCE)
    expect(seen).to_contain_text("Erin Lindqvist: 1 message was read")
    expect(seen).to_contain_text("by somebody acting as investigator")
    expect(seen).not_to_contain_text("Ivan")
    aside(lambda enter: enter("ivan").grants.close(asked.id, reason="It is settled by now"))
    aside(lambda enter: is_shut(enter, asked, talk))
    bob.page.reload()
    expect(looks(seen)).to_have_count(2, timeout=PATIENCE)


def is_shut(enter: Enter, asked: Grant, talk: str) -> None:
    """A grant opens nothing before its approvals, nor after its end."""
    with pytest.raises(Forbidden):
        enter("ivan").grants.messages(asked.id, talk)


def test_a_look_that_is_put_off_appears_on_its_date(who: Who, aside: Aside) -> None:
    frank = who("frank")
    talk = aside(lambda enter: whisper(enter, "frank", "alice"))
    until = datetime.now(UTC) + timedelta(seconds=20)
    asked = aside(lambda enter: ask(enter, talk, until))
    aside(lambda enter: approved(enter, asked))
    aside(lambda enter: enter("ivan").grants.messages(asked.id, talk))
    seen = centre(frank)
    expect(seen).to_contain_text("1 more look is kept from you for now", timeout=PATIENCE)
    before = looks(seen).count()
    frank.page.wait_for_timeout(max(0, (until - datetime.now(UTC)).total_seconds() * 1000))
    frank.page.reload()
    expect(looks(seen)).to_have_count(before + 1, timeout=PATIENCE)
    expect(seen).not_to_contain_text("kept from you")


def test_what_waits_is_rejected_and_another_reviewer_lets_it_go(who: Who, aside: Aside) -> None:
    erin, rita = who("erin").open(ORDER), Portal(who("rita"))
    erin.say(LEAVING)
    held = erin.message(LEAVING)
    expect(held).to_contain_text("Held back: only you see this", timeout=PATIENCE)
    case = aside(lambda enter: queued(enter, "rita", "leaving")[-1])
    rita.open_case(case.id)
    rita.shows(LEAVING)
    expect(rita.page).not_to_contain_text("Erin")
    rita.decide("Violation", "Reject it", WHY)
    expect(held).to_contain_text("Not delivered: a reviewer decided so", timeout=PATIENCE)
    held.get_by_role("button", name="Ask another reviewer").click()
    object_to(erin)
    aside(lambda enter: is_another_reviewers(enter, "rita", case.id))
    upheld(Portal(who("cora")), case.id)
    who("bob").open(ORDER).sees(LEAVING)
    is_right(erin)


def test_what_one_reports_is_decided_and_one_hears_of_it(who: Who, aside: Aside) -> None:
    dan, cora = who("dan").open(ORDER), Portal(who("cora"))
    aside(lambda enter: enter("bob").messages.send(order(enter, "bob"), RUDE))
    dan.sees(RUDE)
    dan.act(RUDE, "Report…")
    dialog = dan.page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Harassment").check()
    dialog.get_by_role("button", name="Report", exact=True).click()
    expect(dialog).to_contain_text("Thank you.", timeout=PATIENCE)
    case = aside(lambda enter: queued(enter, "cora", "report")[-1])
    cora.open_case(case.id)
    cora.decide("Violation", "Remove the message", WHY)
    assert aside(lambda enter: told(enter, "dan", "report_decided").acted)
    expect(dan.message(RUDE)).to_have_count(0, timeout=PATIENCE)
    ask_another(who("bob"), "A message of yours was removed")
    upheld(Portal(who("rita")), case.id)
    is_right(who("bob"))
    dan.sees(RUDE)


def test_what_was_drawn_is_removed_and_put_back(who: Who, aside: Aside) -> None:
    cora = Portal(who("cora"))
    case, author = aside(lambda enter: next(of_orders(enter)))
    cora.open_case(case.id)
    cora.decide("Violation", "Remove the message", WHY)
    ask_another(who(author), "A message of yours was removed")
    upheld(Portal(who("rita")), case.id)
    is_right(who(author))
    back = aside(lambda enter: enter("alice").messages.get(enter.message_of(case.id)))
    assert back.state == "active"


def ask_another(author: Person, line: str) -> None:
    """Ask another reviewer, from the notices of the privacy centre."""
    told = centre(author).locator("li.line").filter(has_text=line)
    told.get_by_role("button", name="Ask another reviewer").first.click(timeout=PATIENCE)
    object_to(author)


def object_to(author: Person) -> None:
    """Say what is wrong with a decision."""
    dialog = author.page.get_by_role("dialog", name="Ask another reviewer")
    dialog.get_by_role("textbox").fill(OBJECTION)
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_be_hidden(timeout=PATIENCE)


def upheld(another: Portal, case_id: str) -> None:
    """Another reviewer reads it all and finds that the author is right."""
    another.open_case(case_id)
    another.shows(OBJECTION)
    another.uphold(RIGHT)


def is_right(author: Person) -> None:
    """The author is told how it ended."""
    expect(centre(author)).to_contain_text("you were right", timeout=PATIENCE)


def is_another_reviewers(enter: Enter, first: str, case_id: str) -> None:
    """Who decided does not decide again."""
    with pytest.raises(Forbidden):
        enter(first).cases.open(case_id)


def order(enter: Enter, who: str) -> str:
    """The conversation of an order."""
    (found,) = enter(who).conversations.list(subject="order:1041").data
    return found.id


def whisper(enter: Enter, one: str, other: str) -> str:
    """Let two people talk in private."""
    made = enter(one).conversations.create(kind="direct", members=[other])
    enter(one).messages.send(made.id, SECRET)
    return made.id


def ask(enter: Enter, talk: str, until: datetime | None = None) -> Grant:
    """Let Ivan ask to look; nothing opens by that."""
    me, scope = enter("ivan").grants, GrantScope(conversations=[talk])
    asked = me.request("investigation", scope, reason=REASON, lasts="P7D", defer_until=until)
    is_shut(enter, asked, talk)
    return asked


def approved(enter: Enter, asked: Grant) -> None:
    """Let two others approve; it opens with the second."""
    for name in ("carol", "prue"):
        enter(name).grants.approve(asked.id, scope_hash=asked.scope_hash)
