"""A small mail server for journals: it keeps what it took, and can refuse, hang, or be away."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from typing_extensions import override


@dataclass
class Mails:
    """What it took, as sender, receiver and bytes, and what it answers to a mail with some bytes in it."""

    port: int = 0
    kept: list[tuple[str, str, bytes]] = field(default_factory=list)
    refuses: dict[bytes, str] = field(default_factory=dict)
    closed: bool = False

    def answer(self, data: bytes) -> str:
        """Say what becomes of a mail; nothing where the connection is to be cut."""
        return next((said for part, said in self.refuses.items() if part in data), "250 kept")


class _Handler(socketserver.StreamRequestHandler):
    mails: Mails

    @override
    def handle(self) -> None:
        """Talk to one client until it goes."""
        if self.mails.closed:
            self._say("421 come back later")
            return
        self._say("220 here")
        self.sender = self.to = ""
        while line := self.rfile.readline().strip():
            verb, _, rest = line.decode().partition(" ")
            if not getattr(self, f"_{verb.lower()}", self._fine)(rest):
                return

    def _say(self, text: str) -> bool:
        self.wfile.write(f"{text}\r\n".encode())
        return True

    def _fine(self, _: str) -> bool:
        return self._say("250 fine")

    def _mail(self, rest: str) -> bool:
        self.sender = rest.partition("<")[2].partition(">")[0]
        return self._say("250 fine")

    def _rcpt(self, rest: str) -> bool:
        self.to = rest.partition("<")[2].partition(">")[0]
        return self._say("250 fine")

    def _quit(self, _: str) -> bool:
        self._say("221 bye")
        return False

    def _data(self, _: str) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b".") else line)
        data = b"".join(lines)
        said = self.mails.answer(data)
        if said.startswith("250"):
            self.mails.kept.append((self.sender, self.to, data))
        return self._say(said) if said else False


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def mails() -> Iterator[Mails]:
    """Run a mail server on a free port of loopback."""
    found = Mails()
    handler: Any = type("Handler", (_Handler,), {"mails": found})
    with _Server(("127.0.0.1", 0), handler) as server:
        found.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield found
        finally:
            server.shutdown()
            thread.join()
