"""An app that nobody has used yet has nothing to warn of: its tables are made at the first use."""

import asyncio
import logging
from pathlib import Path

import pytest

from onrecord_server import OnRecord
from onrecord_server.realtime.reacting import EVERY


async def test_an_app_that_nobody_uses_warns_of_no_database(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{tmp_path / 'onrecord.db'}"
    chat = OnRecord(url, identify=lambda _: None, tenants=["acme"], checkpoint_keys=tmp_path / "k")
    with caplog.at_level(logging.WARNING):
        async with chat.lifespan():
            await asyncio.sleep(2.5 * EVERY)
    assert [said for said in caplog.messages if "have to wait" in said] == []
