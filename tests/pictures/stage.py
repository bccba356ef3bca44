"""The page of the gallery that a scene is played on, and what one does there."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from tests.support.project import ROOT


LOCALES: Final = ROOT / "widgets/src/locales"
PATIENCE: Final = 6_000
#: What a scene shows, one of them.
SHOWN: Final = "onrecord-admin, onrecord-privacy, onrecord-chat"
#: What is pressed or opened by its words.
PRESSED: Final = "button:visible, summary:visible, label:visible, [role=option]:visible"


@cache
def words(language: str) -> dict[str, str]:
    """Return all texts of the widgets in one language by their keys."""
    found: dict[str, str] = {}
    for file in sorted(LOCALES.rglob(f"{language}.json")):
        found |= json.loads(file.read_text("utf-8"))
    return found


@dataclass(frozen=True)
class Stage:
    """A page in one language; what is pressed is named by the key of its text."""

    page: Page
    language: str = "en"

    def said(self, key: str) -> re.Pattern[str]:
        """Return what matches a text and nothing else, whatever stands in its braces."""
        plain = re.sub(r"\\\{\w+\\\}", ".*", re.escape(words(self.language)[key]))
        return re.compile(rf"^\s*{plain}(\s*\d+)?\s*$")

    def named(self, key: str) -> Locator:
        """Return what can be pressed and says this."""
        return self.page.locator(PRESSED).filter(has_text=self.said(key))

    def settle(self) -> None:
        """Wait until nothing of the page is on its way."""
        self.page.wait_for_timeout(120)
        expect(self.page.locator(".skeleton")).to_have_count(0, timeout=PATIENCE)


#: One thing that is done on a stage.
Step = Callable[[Stage], None]


def press(key: str, at: int = 0) -> Step:
    """Press what says the text of this key; ``at`` counts from 0, or from the end where below."""
    return lambda stage: stage.named(key).nth(at).click(timeout=PATIENCE)


def row(at: int) -> Step:
    """Open one thing of a list; ``at`` counts as with ``press``."""
    return lambda stage: stage.page.locator("[data-row]:visible").nth(at).click(timeout=PATIENCE)


def pick(selector: str, at: int = 0) -> Step:
    """Press what a selector finds, through all shadow roots."""
    return lambda stage: stage.page.locator(selector).nth(at).click(timeout=PATIENCE)


def called(key: str) -> Step:
    """Press what is called so for those who see no words on it."""

    def click(stage: Stage) -> None:
        name = words(stage.language)[key]
        stage.page.locator(f'button[aria-label="{name}"]:visible').first.click(timeout=PATIENCE)

    return click


def fill(selector: str, text: str, at: int = 0) -> Step:
    """Write into a field, and leave it."""

    def write(stage: Stage) -> None:
        field = stage.page.locator(selector).nth(at)
        field.fill(text, timeout=PATIENCE)
        field.evaluate("one => one.dispatchEvent(new Event('change', { bubbles: true }))")

    return write


def choose(selector: str, value: str) -> Step:
    """Choose one of a list of a field, by its value."""

    def select(stage: Stage) -> None:
        stage.page.locator(selector).first.select_option(value, timeout=PATIENCE)

    return select


def pause(milliseconds: int = 500) -> Step:
    """Wait for what comes by itself a moment later."""
    return lambda stage: stage.page.wait_for_timeout(milliseconds)


@dataclass(frozen=True)
class Scene:
    """A state of a page: the address that it begins at, and what is done there."""

    name: str
    address: dict[str, str]
    steps: tuple[Step, ...] = ()
    #: Nothing comes: what is shown is that one waits.
    waits: bool = False

    def play(self, stage: Stage, base: str) -> None:
        """Show it: in a new page, so that nothing of another is left."""
        asked = {**self.address, "lang": stage.language}
        stage.page.goto(f"{base}/index.html?{urlencode(asked)}")
        expect(stage.page.locator(SHOWN)).to_be_visible()
        for step in self.steps:
            stage.settle()
            step(stage)
        if self.waits:
            stage.page.wait_for_timeout(600)
        else:
            stage.settle()


OFFICER: Final = "compliance_officer,investigator"
REVIEWER: Final = "reviewer,investigator"
AUTHOR: Final = "policy_author"


def portal(
    name: str,
    section: str,
    *steps: Step,
    roles: str = OFFICER,
    item: str | None = None,
    **more: str,
) -> Scene:
    """Return a scene of a section of the portal; ``more`` goes into the address as it stands."""
    address = {"story": "portal", "section": section, "roles": roles, **more}
    if item is not None:
        address["item"] = item
    return Scene(name, address, steps, "waits" in more)


def privacy(name: str, *steps: Step, **more: str) -> Scene:
    """Return a scene of the privacy centre."""
    return Scene(name, {"story": "privacy", **more}, steps, "waits" in more)


def chat(name: str, *steps: Step, **more: str) -> Scene:
    """Return a scene of the chat."""
    return Scene(name, {"story": "chat", **more}, steps, "waits" in more)
