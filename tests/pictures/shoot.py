"""Pictures each scene of the portal, of the privacy centre and of texts in the chat, on a phone, a tablet and a desk, light and dark.

``python -m tests.pictures FOLDER [SCENE…] [--lang de]``; a name may end with ``*``. What is pictured
already is not pictured again, unless ``--anew`` asks for it. The folder then has a picture of each
size and theme, and in ``sheets`` all of them side by side: phone and tablet on one, the desk on another.
"""

import argparse
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final, Literal

from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    Error,
    Page,
    ViewportSize,
    sync_playwright,
)
from typing_extensions import override

from tests.pictures.scenes import SCENES
from tests.pictures.stage import Scene, Stage
from tests.support.browser import ARGUMENTS, find_chromium
from tests.support.node import find_node
from tests.support.project import ROOT


WIDGETS: Final = ROOT / "widgets"
BUILT: Final = WIDGETS / "dist/gallery"
THEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
DESK: Final = 1440
WIDTHS: Final = (DESK, 760, 360)
HEIGHTS: Final = {360: 780, 760: 1000, 1440: 900}
GAP: Final = 16
#: The sheets of a scene by the end of their names, and what is on them in rows.
SHEETS: Final = {
    "narrow": (((360, "light"), (360, "dark"), (760, "light"), (760, "dark")),),
    "wide": (((1440, "light"),), ((1440, "dark"),)),
}
THEME: Final = """theme => {
    for (const one of document.querySelectorAll("onrecord-admin, onrecord-privacy, onrecord-chat"))
        one.theme = theme;
}"""


def build() -> None:
    """Build the gallery as it is now."""
    node = find_node()
    if node is None:
        raise SystemExit("There is no Node that builds the gallery; `make widgets` brings one.")
    command = [node, "node_modules/vite/bin/vite.js", "build", "--config", "gallery/vite.config.ts"]
    subprocess.run([*command, "--logLevel", "warn"], cwd=WIDGETS, check=True)


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @override
    def end_headers(self) -> None:
        """Let a page keep what it has: the names of the files change with what is in them."""
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    @override
    def log_message(self, *_: object) -> None:
        """Say nothing of each file."""


@contextmanager
def gallery() -> Iterator[str]:
    """Serve the built gallery on this machine, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(BUILT)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def opened(browser: Browser, width: int) -> BrowserContext:
    """Open a window of a width; what it has loaded serves all scenes."""
    size = ViewportSize(width=width, height=HEIGHTS[width])
    return browser.new_context(viewport=size, reduced_motion="reduce")


@contextmanager
def watched(window: BrowserContext) -> Iterator[tuple[Page, list[str]]]:
    """Open a page, with the list of what goes wrong in its scripts."""
    page, wrong = window.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page, wrong
    page.close()


def picture(
    window: BrowserContext, base: str, scene: Scene, language: str, folder: Path
) -> list[str]:
    """Play a scene, and picture it in all sizes and themes; return what went wrong."""
    with watched(window) as (page, wrong):
        try:
            scene.play(Stage(page, language), base)
        except (Error, AssertionError, KeyError) as error:
            wrong.append(f"{type(error).__name__}: {error}"[:400])
        session = window.new_cdp_session(page)
        for width in WIDTHS:
            _size(page, session, width)
            _shoot(page, folder / f"{scene.name}-{width}")
        return [f"{scene.name}: {one}" for one in wrong]


def _size(page: Page, session: CDPSession, width: int) -> None:
    """Make the window as high as the page: a picture of more than it shows forgets the touch."""
    page.set_viewport_size(ViewportSize(width=width, height=HEIGHTS[width]))
    touch = {"enabled": width < DESK, "maxTouchPoints": 5}
    session.send("Emulation.setTouchEmulationEnabled", touch)
    high: int = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size(ViewportSize(width=width, height=high))
    session.send("Emulation.setTouchEmulationEnabled", touch)


def _shoot(page: Page, stem: Path) -> None:
    for theme in THEMES:
        page.evaluate(THEME, theme)
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.wait_for_timeout(80)
        page.screenshot(path=f"{stem}-{theme}.png", animations="disabled")


def sheets(scene: Scene, folder: Path) -> None:
    """Lay the pictures of a scene side by side."""
    (folder / "sheets").mkdir(exist_ok=True)
    for name, rows in SHEETS.items():
        lines = [_beside([_open(folder, scene, *one) for one in row]) for row in rows]
        _below(lines).save(folder / "sheets" / f"{scene.name}-{name}.png")


def _open(folder: Path, scene: Scene, width: int, theme: str) -> Image.Image:
    return Image.open(folder / f"{scene.name}-{width}-{theme}.png").convert("RGB")


def _beside(all_of: Sequence[Image.Image]) -> Image.Image:
    wide = sum(one.width + GAP for one in all_of) - GAP
    sheet = Image.new("RGB", (wide, max(one.height for one in all_of)), "#808080")
    at = 0
    for one in all_of:
        sheet.paste(one, (at, 0))
        at += one.width + GAP
    return sheet


def _below(all_of: Sequence[Image.Image]) -> Image.Image:
    high = sum(one.height + GAP for one in all_of) - GAP
    sheet = Image.new("RGB", (max(one.width for one in all_of), high), "#808080")
    at = 0
    for one in all_of:
        sheet.paste(one, (0, at))
        at += one.height + GAP
    return sheet


def chosen(names: Sequence[str]) -> list[Scene]:
    """Return the scenes of these names; all of them where there is none."""
    found = [one for one in SCENES.values() if any(fnmatch(one.name, name) for name in names)]
    return found if names else list(SCENES.values())


def main(arguments: Sequence[str] | None = None) -> int:
    """Picture what is asked for, and say what went wrong."""
    asked = _parser().parse_intermixed_args(arguments)
    folder: Path = asked.folder / asked.lang
    folder.mkdir(parents=True, exist_ok=True)
    todo = [one for one in chosen(asked.scenes) if asked.anew or not _done(folder, one)]
    build()
    with gallery() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        window = opened(browser, DESK)
        wrong = [line for one in todo for line in _one(window, base, one, asked.lang, folder)]
        browser.close()
    print("\n".join(wrong) or f"{len(todo)} scenes pictured in {folder}", flush=True)
    return 1 if wrong else 0


def _done(folder: Path, scene: Scene) -> bool:
    return (folder / "sheets" / f"{scene.name}-wide.png").exists()


def _one(window: BrowserContext, base: str, scene: Scene, language: str, folder: Path) -> list[str]:
    wrong = picture(window, base, scene, language, folder)
    sheets(scene, folder)
    print(scene.name, *(["WRONG"] if wrong else []), flush=True)
    return wrong


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pictures", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("scenes", nargs="*", help="names of scenes, such as queue or case-*")
    parser.add_argument("--lang", default="en", help="the language: en or de")
    parser.add_argument("--anew", action="store_true", help="also what is pictured already")
    return parser
