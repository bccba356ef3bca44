"""What the verifier of bundles says that it does not compare, the guide says, too."""

from onrecord_server.exports.verify_bundle import NOT_CHECKED
from tests.support.project import ROOT


GUIDE = ROOT / "docs" / "guides" / "exports.md"
BEFORE = "What it does not compare it says each time"


def test_the_guide_lists_what_the_verifier_does_not_compare() -> None:
    after = GUIDE.read_text("utf-8").partition(BEFORE)[2].partition("\n\n")[2]
    listed = [line.removeprefix("- ") for line in after.partition("\n\n")[0].splitlines()]
    assert tuple(listed) == NOT_CHECKED
