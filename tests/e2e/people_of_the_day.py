"""Six people at the order desk for a day, each in a browser of their own, in the whole chat."""

from dataclasses import dataclass

from playwright.sync_api import Browser, FilePayload, Locator, Page, expect
from playwright.sync_api import TimeoutError as Late

from tests.e2e.windows import SECOND, Window, open_window
from tests.support.worker import Worker


PATIENCE = 20 * SECOND
PHONE = {"width": 360, "height": 740}
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return (at?.getAttribute("aria-label") ?? at?.textContent ?? "").trim();
}"""
NAMES = {
    "alice": "Alice Moreau",
    "bob": "Bob Tanaka",
    "carol": "Carol Okafor",
    "dan": "Dan Fischer",
    "erin": "Erin Lindqvist",
    "frank": "Frank Adeyemi",
}


@dataclass(frozen=True)
class Person:
    """Somebody in front of the page that is the whole chat."""

    window: Window
    name: str

    @property
    def page(self) -> Page:
        """The tab."""
        return self.window.page

    @property
    def list(self) -> Locator:
        """The conversations."""
        return self.page.locator("onrecord-list")

    @property
    def room(self) -> Locator:
        """The conversation that is open."""
        return self.page.locator("onrecord-room")

    @property
    def thread(self) -> Locator:
        """The thread that is open beside it."""
        return self.page.locator("onrecord-thread")

    def come(self) -> "Person":
        """Open the chat, with nothing open in it."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.window.base}/chat/")
        expect(self.row("Company news")).to_be_visible(timeout=PATIENCE)
        return self

    def row(self, title: str) -> Locator:
        """The conversation of that title in the list."""
        return self.list.locator("[part~=row]").filter(has_text=title)

    def open(self, title: str) -> "Person":
        """Open a conversation from the list; its lines move while the list fills."""
        self.come().row(title).press("Enter")
        foot = self.composer(self.room).or_(self.closed).or_(self.asked)
        expect(foot.filter(visible=True)).to_be_visible(timeout=PATIENCE)
        return self

    def place(self, name: str) -> None:
        """Go to one of the places above the conversations; they move while the list fills."""
        self.come().list.locator("[part~=place]").filter(has_text=name).press("Enter")

    @property
    def closed(self) -> Locator:
        """What stands in place of the composer where one only reads."""
        return self.room.locator("[part~=composer-closed]")

    @property
    def asked(self) -> Locator:
        """What stands there until the policy is acknowledged."""
        return self.room.locator("onrecord-acknowledgement")

    def composer(self, where: Locator) -> Locator:
        """Where one writes."""
        return where.locator("textarea[part~=composer-text]")

    def say(self, text: str, where: Locator | None = None) -> None:
        """Write and send, in the conversation or in another place, and see it there."""
        self.writes(text, where)
        self.sees(text, where)

    def writes(self, text: str, where: Locator | None = None) -> None:
        """Write and send what may be covered before one has seen it in one's own words."""
        area = self.composer(where or self.room)
        area.fill(text)
        area.press("Enter")

    def message(self, text: str, where: Locator | None = None) -> Locator:
        """The message with this text."""
        return (where or self.room).get_by_role("article").filter(has_text=text)

    def sees(self, text: str, where: Locator | None = None) -> None:
        """Wait until exactly one message has the text."""
        expect(self.message(text, where)).to_have_count(1, timeout=PATIENCE)

    def sent(self, text: str, where: Locator | None = None) -> None:
        """Wait until the server has it: before that there is little that one could do with it."""
        waiting = self.message(text, where).and_(self.page.locator(".queued, .sending"))
        self.sees(text, where)
        expect(waiting).to_have_count(0, timeout=PATIENCE)

    def act(self, text: str, action: str) -> None:
        """Do one of the actions of a message: at hand, or in its menu, opened anew if it is late."""
        message = self.message(text)
        chosen = self.page.get_by_role("menuitem", name=action, exact=True)
        for _ in range(4):
            message.hover()
            tools = message.get_by_role("toolbar")
            at_hand = tools.get_by_role("button", name=action, exact=True)
            try:
                if at_hand.count() > 0:
                    at_hand.click(timeout=PATIENCE / 4)
                    return
                tools.get_by_role("button", name="More actions").click(timeout=PATIENCE / 4)
                chosen.click(timeout=PATIENCE / 4)
            except Late:  # it moved away below the mouse, or came late
                self.page.keyboard.press("Escape")
            else:
                return
        raise AssertionError(f"nobody offers {action}")

    def edit(self, text: str, new: str) -> None:
        """Change a message of one's own."""
        self.act(text, "Edit")
        area = self.room.get_by_role("textbox", name="Edit your message")
        area.fill(new)
        area.press("Enter")
        self.sees(new)

    def remove(self, text: str) -> None:
        """Remove a message of one's own."""
        self.act(text, "Remove")
        self.page.get_by_role("dialog").get_by_role("button", name="Remove").click()
        expect(self.message(text)).to_have_count(0, timeout=PATIENCE)

    def find(self, words: str) -> Locator:
        """Search from the places for what is there; the answer is its line."""
        self.place("Search messages")
        self.page.get_by_role("combobox", name="Search messages").fill(words)
        panel = self.page.locator("onrecord-search")
        return panel.locator("[part~=row]").filter(has_text=words)

    def attach(self, name: str, kind: str, content: bytes) -> Locator:
        """Choose a file for the next message; the answer is its line above the text."""
        chosen: FilePayload = {"name": name, "mimeType": kind, "buffer": content}
        self.room.locator("input[type=file]").set_input_files(chosen)
        return self.room.locator("[part~=upload]").filter(has_text=name)

    # -- the keyboard alone

    def focused(self) -> str:
        """What is focused, by its label or its words."""
        said: str = self.page.evaluate(FOCUSED)
        return said

    def walk(self, key: str, to: str) -> None:
        """Press a key until what is focused is called like that."""
        for _ in range(60):
            if self.focused().startswith(to):
                return
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{key} never came to {to}, the last was {self.focused()}")


def arrive(browser: Browser, worker: Worker, who: str, **options: object) -> Person:
    """Sign somebody in; Frank has a phone."""
    size = {"viewport": PHONE} if who == "frank" else {}
    window = open_window(browser, worker, accept_downloads=True, **size, **options)
    return Person(window.sign_in(NAMES[who]), NAMES[who])
