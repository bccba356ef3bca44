"""Workers killed with `kill -9` under load lose nothing, double nothing and hide nothing."""

from pathlib import Path

import pytest

from tests.campaign.kill_campaign import run


@pytest.mark.req("SEC-1")
@pytest.mark.timeout(600)
def test_two_kills_under_load_break_no_promise(database_url: str, tmp_path: Path) -> None:
    report = run(database_url, tmp_path, cycles=2, seed=2)
    print(report)
    assert report.violations == []
    assert report.counts["kill"] == 2
    assert report.counts["send ok"] > 50


@pytest.mark.campaign
@pytest.mark.timeout(1800)
def test_ten_kills_under_load_break_no_promise(database_url: str, tmp_path: Path) -> None:
    report = run(database_url, tmp_path, cycles=10, seed=10)
    print(report)
    assert report.violations == []
    assert report.counts["kill"] == 10
