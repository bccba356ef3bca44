"""A provider that goes wrong and workers that are killed send no text twice, and lose none."""

from pathlib import Path

import pytest

from tests.campaign.sms_campaign import POINTS, run


@pytest.mark.timeout(600)
def test_a_few_kills_among_texts_break_no_promise(sqlite_url: str, tmp_path: Path) -> None:
    campaign = run(
        sqlite_url, tmp_path, 200, ("send:after", "sms.settle_attempt:before", "send:before")
    )
    print(campaign.counts)
    assert campaign.violations == []
    assert campaign.counts["kill"] == 3
    assert campaign.counts["attempt lost"] >= 1


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_ten_thousand_texts_and_kills_at_every_step_break_no_promise(
    database_url: str, tmp_path: Path
) -> None:
    campaign = run(database_url, tmp_path, 10_000, POINTS * 4)
    print(campaign.counts)
    assert campaign.violations == []
    assert campaign.counts["kill"] >= len(POINTS) * 4
