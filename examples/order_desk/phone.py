"""The phone beside the desk: a provider of texts on this machine, on a port of its own, and the line to it."""

import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import uvicorn

from onrecord_server.phoning import screen
from onrecord_server.sms.gateways.local import Local
from onrecord_server.sms.phone.app import Phone


#: What the account is called at the desk; the number that texts go from.
ACCOUNT: Final = "phone"
NUMBER: Final = "+491713920000"
#: Where an address of this machine has another name, a browser comes from there too.
_NAMES: Final = {"127.0.0.1": "localhost", "localhost": "127.0.0.1"}


@dataclass(frozen=True)
class Line:
    """The line between the desk, which is seen at `desk`, and the phone, whose screen is at `base`."""

    phone: Phone = field(repr=False)
    gateway: Local = field(repr=False)
    base: str
    desk: str

    @property
    def chat(self) -> str:
        """Where the phone finds the chat."""
        return f"{self.desk}/chat"

    @property
    def origins(self) -> list[str]:
        """The other name under which a browser on this machine may have the desk."""
        host = self.desk.removeprefix("http://").rsplit(":", 1)[0]
        return [self.desk.replace(host, _NAMES[host])] if host in _NAMES else []

    def screen(self, number: str) -> str:
        """Where the screen of the phone with a number is."""
        return screen(self.base, number, NUMBER)


@contextmanager
def beside(desk: str, host: str, port: int) -> Iterator[Line]:
    """Serve the phone in a thread; where something listens at its port already, at a free one."""
    key, secret = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    phone = Phone(key=key, secret=secret)
    with _listening(host, port) as bound:
        base = f"http://{host}:{bound.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(phone, log_level="warning", ws="none"))
        given = {"sockets": [bound]}
        thread = threading.Thread(target=server.run, kwargs=given, name="phone", daemon=True)
        thread.start()
        try:
            yield Line(phone, Local(base=base, key=key, secret=secret), base, desk)
        finally:
            server.should_exit = True
            thread.join(10)
            phone.stop()


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError:
        return socket.create_server((host, 0))
