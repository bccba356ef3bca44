"""The portal by hand: a policy is written, approved by two and in force; axe finds nothing on any section."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from onrecord.client import Actor
from onrecord.wire.grants import GrantScope
from tests.e2e.people_of_the_day import PATIENCE
from tests.e2e.portal import Portal, portals
from tests.e2e.test_accessible import AXE, violations
from tests.examples.overseen import Enter, entrance, overseen
from tests.examples.reviewing import decide, queued, told
from tests.support.require import skip_or_fail
from tests.support.worker import Worker


pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
REASON = "A customer claims that order 1042 was promised in writing"
#: A heading or a word by which each section is known to be there.
SECTIONS = {
    "overview": "Numbers by day",
    "queue": "Waiting",
    "requests": "Ask to look",
    "policy": "Version 1",
    "lexicons": "Holds until somebody releases it",
    "samples": "draw again",
    "people": "frozen",
    "reach": "may be left out",
    "holds": "nothing is deleted by its end",
    "data": "answered within a month",
    "retention": "Nothing goes without an answer",
    "imports": "The file is kept exactly as it came",
    "exports": "in formats for other programs",
    "transparency": "Everybody may read this",
    "record": "Prove an entry",
}
#: For whom it is not: the page says so, whatever the address.
REFUSED = {
    "watchers": "This is not among your duties",
    "spaces": "This is not among your duties",
}


def the_numbers_of_each_day(portal: Portal) -> None:
    figures = portal.section("Overview").locator("figure")
    expect(figures).to_have_count(3, timeout=PATIENCE)
    for summary in figures.locator("summary").all():
        summary.click()


def the_trail(portal: Portal) -> None:
    portal.section("Record")
    portal.me.page.wait_for_load_state("networkidle")  # its parts come one after another
    portal.press("Search")
    first = portal.page.locator("ol.entries details").first
    first.locator("summary").click(timeout=PATIENCE)
    expect(first).to_contain_text("Leaf of the record")


def the_words_for_notices(portal: Portal) -> None:
    portal.section("Policy")
    portal.press("Words for notices")
    expect(portal.page.get_by_role("textbox", name="Your words")).to_be_visible(timeout=PATIENCE)


def the_form_of_a_policy(portal: Portal) -> None:
    portal.section("Policy")
    portal.press("New version")
    portal.page.get_by_role("button", name=re.compile("From version")).click(timeout=PATIENCE)
    rule = portal.page.locator("summary").filter(has_text="Words of the list")
    rule.first.click(timeout=PATIENCE)
    expect(portal.page.get_by_label("What becomes of the message")).to_be_visible()


def signing_somebody_out(portal: Portal) -> None:
    portal.section("People")
    portal.page.get_by_role("searchbox", name="Find somebody").fill("Dan Fischer")
    portal.row("Dan Fischer").first.click(timeout=PATIENCE)
    portal.press("Sign out everywhere")
    expect(portal.page.get_by_label("Why")).to_be_visible(timeout=PATIENCE)


def the_spaces_of_the_company(portal: Portal) -> None:
    portal.section("Spaces")
    portal.row("Fairlight").first.click(timeout=PATIENCE)
    portal.shows("For all of us")


#: What is there only once somebody opened it, and whose it is.
INSIDE: tuple[tuple[str, Callable[[Portal], None]], ...] = (
    ("cora", the_numbers_of_each_day),
    ("cora", signing_somebody_out),
    ("audrey", the_trail),
    ("olga", the_spaces_of_the_company),
    ("paula", the_words_for_notices),
    ("paula", the_form_of_a_policy),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """The order desk, under its policy from the start."""
    with overseen(tmp_path_factory.mktemp("portal")) as worker:
        yield worker


@pytest.fixture
def here(browser: Browser, desk: Worker) -> Iterator[dict[str, Portal]]:
    """People with duties, each with the portal in a window of their own; nothing wrong was seen."""
    with portals(browser, desk, "paula", "cora", "prue", "audrey", "olga") as here:
        yield here


def test_a_policy_is_written_and_two_approve_what_they_read(here: dict[str, Portal]) -> None:
    paula = here["paula"].come()
    paula.section("Policy")
    paula.press("New version")
    paula.page.get_by_role("button", name=re.compile("From version")).click(timeout=PATIENCE)
    shown = paula.page.get_by_label("Messages shown before and after")
    expect(shown).to_have_value("5", timeout=PATIENCE)
    paula.press("Text")
    source = paula.page.get_by_role("textbox", name="The document, as YAML or JSON")
    written = source.input_value(timeout=PATIENCE)
    source.fill(written.replace("context: 5", "context: 8\n  context: 9"))
    paula.shows("The text cannot be read.")
    paula.shows("context is there twice")
    source.fill(written.replace("context: 5", "context: 8"))
    paula.shows("at most 8 before and after")
    paula.press("Form")
    expect(shown).to_have_value("8", timeout=PATIENCE)
    shown.fill("9")
    paula.shows("at most 9 before and after")
    paula.press("Keep as a draft")
    paula.press("Propose it")
    paula.press("Propose it")
    paula.shows("You wrote it: two others approve it.")
    for name in ("cora", "prue"):
        other = here[name].come()
        other.row("Policies to approve").click(timeout=PATIENCE)
        other.press("What changes")
        other.shows("Wider")
        other.press("Approve this version")
        expect(other.page.get_by_role("button", name="Approve this version")).to_have_count(0)
    here["prue"].shows("In force")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_section(here: dict[str, Portal], theme: str) -> None:
    if not AXE.exists():
        skip_or_fail("widgets", "axe-core is not installed; `make widgets` does that")
    cora = here["cora"].come()
    page = cora.me.page
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        for name, words in {**SECTIONS, **REFUSED}.items():
            page.goto(f"{cora.me.window.base}/chat/admin#/{name}")
            cora.shows(words)
            assert violations(page) == [], (name, width, theme)


def test_axe_finds_nothing_in_what_a_section_opens(here: dict[str, Portal]) -> None:
    if not AXE.exists():
        skip_or_fail("widgets", "axe-core is not installed; `make widgets` does that")
    for who, open_it in INSIDE:
        open_it(here[who].come())
        page = here[who].me.page
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            for width in (1440, 360):
                page.set_viewport_size({"width": width, "height": 900})
                assert violations(page) == [], (open_it.__name__, width, theme)


def test_axe_finds_nothing_where_an_appeal_is_decided(
    here: dict[str, Portal], desk: Worker
) -> None:
    if not AXE.exists():
        skip_or_fail("widgets", "axe-core is not installed; `make widgets` does that")
    with entrance(desk) as enter:
        case = queued(enter, "rita", "leaving")[-1]
        decide(enter, "rita", case, "violation", "reject")
        rejected = told(enter, "erin", "reject")
        enter("erin").appeals.make("The carrier asked for the prices", notice_id=rejected.id)
    cora = here["cora"]
    cora.open_case(case.id)
    cora.press("Decide the appeal")
    page = cora.me.page
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        for width in (1440, 360):
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [], (width, theme)


def test_axe_finds_nothing_in_a_conversation_as_somebody_saw_it(
    here: dict[str, Portal], desk: Worker
) -> None:
    if not AXE.exists():
        skip_or_fail("widgets", "axe-core is not installed; `make widgets` does that")
    with entrance(desk) as enter:
        asked = looked_into(enter, changed(enter))
    cora = here["cora"].come()
    cora.section("Requests")
    cora.me.page.goto(f"{cora.me.window.base}/chat/admin#/requests/{asked}")
    cora.press("Read")
    cora.page.locator("onrecord-admin-granted [data-row]").click(timeout=PATIENCE)
    cora.press("As somebody saw it")
    viewer = cora.page.get_by_label("Through whose eyes")
    viewer.select_option(label="Erin Lindqvist", timeout=PATIENCE)
    cora.looks_well()
    cora.press("Look")
    for seen in ("Through the eyes of Erin Lindqvist", "Version 2", "Removed by its author"):
        cora.shows(seen)
    cora.shows("Erin Lindqvist had read up to here")
    cora.press("Show 1 reply")
    cora.shows("Tuesday is fine with us")
    cora.looks_well()
    cora.page.get_by_label("Date and time").fill("2099-01-01T09:00:00")
    cora.press("Look")
    cora.shows("This moment has not come yet")
    cora.looks_well()


def ready(enter: Enter, name: str) -> Actor:
    """Let somebody in who has read the policy, whatever others have put in force meanwhile."""
    me = enter(name)
    now = me.policy.get()
    if now.must_acknowledge and now.version is not None and now.hash is not None:
        me.policy.acknowledge(now.version, hash=now.hash)
    return me


def changed(enter: Enter) -> str:
    """Let Bob and Erin talk, and change what they said before the last of it is said."""
    bob, erin = ready(enter, "bob"), ready(enter, "erin")
    talk = bob.conversations.create(kind="direct", members=["erin"]).id
    said = bob.messages.send(talk, "Monday, I promise")
    wrong = bob.messages.send(talk, "They can wait")
    assert said.position is not None
    erin.conversations.read(talk, said.position)
    bob.messages.edit(said.id, "Tuesday, I promise")
    erin.reactions.add(said.id, "👍")
    erin.messages.send(talk, "Tuesday is fine with us", thread_id=said.id)
    bob.messages.remove(wrong.id, reason="Not for here")
    bob.messages.send(talk, "It leaves from dock two")
    return talk


def looked_into(enter: Enter, talk: str) -> str:
    """Let Cora ask to look at it, and two others approve."""
    scope = GrantScope(conversations=[talk])
    asked = ready(enter, "cora").grants.request("investigation", scope, reason=REASON, lasts="P7D")
    for name in ("prue", "olga"):
        ready(enter, name).grants.approve(asked.id, scope_hash=asked.scope_hash)
    return asked.id
