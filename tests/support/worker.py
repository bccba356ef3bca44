"""Real uvicorn workers on loopback ports, killed without warning and started again."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

import httpx2


#: Below the ports that systems hand out: nobody who asks for any port gets one of them meanwhile.
PORTS: Final = range(20_000, 32_000)
#: Ports of ours: of each this process holds the twin for datagrams, so that no other run takes it.
_held: list[socket.socket] = []


def free_port() -> int:
    """Return a port that nobody listens on, and that stays this process's until it ends."""
    while True:
        port = secrets.choice(PORTS)
        twin = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            twin.bind(("127.0.0.1", port))
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            twin.close()
            continue
        _held.append(twin)
        return port


@dataclass
class Worker:
    """One server process that keeps its port over its lives."""

    app: str
    log: Path
    cwd: Path = Path()
    environment: dict[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def base(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Self:
        """Start the process; `wait` until it answers."""
        command = [sys.executable, "-m", *(self.command or self._uvicorn())]
        command += ["--host", "127.0.0.1", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.cwd, env=self._environment(), stdout=log, stderr=log
            )
        return self

    def _uvicorn(self) -> tuple[str, ...]:
        quiet = ("--log-level", "warning", "--no-access-log")
        return ("uvicorn", self.app, "--app-dir", str(self.cwd), *quiet)

    def _environment(self) -> dict[str, str]:
        here = [str(Path(part).resolve()) for part in (".", "sdk", "server_kit")]
        return {**os.environ, "PYTHONPATH": os.pathsep.join(here), **self.environment}

    def wait(self, path: str = "/chat/readyz", patience: float = 120.0) -> None:
        """Return when the worker answers; raises AssertionError with its log when it does not."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            try:
                if httpx2.get(self.base + path, timeout=2).status_code < 500:
                    return
            except httpx2.HTTPError:
                pass
            if self.process is not None and self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"the worker did not come up:\n{self.log.read_text()[-3000:]}")

    def kill(self) -> None:
        """`kill -9`: no goodbye, nothing flushed."""
        self._end(signal.SIGKILL)

    def __enter__(self) -> Self:
        try:
            self.start().wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Ask it to end, and insist after ten seconds."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        self.process.send_signal(number)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        self.process = None
