"""A stop waits for the threads of the loops that it cancels: they hold connections."""

import asyncio
import threading

import anyio
import pytest

from onrecord_server.realtime.background import Background


async def test_what_a_cancelled_loop_left_in_a_thread_is_waited_for() -> None:
    began, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        began.set()
        go_on.wait(20)
        ended.set()

    background = Background(anyio.CapacityLimiter(1))
    loop = asyncio.create_task(background.run(work))
    assert await asyncio.to_thread(began.wait, 20)
    loop.cancel()
    with pytest.raises(asyncio.CancelledError):
        await loop
    assert not ended.is_set(), "cancelling does not end a thread"
    asyncio.get_running_loop().call_later(0.1, go_on.set)
    await background.finish()
    assert ended.is_set()


async def test_what_raises_in_a_thread_raises_where_it_is_waited_for() -> None:
    background = Background(anyio.CapacityLimiter(1))
    with pytest.raises(ZeroDivisionError):
        await background.run(divmod, 1, 0)
    await background.finish()
