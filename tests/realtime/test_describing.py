"""The host is asked about its objects when somebody looks, and nobody waits for its answer."""

import asyncio
import threading
import time
from typing import Any

import pytest

from onrecord.errors import NotFound
from onrecord_server.realtime.describing import AT_ONCE, MOST_OF_ONE
from tests.realtime.conftest import room
from tests.support.live import Live, live
from tests.support.soon import PATIENCE, soon


def _look(worker: Live, subject: str, person: str = "alice") -> Any:
    with worker.chat.acting_as("acme", person) as me:
        try:
            return me.subjects.get(subject)
        except NotFound:
            return None


def test_who_looks_gets_the_answer_live(small_url: str) -> None:
    asked: list[str] = []

    async def describe(tenant: str, subject: str) -> dict[str, Any]:
        await asyncio.sleep(0)
        asked.append(f"{tenant} {subject}")
        return {"title": "Order 7", "visible": "tenant"}

    with live(small_url, describe_subject=describe) as worker:
        room(worker, "bob")
        wire = worker.socket("bob")
        wire.until("ready")
        assert _look(worker, "order:7") is None
        event = wire.until("events")["events"][0]
        assert event["event"]["card"]["title"] == "Order 7"
        assert event["actor"]["id"] == "service:describe"
        assert _look(worker, "order:7").title == "Order 7"
        assert asked == ["acme order:7"], "asked once, remembered then"


def test_what_the_host_put_itself_is_not_asked_for_and_stays(small_url: str) -> None:
    put = threading.Event()

    def describe(tenant: str, subject: str) -> dict[str, Any]:
        put.wait(PATIENCE)
        return {"title": "asked", "visible": "tenant"}

    with live(small_url, describe_subject=describe, describe_seconds=PATIENCE) as worker:
        room(worker, "bob")
        assert _look(worker, "order:1") is None
        with worker.chat.acting_as("acme") as host:
            host.subjects.put("order:1", title="put", visible="tenant")
        put.set()
        assert _look(worker, "order:2") is None
        soon(lambda: _look(worker, "order:2"))
        assert _look(worker, "order:1").title == "put"


def test_made_up_names_of_one_person_leave_room_for_the_others(small_url: str) -> None:
    free, asked = threading.Event(), []

    def describe(tenant: str, subject: str) -> dict[str, Any]:
        free.wait(PATIENCE)
        asked.append(subject)
        return {"title": subject, "visible": "tenant"}

    with live(small_url, describe_subject=describe, describe_seconds=PATIENCE) as worker:
        room(worker, "bob")
        with worker.chat.acting_as("acme", "alice") as me:
            for n in range(4):
                me.subjects.list([f"order:made-{n}-{m}" for m in range(100)])
        assert _look(worker, "order:real", "bob") is None
        worker.on_loop(asyncio.sleep(0))  # by now it has heard of all of them
        free.set()
        assert soon(lambda: "order:real" in asked)
        made_up = sum(name.startswith("order:made") for name in asked)
        assert made_up <= MOST_OF_ONE + AT_ONCE


@pytest.mark.parametrize("answer", ["raises", "hangs", "no card", "script"])
def test_a_failure_leaves_the_plain_subject_and_blocks_nobody(small_url: str, answer: str) -> None:
    free = threading.Event()

    def describe(tenant: str, subject: str) -> Any:
        if subject == "order:good":
            return {"title": "good", "visible": "tenant"}
        if answer == "raises":
            raise RuntimeError("the order system is down")
        if answer == "hangs":
            free.wait(PATIENCE)
        return {"title": "x", "link": "javascript:alert(1)"} if answer == "script" else {"no": 1}

    # The good answer has as long as it needs: nobody waits for the one that hangs.
    with live(small_url, describe_subject=describe, describe_seconds=PATIENCE) as worker:
        group = room(worker, "bob")
        before = time.monotonic()
        assert _look(worker, "order:bad") is None
        with worker.chat.acting_as("acme", "alice") as me:
            me.messages.send(group, "see order:bad")
        assert time.monotonic() - before < PATIENCE / 2
        _look(worker, "order:good")
        assert soon(lambda: _look(worker, "order:good")).title == "good"
        assert _look(worker, "order:bad") is None
        free.set()
