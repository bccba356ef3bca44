"""An export by hand: asked for under a grant, approved by somebody else, written, fetched, opened and verified."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from nacl.public import PrivateKey
from playwright.sync_api import Browser, expect

from onrecord.wire.grants import GrantScope
from onrecord_server.exports.unseal_bundle import public_text, unseal
from onrecord_server.exports.verify_bundle import verify
from tests.e2e.people_of_the_day import PATIENCE
from tests.e2e.portal import Portal, portals
from tests.e2e.test_story import Aside
from tests.examples.overseen import Enter, entrance, overseen
from tests.support.worker import Worker


pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
REASON = "A customer claims that order 1042 was promised in writing"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Worker]:
    """The order desk, with a grant of Cora's that is open."""
    with overseen(tmp_path) as worker, entrance(worker) as enter:
        Aside(enter)(opened)
        yield worker


def opened(enter: Enter) -> None:
    talk = enter("bob").conversations.create(kind="direct", members=["erin"])
    enter("bob").messages.send(talk.id, "Monday, I promise")
    scope = GrantScope(conversations=[talk.id])
    asked = enter("cora").grants.request("investigation", scope, reason=REASON, lasts="P7D")
    for name in ("prue", "olga"):
        enter(name).grants.approve(asked.id, scope_hash=asked.scope_hash)


@pytest.fixture
def here(browser: Browser, desk: Worker) -> Iterator[dict[str, Portal]]:
    """Who asks, and who approves; nothing wrong was seen."""
    with portals(browser, desk, "cora", "prue") as here:
        yield here


def test_it_is_sealed_approved_fetched_and_verified(
    here: dict[str, Portal], tmp_path: Path
) -> None:
    cora, prue, key = here["cora"].come(), here["prue"].come(), PrivateKey.generate()
    cora.section("Exports")
    cora.press("New export")
    cora.page.get_by_label("RSMF 2.0").check(timeout=PATIENCE)
    cora.page.get_by_label("Seal it to a public key").check()
    cora.page.get_by_label("Public key of whoever").fill("A" * 43 + "=")
    cora.looks_well()
    cora.press("Begin the export")
    cora.shows("This is no public key to seal to")
    cora.page.get_by_label("Public key of whoever").fill(public_text(key))
    cora.press("Begin the export")
    cora.shows("Somebody else with the duty approves it.")
    prue.section("Exports")
    prue.row("Cora Haddad").first.press("Enter")
    prue.press("Approve this export")
    expect(cora.page.locator(".top .badge")).to_have_text("Done", timeout=90_000)
    cora.looks_well()
    with cora.me.page.expect_download() as begun:
        cora.press("Fetch the file")
    sealed, bundle = tmp_path / begun.value.suggested_filename, tmp_path / "export.zip"
    begun.value.save_as(sealed)
    assert sealed.name.endswith(".zip.sealed")
    unseal(sealed, bundle, key)
    with zipfile.ZipFile(bundle) as archive:
        report = verify(bundle, archive.read("vkeys").decode(), [])
    assert report.found == []
