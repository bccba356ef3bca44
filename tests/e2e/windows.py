"""Windows of real browsers, each with somebody signed in, and what they were seen to do wrong."""

from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.support.worker import Worker


SECOND = 1_000.0


@dataclass
class Window:
    """A browser window with a session of its own."""

    context: BrowserContext
    page: Page
    base: str
    wrong: list[str] = field(default_factory=list)

    def sign_in(self, name: str) -> "Window":
        """Sign in at the desk's own login page."""
        self.page.goto(f"{self.base}/login")
        self.page.get_by_role("button", name=name).click()
        expect(self.page.get_by_role("heading", name="Orders")).to_be_visible()
        self.page.wait_for_load_state()  # a click waits for no style
        return self

    def open_order(self, number: int) -> "Window":
        """Open an order and wait until its conversation stands."""
        self.page.goto(f"{self.base}/orders/{number}")
        expect(self.composer).to_be_visible(timeout=15 * SECOND)
        return self

    @property
    def talk(self) -> Locator:
        """The conversation of the order."""
        return self.page.locator("onrecord-conversation")

    @property
    def composer(self) -> Locator:
        """Where one writes."""
        return self.talk.get_by_role("textbox", name="Write to")

    def say(self, text: str) -> None:
        """Write and send."""
        self.composer.fill(text)
        self.composer.press("Enter")

    def message(self, text: str) -> Locator:
        """The message with this text."""
        return self.talk.get_by_role("article").filter(has_text=text)

    def sees(self, text: str, seconds: float = 20) -> None:
        """Wait until exactly one message has the text."""
        expect(self.message(text)).to_have_count(1, timeout=seconds * SECOND)

    def act(self, text: str, action: str) -> None:
        """Do one of the actions of a message."""
        message = self.message(text)
        message.hover()
        at_hand = message.get_by_role("button", name=action, exact=True)
        if at_hand.count() == 0:
            message.get_by_role("button", name="More actions").click()
            at_hand = self.talk.get_by_role("menuitem", name=action, exact=True)
        at_hand.click()

    def order_of(self, prefix: str) -> list[str]:
        """The texts that begin like that, from top to bottom."""
        bodies = self.talk.locator("[part~=bubble]").all_inner_texts()
        lines = [line.strip() for body in bodies for line in body.splitlines()]
        return [line for line in lines if line.startswith(prefix)]


def open_window(browser: Browser, worker: Worker, **options: object) -> Window:
    """Open a window that keeps account of script errors and of requests to anybody else."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    window = Window(context, context.new_page(), worker.base)
    page, wrong = window.page, window.wrong
    page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
    page.on("console", lambda said: wrong.append(said.text) if _is_policy(said.text) else None)
    page.on("request", lambda asked: _note_stranger(window, asked.url))
    return window


def _is_policy(text: str) -> bool:
    return "Content Security Policy" in text or "TrustedHTML" in text or "Trusted Type" in text


def _note_stranger(window: Window, url: str) -> None:
    ours = (window.base, window.base.replace("http", "ws", 1), "blob:", "data:")
    if not url.startswith(ours):
        window.wrong.append(f"request to somebody else: {url}")
