"""A time-stamping authority on loopback: OpenSSL's own, which can be made to err, lie, dawdle and hold forth."""

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from typing_extensions import override

from tests.support.require import skip_or_fail


_CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
certs = {folder}/root.pem
default_policy = 1.2.3.4.1
digests = {digests}
signer_digest = sha256
accuracy = secs:1
"""
_EXTENSIONS = (
    "basicConstraints=CA:false\nkeyUsage=digitalSignature\nextendedKeyUsage=critical,{usage}\n"
)
_CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


def openssl(*arguments: str | Path, given: bytes = b"") -> bytes:
    """Run OpenSSL; return what it says. Raises ``CalledProcessError``."""
    command = shutil.which("openssl") or skip_or_fail("openssl", "there is no OpenSSL here")
    done = subprocess.run([command, *arguments], input=given, capture_output=True, check=True)
    return done.stdout


def demand_library() -> None:
    """Skip where time stamps cannot be checked."""
    if find_spec("rfc3161_client") is None:
        skip_or_fail("timestamps", "onrecord[timestamps] is not installed")


def authority(folder: Path, name: str, usage: str = "timeStamping") -> Path:
    """Make a root and a signer below it; return the folder."""
    folder.mkdir()
    root = ("-x509", "-days", "30", "-subj", f"/CN={name} root")
    openssl("req", *root, *_CURVE, "-keyout", folder / "root.key", "-out", folder / "root.pem")
    ask = ("-subj", f"/CN={name}", "-keyout", folder / "signer.key", "-out", folder / "signer.csr")
    openssl("req", "-new", *_CURVE, *ask)
    (folder / "ext").write_text(_EXTENSIONS.format(usage=usage))
    by = ("-CA", folder / "root.pem", "-CAkey", folder / "root.key", "-extfile", folder / "ext")
    made = ("-days", "20", "-set_serial", "7", "-out", folder / "signer.pem")
    openssl("x509", "-req", "-in", folder / "signer.csr", *by, *made)
    (folder / "serial").write_text("01\n")
    return folder


@dataclass
class Stamper:
    """An authority, and its mood: ``fine``, ``other`` (stamps other bytes), ``stale`` (another nonce),
    ``refuses``, ``down``, ``long``, ``slow`` or ``noise``."""

    folder: Path
    port: int = 0
    mood: str = "fine"
    asked: int = 0

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}/tsr"

    @property
    def root(self) -> Path:
        """The root that stands behind it."""
        return self.folder / "root.pem"

    def stamp(self, query: bytes) -> bytes:
        """Answer a query, as OpenSSL does."""
        digests = "sha512" if self.mood == "refuses" else "sha256"
        config, asked = self.folder / "conf", self.folder / f"{self.asked}.tsq"
        config.write_text(_CONFIG.format(folder=self.folder, digests=digests))
        asked.write_bytes(self._heard(query))
        out = asked.with_suffix(".tsr")
        openssl("ts", "-reply", "-queryfile", asked, "-out", out, "-config", config)
        return out.read_bytes()

    def _heard(self, query: bytes) -> bytes:
        at = query.index(b"\x04\x20") + 2  # the imprint: an octet string of 32 bytes
        if self.mood == "other":
            return query[:at] + bytes(32) + query[at + 32 :]
        if self.mood == "stale":  # the last byte of the nonce, which follows the imprint
            end = at + 32 + 2 + query[at + 33] - 1
            return query[:end] + bytes([query[end] ^ 1]) + query[end + 1 :]
        return query


class _Handler(BaseHTTPRequestHandler):
    stamper: Stamper

    @override
    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        found = self.stamper
        found.asked += 1
        query = self.rfile.read(int(self.headers["content-length"]))
        if found.mood == "down":
            self.send_error(503)
            return
        self.send_response(200)
        self.send_header("content-type", "application/timestamp-reply")
        self.end_headers()
        for piece in self._pieces(query):
            try:
                self.wfile.write(piece)
            except OSError:
                return

    def _pieces(self, query: bytes) -> Iterator[bytes]:
        mood = self.stamper.mood
        if mood == "noise":
            yield os.urandom(500)
        elif mood == "long":
            yield from (bytes(8_192) for _ in range(100))
        elif mood == "slow":  # never silent for long, and never done
            for _ in range(100):
                yield b"\x30"
                time.sleep(0.05)
        else:
            yield self.stamper.stamp(query)


@contextmanager
def stamper(folder: Path) -> Iterator[Stamper]:
    """Run an authority on a free port of loopback."""
    found = Stamper(folder)
    handler = type("Handler", (_Handler,), {"stamper": found})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    found.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
