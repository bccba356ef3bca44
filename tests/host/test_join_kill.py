"""A process killed in the middle of a joined commit leaves both rows or neither."""

import multiprocessing
import os
import signal

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from onrecord_server import OnRecord, immediate
from tests.host.conftest import Order
from tests.support.engines import Room, check_invariants
from tests.support.soon import PATIENCE


SPAWN = multiprocessing.get_context("spawn")


def _ship(url: str, conversation: str, point: str) -> None:
    os.environ["ONRECORD_SYNC"] = f"{point}:kill"
    chat = OnRecord(url, identify=lambda _: None, tenants=["acme"])
    with Session(immediate(sa.create_engine(url))) as session, session.begin():
        session.add(Order(id=1, status="shipped"))
        with chat.join(session, "acme", "alice") as me:
            me.messages.send(conversation, "Shipped.")


@pytest.mark.req("SEC-1")
@pytest.mark.parametrize(
    "case", [("before_insert", 0), ("before_commit", 0), ("after_commit", 1)], ids=lambda c: c[0]
)
def test_both_rows_or_neither_survive_a_kill(
    database_url: str, room: Room, engine: sa.Engine, conversation: str, case: tuple[str, int]
) -> None:
    point, there = case
    process = SPAWN.Process(target=_ship, args=(database_url, conversation, point))
    process.start()
    process.join(PATIENCE)
    assert process.exitcode == -signal.SIGKILL
    with Session(engine) as session:
        assert len(session.scalars(sa.select(Order)).all()) == there
    assert room.types().count("message.created") == there
    check_invariants(room)
