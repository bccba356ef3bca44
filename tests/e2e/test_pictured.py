"""The scenes that `make pictures` pictures open without an error, and axe finds nothing on them.

One of each part is opened; where ``ONRECORD_SCENES`` is set, all of them.
"""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.test_accessible import AXE, violations
from tests.pictures.scenes import PARTS, SCENES
from tests.pictures.shoot import WIDGETS, build, gallery, opened, watched
from tests.pictures.stage import Stage
from tests.support.require import skip_or_fail


pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
SOME = [
    *("overview-officer", "case-appeal-decide", "ask-subject-taken", "reading-hits"),
    *("policy-proposed-trial-counted", "notices-chosen", "lexicon-tried", "person-freeze"),
    *("hold-new-counted", "data-weighed", "record-entry", "centre-seconds"),
]
SHOWN = list(SCENES) if os.environ.get("ONRECORD_SCENES") else SOME


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """The gallery as it is now."""
    if not AXE.exists() or not (WIDGETS / "node_modules/vite").exists():
        skip_or_fail("widgets", "the gallery cannot be built; `make widgets` does that")
    build()
    with gallery() as address:
        yield address


@pytest.mark.parametrize("name", SHOWN)
def test_a_scene_opens_and_axe_finds_nothing(browser: Browser, base: str, name: str) -> None:
    window = opened(browser, 360)
    with watched(window) as (page, wrong):
        SCENES[name].play(Stage(page), base)
        assert violations(page) == []
        assert wrong == []
    window.close()


def test_each_scene_has_a_name_of_its_own() -> None:
    assert sum(len(part.SCENES) for part in PARTS) == len(SCENES)
