"""Servers under test: real processes on loopback, each on the first core."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.project import ROOT


_MODULES = ("/usr/lib/nginx/modules", "/usr/local/lib/nginx/modules")


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: where it listens, and its process."""

    port: int
    pid: int


def cores() -> tuple[set[int], set[int]]:
    """Return the cores of the servers and those of the client; the same where there is one."""
    if not hasattr(os, "sched_getaffinity"):
        return set(), set()
    found = sorted(os.sched_getaffinity(0))
    return {found[0]}, set(found[1:]) or {found[0]}


def pin(pid: int, where: set[int]) -> None:
    """Keep a process on these cores, where the system can."""
    if where:
        os.sched_setaffinity(pid, where)


def free_port() -> int:
    """Return a port of loopback that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str],
    port: int,
    where: set[int],
    environment: Mapping[str, str] | None = None,
    patience: float = 30,
) -> Iterator[Served]:
    """Run a command until the block ends; it has started when its port answers."""
    paths = os.pathsep.join(str(path) for path in (ROOT / "sdk", ROOT / "server_kit", ROOT))
    given = {**os.environ, "PYTHONPATH": paths, **(environment or {})}
    process = subprocess.Popen(command, env=given, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        pin(process.pid, where)
        _await_port(process, port, patience)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_port(process: subprocess.Popen[bytes], port: int, patience: float) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the server did not start: {process.args!r}")


@contextmanager
def worker(app: str, where: set[int], **environment: str) -> Iterator[Served]:
    """Run one uvicorn worker as the documentation advises."""
    port = free_port()
    options = "--ws websockets-sansio --ws-per-message-deflate false --no-access-log"
    more = "--log-level warning --timeout-graceful-shutdown 2 --host 127.0.0.1 --port"
    command = [sys.executable, "-m", "uvicorn", app, *options.split(), *more.split(), str(port)]
    with running(command, port, where, environment) as served:
        yield served


def nchan_module() -> Path | None:
    """Return the module of nginx that speaks to rooms, where it is installed."""
    found = [Path(folder) / "ngx_nchan_module.so" for folder in _MODULES]
    here = [path for path in found if path.exists()]
    return here[0] if here and shutil.which("nginx", path=_search_path()) else None


def _search_path() -> str:
    return os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin"


_NGINX = """
load_module {module};
daemon off; master_process off; worker_processes 1;
pid {folder}/nginx.pid; error_log {folder}/error.log error;
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 100000000;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  nchan_max_reserved_memory 256M;
  server {{
    listen 127.0.0.1:{port};
    location = /say {{ nchan_publisher; nchan_channel_id room; nchan_message_buffer_length 0; }}
    location = /hear {{ nchan_subscriber websocket; nchan_channel_id room; }}
  }}
}}
"""


@contextmanager
def nchan(module: Path, folder: Path, where: set[int]) -> Iterator[Served]:
    """Run nginx with one room that anybody on loopback may speak and listen to."""
    port = free_port()
    folder.mkdir(exist_ok=True)
    config = folder / "nginx.conf"
    config.write_text(_NGINX.format(module=module, folder=folder, port=port), encoding="utf-8")
    program = shutil.which("nginx", path=_search_path()) or "nginx"
    command = [program, "-c", str(config), "-p", str(folder), "-e", str(folder / "error.log")]
    with running(command, port, where) as served:
        yield served


def rss_kib(pid: int) -> int:
    """Return the resident memory of a process in KiB."""
    return _status(pid, "VmRSS:")


def peak_kib(pid: int) -> int:
    """Return the most resident memory that a process ever had, in KiB."""
    return _status(pid, "VmHWM:")


def _status(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1])
    raise RuntimeError("the system does not say how much memory a process has")
