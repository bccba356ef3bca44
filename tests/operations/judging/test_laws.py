"""The record alone says whether what was kept back was delivered unreleased, or decided twice."""

from collections.abc import Iterator
from typing import Any

import pytest

from onrecord_server.messages.laws import JudgingLaw
from onrecord_server.record.findings import Report
from onrecord_server.record.spill import Spill


HELD = {"number": 1}
STORIES: list[tuple[list[tuple[str, dict[str, Any]]], list[str]]] = [
    ([("held", HELD), ("released", HELD), ("created", {})], []),
    ([("held", HELD), ("rejected", HELD), ("released", HELD), ("created", {})], []),
    ([("created", {}), ("held", {"number": 1}), ("edited", {})], []),
    ([("held", HELD), ("created", {})], ["delivered_unreleased"]),
    ([("held", HELD), ("rejected", HELD), ("created", {})], ["delivered_unreleased"]),
    ([("created", {}), ("held", HELD), ("released", HELD), ("edited", {})], []),
    (
        [("held", HELD), ("released", HELD), *[("created", {})] * 2],
        ["delivered_unreleased"],
    ),
    ([("blocked", HELD), ("rejected", HELD), ("rejected", HELD)], ["decided_twice"]),
    ([("released", HELD)], ["decided_twice"]),
    ([("held", HELD), ("rejected", HELD), *[("held.erased", HELD)] * 2], []),
    ([("held", HELD), ("withdrawn", HELD), ("held.erased", HELD)], []),
    ([("blocked", HELD), ("held.erased", HELD)], []),
    ([("held", HELD), ("held.erased", HELD)], ["erased_undecided"]),
    ([("held", HELD), ("released", HELD), ("held.erased", HELD)], ["erased_undecided"]),
    ([("created", {}), ("held.erased", HELD)], ["erased_undecided"]),
    ([("blocked", HELD), ("held.erased", HELD), ("released", HELD)], ["decided_twice"]),
]


@pytest.fixture
def spill() -> Iterator[Spill]:
    with Spill() as found:
        yield found


@pytest.mark.parametrize(("story", "codes"), STORIES, ids=range(len(STORIES)))
def test_each_is_delivered_once_after_its_release(
    spill: Spill, story: list[tuple[str, dict[str, Any]]], codes: list[str]
) -> None:
    report = Report()
    law = JudgingLaw(report, spill)
    for position, (kind, facts) in enumerate(story):
        name = kind if "." in kind else f"message.{kind}"
        entry = {"type": name, "object": "msg_1", "version": 1, "facts": facts}
        law.follow(position, entry, None)
    assert [one.code for one in report.findings] == codes
