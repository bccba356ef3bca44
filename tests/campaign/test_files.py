"""Workers killed with `kill -9` while files come in lose no byte that they have answered for."""

from pathlib import Path

import pytest

from tests.campaign.files_campaign import POINTS, SWEEPING, WHOLE, run


SOME = ("put:after", "half", "committed message.created")


@pytest.mark.timeout(600)
def test_a_few_kills_among_uploads_break_no_promise(sqlite_url: str, tmp_path: Path) -> None:
    campaign = run(sqlite_url, str(tmp_path / "files"), tmp_path, SOME, SWEEPING[:1])
    print(campaign.counts)
    assert campaign.violations == []
    assert campaign.counts["kill"] == len(SOME)
    assert campaign.counts["sweep remove:before"] == 1


@pytest.mark.campaign
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("store", ["folder", "database"])
def test_kills_at_every_point_of_an_upload_break_no_promise(
    database_url: str, tmp_path: Path, store: str
) -> None:
    in_folder = store == "folder"
    points = POINTS + POINTS[-3:] + (WHOLE if in_folder else ())
    place = str(tmp_path / "files") if in_folder else store
    campaign = run(database_url, place, tmp_path, points, SWEEPING)
    print(campaign.counts)
    assert campaign.violations == []
    assert campaign.counts["kill"] >= len(points)
