"""Memory at rest: what a thousand idle sockets add, what the demo holds, what a browser loads."""

import socket
import sys
import time
from pathlib import Path

from tests.bench.crowd import Crowd, await_text, opened
from tests.bench.sends import hello, meet
from tests.bench.server import free_port, rss_kib, running
from tests.bench.wire import frame
from tests.support.bundle import STATIC, loaded, packed


def idle_socket_kib(port: int, pid: int, count: int = 1000) -> float:
    """Return the KiB that each of so many idle sockets adds, each of another person."""
    for index in range(count + 20):
        meet(port, f"idle{index}")
    warm = Crowd(20, lambda index: _join(port, f"idle{count + index}"))
    time.sleep(1)
    before = rss_kib(pid)
    crowd = Crowd(count, lambda index: _join(port, f"idle{index}"))
    crowd.drain()
    time.sleep(2)
    found = (rss_kib(pid) - before) / count
    crowd.close()
    warm.close()
    return found


def _join(port: int, person: str) -> socket.socket:
    one = opened(port, hello(port, person))
    one.sendall(frame(b'{"type":"hello"}'))
    await_text(one, b'"ready"')
    return one


def demo_mb(folder: Path, where: set[int]) -> float:
    """Return the MB that the demo holds at rest, filled on an earlier start."""
    port = free_port()
    command = [sys.executable, "-m", "examples.order_desk", "--port", str(port)]
    command += ["--data", str(folder)]
    with running(command, port, where, patience=300):
        pass
    with running(command, port, where) as demo:
        time.sleep(5)
        return rss_kib(demo.pid) * 1024 / 1e6


def bundle_kb() -> float | None:
    """Return the size of the chat's script as a browser loads it, or ``None`` if it is not built."""
    script = STATIC / "onrecord.js"
    return sum(map(packed, loaded(script))) / 1000 if script.exists() else None
