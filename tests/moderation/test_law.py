"""The record alone says whether somebody else approved exactly what was written."""

import pytest

from onrecord_server.moderation.laws import LexiconLaw
from onrecord_server.record.findings import Report
from onrecord_server.record.spill import Spill


TEXT, OTHER = "sha256:" + "1" * 64, "sha256:" + "2" * 64


def _entry(kind: str, actor: str, text: str, number: int = 1) -> dict[str, object]:
    return {
        "type": f"lexicon.{kind}",
        "actor": actor,
        "object": f"lexicon:lex:{number}",
        "version": number,
        "facts": {"name": "lex", "hash": text},
    }


@pytest.mark.parametrize(
    ("actor", "text", "number", "sound"),
    [
        ("cora", TEXT, 1, True),
        ("paula", TEXT, 1, False),
        ("service:host", TEXT, 1, False),
        ("cora", OTHER, 1, False),
        ("cora", TEXT, 2, False),
    ],
    ids=["another", "its author", "the host", "another text", "what was never written"],
)
def test_nobody_else_than_another_approves_it(
    actor: str, text: str, number: int, sound: bool
) -> None:
    report = Report()
    with Spill() as spill:
        law = LexiconLaw(report, spill)
        law.follow(1, _entry("drafted", "paula", TEXT), None)
        law.follow(2, _entry("approved", actor, text, number), None)
    found = [finding.code for finding in report.findings]
    assert found == ([] if sound else ["lexicon_unapproved"])
