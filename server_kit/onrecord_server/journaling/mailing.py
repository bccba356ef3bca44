"""A journal as mail: a server that takes journal mails, with an envelope of our own around each."""

import re
import smtplib
import ssl
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, Literal

from typing_extensions import override

from onrecord.errors import UsageError
from onrecord_server.core.outside import HERE
from onrecord_server.journaling.places import PATIENCE, Packed, Parcel, Place, Refused


_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}")
_HOST: Final = re.compile(r"[A-Za-z0-9.:-]{1,253}")
_MAILS: Final = ("eml", "global-relay")


@dataclass(frozen=True, slots=True)
class Mail(Place):
    """A mail server of an archive. ``sender`` is the envelope's: refusals come back to it.

    ``security`` is ``starttls``, ``tls`` from the first byte, or ``none`` for a server on this machine.
    Certificates are checked; ``context`` takes the place of how.
    """

    host: str
    sender: str
    to: str
    port: int = 587
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    security: Literal["starttls", "tls", "none"] = "starttls"
    context: ssl.SSLContext | None = field(default=None, repr=False)
    patience: float = PATIENCE

    formats = _MAILS

    def __post_init__(self) -> None:
        """Refuse what is no address, and a password in the open. Raises ``UsageError``."""
        if not _HOST.fullmatch(self.host):
            raise UsageError("host is the name of a mail server")
        for one in (self.sender, self.to):
            if not _ADDRESS.fullmatch(one):
                raise UsageError("sender and to are plain addresses, such as journal@example.com")
        if self.security not in ("starttls", "tls", "none"):
            raise UsageError("security is starttls, tls or none")
        if self.security == "none" and self.user is not None:
            raise UsageError("a password needs starttls or tls")
        if self.security == "none" and self.host not in HERE:
            raise UsageError("security none is for a server on this machine: use starttls or tls")

    @property
    @override
    def name(self) -> str:
        """Name the mailbox."""
        return f"mail {self.to} by {self.host}:{self.port}"

    @property
    @override
    def hosts(self) -> tuple[str, ...]:
        """Return the server."""
        return (self.host,)

    @override
    def deliver(self, parcel: Parcel) -> None:
        """Send each mail of a parcel, in their order, over one connection."""
        server = self._server()
        try:
            if self.security == "starttls":
                server.starttls(context=self.context or ssl.create_default_context())
            if self.user is not None:
                server.login(self.user, self.password or "")
            for one in parcel.members:
                self._send(server, one)
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()

    def _server(self) -> smtplib.SMTP:
        if self.security == "tls":
            context = self.context or ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.patience, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=self.patience)

    def _send(self, server: smtplib.SMTP, mail: Packed) -> None:
        server.ehlo_or_helo_if_needed()
        sized = [f"SIZE={mail.spool.size}"] if server.has_extn("size") else []
        code, said = server.mail(self.sender, sized)
        if code == 552:
            raise Refused(f"{code} {_text(said)}: {mail.path} is too large")
        _demand(code in (250, 251), smtplib.SMTPSenderRefused(code, said, self.sender))
        code, said = server.rcpt(self.to)
        _demand(code in (250, 251, 252), smtplib.SMTPRecipientsRefused({self.to: (code, said)}))
        code, said = server.docmd("DATA")
        _demand(code == 354, smtplib.SMTPDataError(code, said))
        self._data(server, mail)

    def _data(self, server: smtplib.SMTP, mail: Packed) -> None:
        """Send the mail itself. That a server does not answer may be because of it."""
        try:
            for piece in stuffed(mail.pieces()):
                server.send(piece)
            code, said = server.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise Refused(f"{type(error).__name__} at {mail.path}", for_good=False) from error
        if code != 250:
            raise Refused(f"{code} {_text(said)}", for_good=code >= 500)


def stuffed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a mail as the protocol sends it: a dot before each that begins a line, and the end."""
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\r\n")
        if lines:
            yield b"".join(_dotted(line) + b"\r\n" for line in lines)
    if rest:
        yield _dotted(rest) + b"\r\n"
    yield b".\r\n"


def _dotted(line: bytes) -> bytes:
    return b"." + line if line.startswith(b".") else line


def _text(said: bytes) -> str:
    return said.decode("ascii", "replace")[:200]


def _demand(fine: bool, otherwise: Exception) -> None:
    if not fine:
        raise otherwise
