"""Where checkpoints are kept: a folder, a bucket that takes PUT, a mailbox. Each answers with a receipt."""

import os
import secrets
import smtplib
import ssl
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Final

import httpx2
from typing_extensions import override

from onrecord.errors import UsageError
from onrecord_server.core.outside import HERE, Url
from onrecord_server.record.keys import slug
from onrecord_server.witnessing.asking import PATIENCE


#: What a server answers where something lies there that is never written over.
_THERE: Final = (409, 412)


def _nothing(_: int) -> Sequence[bytes]:
    return ()


@dataclass(frozen=True, slots=True)
class Head:
    """A signed head as a witness gets it; it holds no words and names nobody.

    ``prove`` returns the hashes that prove that it continues the head of so many entries (RFC 6962, 2.1.2).
    """

    tenant: str
    origin: str
    size: int
    note: str
    prove: Callable[[int], Sequence[bytes]] = field(default=_nothing, repr=False, compare=False)

    @property
    def name(self) -> str:
        """Name its file: one for each head, in order."""
        return f"{slug(self.origin)}.{self.size:012d}.checkpoint"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a witness answered: in words, and what proves it to others.

    ``stamp`` is a time-stamp response (RFC 3161, DER) over the note; ``lines`` are signature lines that were checked
    and that travel with it (C2SP tlog-cosignature).
    """

    text: str
    stamp: bytes | None = None
    lines: tuple[str, ...] = ()


class Witness(ABC):
    """Somewhere a head is kept. It must take the same head twice without harm."""

    @property
    @abstractmethod
    def name(self) -> str:
        """Name it, without secrets."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the hosts that it calls."""
        return ()

    @property
    def every_seconds(self) -> float:
        """Return the seconds after a head before it gets the next one, six hours at most."""
        return 0.0

    @abstractmethod
    def keep(self, head: Head) -> str | Receipt:
        """Keep a head and return the receipt. Raises whatever went wrong."""


@dataclass(frozen=True, slots=True)
class Folder(Witness):
    """A folder, best of another machine or written once only. What is there is never written over."""

    path: Path | str

    @property
    @override
    def name(self) -> str:
        """Name the folder."""
        return f"folder {self.path}"

    @override
    def keep(self, head: Head) -> str:
        """Write the head whole, and durably. Raises ``UsageError`` where another one has its name."""
        target = Path(self.path) / head.name
        temporary = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
        with temporary.open("x", encoding="utf-8") as file:
            file.write(head.note)
            file.flush()
            os.fsync(file.fileno())
        try:
            target.hardlink_to(temporary)
        except FileExistsError:
            if target.read_text(encoding="utf-8") != head.note:
                raise UsageError(f"{target} holds another head of the same size") from None
        finally:
            temporary.unlink()
        return str(target)


@dataclass(frozen=True, slots=True)
class Bucket(Witness):
    """A bucket or any server that takes PUT below a URL, such as one that locks what it holds."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Refuse what is no URL. Raises ``UsageError``."""
        if not Url(self.url).sealed:
            raise UsageError(
                "a bucket has an https:// URL; http:// is for a server on this machine"
            )

    @property
    @override
    def name(self) -> str:
        """Name the bucket, without what the URL may hold as a key."""
        return f"bucket {Url(self.url).shown}"

    @property
    @override
    def hosts(self) -> tuple[str, ...]:
        """Return its host."""
        return (Url(self.url).host,)

    @override
    def keep(self, head: Head) -> str:
        """PUT the head; the receipt names its version or its tag where the server does."""
        place, host = Url(self.url).below(head.name), Url(self.url).host
        plain = {"content-type": "text/plain; charset=utf-8", **self.headers}
        note = head.note.encode()
        # What it answers is not read: it may have no end. Nor is the URL said: it may hold a key.
        with httpx2.stream("PUT", place, content=note, headers=plain, timeout=PATIENCE) as answer:
            code, headers = answer.status_code, answer.headers
        if not answer.is_success and not (code in _THERE and self._lies_there(place, note)):
            raise OSError(f"{host} answers {code}")
        tag = headers.get("x-amz-version-id") or headers.get("etag") or ""
        return f"{code} {head.name} {tag}".rstrip()

    def _lies_there(self, place: str, note: bytes) -> bool:
        """Say whether the same head lies there, where nothing is written over."""
        with httpx2.stream("GET", place, headers=self.headers, timeout=PATIENCE) as answer:
            said = next(answer.iter_bytes(len(note) + 1), b"")
        return answer.is_success and said == note


@dataclass(frozen=True, slots=True)
class Mailbox(Witness):
    """A mailbox that who controls the database cannot empty, such as that of an auditor."""

    to: str
    sender: str
    host: str
    port: int = 25
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    starttls: bool = False

    def __post_init__(self) -> None:
        """Refuse a password in the open. Raises ``UsageError``."""
        if self.user is not None and not self.starttls and self.host not in HERE:
            raise UsageError("a password needs starttls, but for a server on this machine")

    @property
    @override
    def name(self) -> str:
        """Name the mailbox."""
        return f"mailbox {self.to}"

    @property
    @override
    def hosts(self) -> tuple[str, ...]:
        """Return the server that takes its mail."""
        return (self.host,)

    @override
    def keep(self, head: Head) -> str:
        """Send the head as a letter; the receipt is its Message-ID, which the server took."""
        letter = EmailMessage()
        letter["From"], letter["To"] = self.sender, self.to
        letter["Subject"] = f"Checkpoint {head.size} of {head.origin}"
        letter["Message-ID"] = f"<{secrets.token_hex(16)}@{self.sender.rpartition('@')[2]}>"
        letter.set_content(_LETTER)
        # As bytes: mail may write the ends of lines anew, and then the signature does not fit.
        note = head.note.encode()
        letter.add_attachment(note, "application", "octet-stream", filename=head.name)
        with smtplib.SMTP(self.host, self.port, timeout=PATIENCE) as server:
            if self.starttls:
                server.starttls(context=ssl.create_default_context())
            if self.user is not None:
                server.login(self.user, self.password or "")
            server.send_message(letter)
        return str(letter["Message-ID"])


_LETTER = (
    "The attached checkpoint is the signed head of a record. Keep it: with it anybody can show that\n"
    "nothing before it was rewritten or cut off (onrecord verify --checkpoint FILE).\n"
)
