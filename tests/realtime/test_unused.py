"""An app that nobody has used yet has nothing to warn of: its tables are made at the first use."""

import asyncio
import logging
from pathlib import Path

import pytest

from onrecord_server import OnRecord
from onrecord_server.realtime.reacting import EVERY


async def test_an_app_that_nobody_uses_warns_of_no_database(
    database_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    chat = OnRecord(
        database_url, identify=lambda _: None, tenants=["acme"], checkpoint_keys=tmp_path / "k"
    )
    with caplog.at_level(logging.WARNING):
        async with chat.lifespan():
            await asyncio.sleep(2.5 * EVERY)
    told = ("have to wait", "failed")
    assert [said for said in caplog.messages if any(word in said for word in told)] == []
