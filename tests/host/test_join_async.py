"""An async host joins through ``run_sync``; a blocking join on its loop is refused by name."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from onrecord.errors import UsageError
from onrecord_server import OnRecord, immediate
from tests.host.conftest import Base, Order, async_url
from tests.support.engines import Room, check_invariants


@pytest.fixture
async def async_engine(database_url: str, chat: OnRecord) -> AsyncIterator[AsyncEngine]:
    made = immediate(create_async_engine(async_url(database_url)))
    async with made.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield made
    await made.dispose()


async def _orders(engine: AsyncEngine) -> int:
    async with AsyncSession(engine) as session:
        return (await session.execute(sa.select(sa.func.count()).select_from(Order))).scalar_one()


def _announce(session: Session, chat: OnRecord, conversation: str, text: str) -> Any:
    with chat.join(session, "acme", "alice") as me:
        return me.messages.send(conversation, text)


async def test_order_and_message_commit_together(
    chat: OnRecord, room: Room, async_engine: AsyncEngine, conversation: str
) -> None:
    async with AsyncSession(async_engine) as session, session.begin():
        session.add(Order(id=1, status="shipped"))
        sent = await session.run_sync(_announce, chat, conversation, "Shipped.")
        assert sent.position is None
    assert await _orders(async_engine) == 1
    async with chat.acting_as("acme", "bob") as me:
        assert [m.text for m in (await me.messages.list(conversation)).data] == ["Shipped."]
    check_invariants(room)


async def test_a_rollback_leaves_nothing(
    chat: OnRecord, room: Room, async_engine: AsyncEngine, conversation: str
) -> None:
    before = room.rows()
    with suppress(ZeroDivisionError):
        async with AsyncSession(async_engine) as session, session.begin():
            session.add(Order(id=1, status="shipped"))
            await session.run_sync(_announce, chat, conversation, "Shipped.")
            raise ZeroDivisionError
    assert room.rows() == before
    assert await _orders(async_engine) == 0


async def test_a_rolled_back_savepoint_forgets(
    chat: OnRecord, room: Room, async_engine: AsyncEngine, conversation: str
) -> None:
    async with AsyncSession(async_engine) as session, session.begin():
        await session.run_sync(_announce, chat, conversation, "kept")
        nested = await session.begin_nested()
        await session.run_sync(_announce, chat, conversation, "forgotten")
        await nested.rollback()
    async with chat.acting_as("acme", "bob") as me:
        assert [m.text for m in (await me.messages.list(conversation)).data] == ["kept"]
    check_invariants(room)


async def test_others_are_told_after_the_commit(
    chat: OnRecord, async_engine: AsyncEngine, conversation: str
) -> None:
    told: list[Any] = []
    chat.engines.listeners.append(told.append)
    async with AsyncSession(async_engine) as session, session.begin():
        await session.run_sync(_announce, chat, conversation, "Shipped.")
        assert told == []
    assert len(told) == 1


async def test_sessions_of_many_tasks_join_side_by_side(
    chat: OnRecord, room: Room, async_engine: AsyncEngine, conversation: str
) -> None:
    async def one(number: int) -> None:
        async with AsyncSession(async_engine) as session, session.begin():
            session.add(Order(id=number, status="shipped"))
            await session.run_sync(_announce, chat, conversation, f"Order {number}")

    await asyncio.gather(*(one(number) for number in range(1, 9)))
    assert await _orders(async_engine) == 8
    assert room.types().count("message.created") == 8
    check_invariants(room)


async def test_a_cancelled_task_leaves_nothing(
    chat: OnRecord, room: Room, async_engine: AsyncEngine, conversation: str
) -> None:
    before = room.rows()
    inside = asyncio.Event()

    async def one() -> None:
        async with AsyncSession(async_engine) as session, session.begin():
            await session.run_sync(_announce, chat, conversation, "Never.")
            inside.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(one())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert room.rows() == before


async def test_a_blocking_session_on_the_loop_is_refused_and_names_the_way(
    chat: OnRecord, engine: sa.Engine, conversation: str
) -> None:
    with Session(engine) as session, pytest.raises(UsageError, match="run_sync"):
        _announce(session, chat, conversation, "blocks everybody")


async def test_the_async_session_itself_is_refused_and_names_the_way(
    chat: OnRecord, async_engine: AsyncEngine, conversation: str
) -> None:
    async with AsyncSession(async_engine) as session:
        with pytest.raises(UsageError, match="run_sync"):
            _announce(session, chat, conversation, "the wrong one")  # type: ignore[arg-type]
