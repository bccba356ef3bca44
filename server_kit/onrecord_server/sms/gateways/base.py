"""What every provider is asked and what it may answer, in one shape.

Besides success a send ends in one of three ways, and the line between them is what keeps a text from being
sent twice:

``Refused``  the provider said no (4xx). It never goes out; another try of the same says the same.
``Busy``     it was surely not taken: 429, 503, or the request never left us (no name, no connection, no
             TLS). It may be tried again.
``Unsure``   nobody here knows: the request left us, and what came back was nothing, 5xx, a redirect or
             rubbish. It is never sent again blindly, but looked up or waited for.

See compliance 5 and F33 of the reliability reference.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal, Protocol

from onrecord.errors import UsageError


#: What became of a text, in the words of no provider. The last five are the end (compliance 5).
Status = Literal["queued", "sent", "delivered", "undelivered", "failed", "expired", "unknown"]

_PARTY: Final = re.compile(r"\+?[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}")
_REFERENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,63}")
_URL: Final = re.compile(r"(https?|s3)://[!-~]{1,2000}")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A text that is to go out.

    ``sender`` and ``to`` are E.164; a sender may also be a short code, a name or what a provider calls a
    pool. ``media`` are URLs that the provider fetches. ``reference`` is ours, one for each attempt: it
    comes back in reports where the provider carries it. ``callback`` is where reports go, or empty.
    Raises ``UsageError`` for what no provider could carry.
    """

    sender: str
    to: str
    text: str = field(repr=False)
    reference: str
    media: tuple[str, ...] = field(default=(), repr=False)
    callback: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not (_PARTY.fullmatch(self.sender) and _PARTY.fullmatch(self.to)):
            raise UsageError("a text goes from a number or name to a number")
        if not _REFERENCE.fullmatch(self.reference):
            raise UsageError("a reference is 1 to 64 letters, digits and . _ ~ -")
        if not all(_URL.fullmatch(url) for url in (*self.media, *filter(None, [self.callback]))):
            raise UsageError("media and callback are URLs")
        if not (self.text or self.media):
            raise UsageError("a text without words has media")
        if any("\ud800" <= unit <= "\udfff" for unit in self.text):
            raise UsageError("a text has no half of a character")


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider took a text, and calls it so; ``segments`` where it says in how many parts."""

    provider_id: str
    segments: int | None = None
    status: Status = "queued"


@dataclass(frozen=True, slots=True)
class Webhook:
    """A request of a provider as it came: the URL that it called from outside, and the body's raw bytes.

    Behind a proxy the URL is what the provider was given, scheme, port and query too: it is signed.
    """

    url: str
    method: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    def header(self, name: str) -> str:
        """Return a header, whatever its case; empty where there is none, or more than one."""
        found = [value for key, value in self.headers.items() if key.lower() == name.lower()]
        return found[0] if len(found) == 1 else ""


@dataclass(frozen=True, slots=True)
class Media:
    """Where something lies that came with a text, and what the provider says that it is. Neither is trusted."""

    url: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Inbound:
    """A text from outside. ``at`` is the provider's clock, where it tells; ``raw`` is the whole request."""

    provider_id: str
    sender: str
    to: str
    text: str = field(repr=False)
    media: tuple[Media, ...] = field(repr=False)
    at: datetime | None
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Report:
    """What a provider says became of a text. They come twice, late, and in any order.

    ``code`` is the provider's own, for what went wrong; ``reference`` is ours, where it came back.
    """

    provider_id: str
    status: Status
    code: str | None
    at: datetime | None
    raw: bytes = field(repr=False)
    reference: str | None = None


class Refused(Exception):
    """The provider refused a text for good, with its own ``code`` (Twilio's 21610: opted out)."""

    def __init__(self, code: str, status: int | None = None) -> None:
        super().__init__(f"refused: {code}")
        self.code = code
        #: The HTTP status. 401, 402 and 403 are mostly about the account, not about the text.
        self.status = status


class Busy(Exception):
    """The text was surely not taken, and may be tried again, after so many seconds where they are known."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(f"not taken: {why}")
        self.why = why
        self.after = after


class Unsure(Exception):
    """Nobody knows whether the text was taken. It must not be sent again blindly."""

    def __init__(self, why: str) -> None:
        super().__init__(f"unsure: {why}")
        self.why = why


class Unreadable(Exception):
    """A request that may well be the provider's says nothing that we know how to read."""


class Gateway(Protocol):
    """One account at one provider. It blocks, keeps nothing, and may be called from many threads."""

    def send(self, outgoing: Outgoing) -> Accepted:
        """Send a text once. Raises ``Refused``, ``Busy`` and ``Unsure``."""
        ...

    def verify(self, webhook: Webhook, now: datetime) -> bool:
        """Say whether a request is the provider's, unchanged, and not older than five minutes.

        The age counts where the provider signs a time. Nothing that comes from outside makes it raise.
        """
        ...

    def parse(self, webhook: Webhook) -> Sequence[Inbound | Report]:
        """Return what a verified request tells; nothing, if that is of no concern. Raises ``Unreadable``."""
        ...

    def ask(self, provider_id: str) -> Report | None:
        """Return what became of a text; None where the provider does not know it, or cannot be asked.

        Raises ``Refused``, ``Busy`` and ``Unsure``.
        """
        ...

    def find(self, reference: str) -> Report | None:
        """Return what became of an attempt whose answer never came, by our own reference.

        None proves nothing: the provider may learn of it later, or cannot be asked so. Raises as ``ask``.
        """
        ...
