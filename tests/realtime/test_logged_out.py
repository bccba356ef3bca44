"""Whom the app has signed out, by itself after a while or by hand, is out here too: both doors ask it."""

from typing import Any

import pytest

from onrecord_server import Identity
from tests.realtime.conftest import room
from tests.support.live import identify, live


@pytest.mark.req("HIP-4")
def test_who_was_idle_for_too_long_is_out_of_both_doors(database_url: str) -> None:
    idle: set[str] = set()

    def session(connection: Any) -> Identity | None:
        found = identify(connection)
        return None if found and found.person in idle else found

    with live(database_url, identify=session, recheck_seconds=0.001) as worker:
        room(worker, "bob")
        alice, bob, rest = worker.socket("alice"), worker.socket("bob"), worker.rest("bob")
        for one in (alice, bob):
            one.until("ready")
        assert rest.get("me").status_code == 200
        idle.add("bob")
        bob.send(type="ping")
        assert bob.closes() == 4401
        assert rest.get("me").status_code == 401
        assert alice.call("me.get")["type"] == "result"
