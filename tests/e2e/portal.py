"""The portal of oversight in somebody's window: its sections, and what is done in them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, expect

from examples.order_desk.people import COLLEAGUES
from tests.e2e.people_of_the_day import PATIENCE, Person
from tests.e2e.test_accessible import violations
from tests.e2e.windows import open_window
from tests.support.worker import Worker


@dataclass(frozen=True)
class Portal:
    """The portal, as one person has it."""

    me: Person

    @property
    def page(self) -> Locator:
        """All of it."""
        return self.me.page.locator("onrecord-admin")

    def come(self) -> "Portal":
        """Come by the link of the desk, which is there for those who have a duty."""
        self.me.page.goto(f"{self.me.window.base}/")
        self.me.page.get_by_role("link", name="Oversight").click()
        expect(self.page.get_by_role("navigation")).to_be_visible(timeout=PATIENCE)
        return self

    def section(self, name: str) -> Locator:
        """Go to a section."""
        ways = self.page.get_by_role("navigation", name="Sections")
        named = re.compile(rf"^{re.escape(name)}($|\s?\d)")  # what waits is counted behind it
        ways.get_by_role("button", name=named).click(timeout=PATIENCE)
        found = self.page.get_by_role("heading", name=name, exact=True)
        expect(found.first).to_be_visible(timeout=PATIENCE)
        return self.page

    def press(self, name: str) -> None:
        """Press a button by key: a click may fall beside it while parts of the section still come."""
        button = self.page.get_by_role("button", name=name, exact=True)
        expect(button).to_be_enabled(timeout=PATIENCE)
        button.press("Enter")

    def row(self, text: str) -> Locator:
        """The line of a list with this text."""
        return self.page.locator("[data-row]").filter(has_text=text)

    def shows(self, text: str) -> None:
        """Wait until it stands there."""
        expect(self.page).to_contain_text(text, timeout=PATIENCE)

    # -- looking at what one is not a party to

    def ask(self, conversation: str, reason: str) -> None:
        """Ask to look at a conversation."""
        self.come().section("Requests")
        self.press("Ask to look")
        self.page.get_by_role("textbox", name="Name of a channel").fill(conversation)
        self.press("Find")
        self.page.get_by_role("textbox", name="Reason").fill(reason)
        self.press("Send the request")
        self.shows("Approvals: 0 of 2")

    def approve(self, reason: str) -> None:
        """Approve the request that waits, having read its reason."""
        self.come().section("Requests")
        self.row("An investigation").first.click(timeout=PATIENCE)
        self.shows(reason)
        self.press("Approve exactly this")

    def search(self, words: str) -> None:
        """Search what an open grant opens."""
        self.come().section("Requests")
        self.press("Open")
        self.row("An investigation").first.click(timeout=PATIENCE)
        self.press("Read")
        self.page.get_by_label("Search what this opens").fill(words, timeout=PATIENCE)
        self.press("Search")

    def read(self) -> None:
        """Read what an open grant opens, from the list of its conversations."""
        self.row("Between two").last.click(timeout=PATIENCE)

    # -- reviewing

    def open_case(self, case_id: str) -> None:
        """Open a case from the queue."""
        self.come().section("Queue")
        self.me.page.goto(f"{self.me.window.base}/chat/admin#/queue/{case_id}")
        self.press("Open the case")
        expect(self.page.locator(".focus")).to_be_visible(timeout=PATIENCE)

    def decide(self, ending: str, action: str | None, why: str) -> None:
        """Decide the case that is open."""
        self.press(ending)
        if action is not None:
            self.page.get_by_role("radio", name=action).check()
        self.page.get_by_role("textbox", name="Rationale").fill(why)
        self.press("Decide")
        expect(self.page.get_by_role("button", name="Next case")).to_be_visible(timeout=PATIENCE)

    def uphold(self, why: str) -> None:
        """Decide the appeal of the case that is open: its author is right."""
        self.press("Decide the appeal")
        asked = self.page.locator("form").filter(has_text="The appeal")
        asked.get_by_role("radio", name="Is upheld").check()
        asked.get_by_role("textbox", name="Rationale").fill(why)
        asked.get_by_role("button", name="Decide the appeal").click()
        expect(asked).to_have_count(0, timeout=PATIENCE)

    # -- looking at the page itself

    def looks_well(self) -> None:
        """Axe finds nothing, on a phone and on a page, in both themes."""
        page = self.me.page
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            for width in (1440, 360):
                page.set_viewport_size({"width": width, "height": 900})
                assert violations(page) == [], (width, theme)
        page.set_viewport_size({"width": 1440, "height": 900})


@contextmanager
def portals(browser: Browser, desk: Worker, *names: str) -> Iterator[dict[str, Portal]]:
    """Sign colleagues in, each in a window; at the end nothing wrong was seen in any."""
    windows = {name: open_window(browser, desk, bypass_csp=True) for name in names}
    yield {
        name: Portal(Person(window.sign_in(COLLEAGUES[name].name), COLLEAGUES[name].name))
        for name, window in windows.items()
    }
    for window in windows.values():
        window.context.close()
    assert [wrong for window in windows.values() for wrong in window.wrong] == []
