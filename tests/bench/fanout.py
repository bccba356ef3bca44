"""Fan-out: messages delivered a second under load, and how long one takes when all is quiet."""

import asyncio
import time
from statistics import median

from tests.bench.crowd import Crowd
from tests.bench.rooms import Room, VoicedRoom


IN_FLIGHT = 32


async def deliveries_a_second(room: Room, crowd: Crowd, seconds: float) -> float:
    """Return what all listeners got together, a second, with 32 messages in flight."""
    loads = await room.load(IN_FLIGHT)
    crowd.drain()
    for load in loads:
        load.start()
    await _listen(crowd, seconds / 4)
    rate = await _listen(crowd, seconds)
    for load in loads:
        load.stop()
    await _listen(crowd, 0.3)
    return rate


async def _listen(crowd: Crowd, seconds: float) -> float:
    heard, started = crowd.begin(), time.perf_counter()
    while time.perf_counter() - started < seconds:
        crowd.sweep(heard)
        await asyncio.sleep(0.002)
    return heard.deliveries / (time.perf_counter() - started)


def paced_ms(room: VoicedRoom, crowd: Crowd, messages: int, pause: float) -> float:
    """Return the median milliseconds until a listener has a message; one message at a time."""
    say = room.voice()
    crowd.drain()
    taken: list[float] = []
    for _ in range(messages):
        before = time.perf_counter()
        taken += crowd.arrivals(say)
        time.sleep(max(0.0, pause - (time.perf_counter() - before)))
    return median(taken) * 1000
