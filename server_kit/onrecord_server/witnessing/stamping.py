"""Time stamps: an authority outside signs that a head was there, and when (RFC 3161)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from typing_extensions import override

from onrecord.errors import UsageError
from onrecord_server.core.doc import micros
from onrecord_server.core.outside import Url
from onrecord_server.core.ports import SKEW, utc_now
from onrecord_server.witnessing.asking import PATIENCE, WitnessRefused, ask
from onrecord_server.witnessing.handing import LONGEST
from onrecord_server.witnessing.keeping import Head, Receipt, Witness
from onrecord_server.witnessing.rules import in_order


_HEADERS: Final = {
    "content-type": "application/timestamp-query",
    "accept": "application/timestamp-reply",
}


@dataclass(frozen=True, slots=True)
class TimeStamps(Witness):
    """A time-stamping authority. It gets a hash of the newest head, at most every so many seconds.

    ``certificates`` is a PEM file of the roots that you trust for it, and of no others. ``http://`` will do
    without ``headers``: what it answers is signed, and what it gets says nothing. Needs ``onrecord[timestamps]``.
    """

    url: str
    certificates: Path | str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    every_seconds: float = 3_600.0
    patience: float = PATIENCE
    clock: Callable[[], datetime] = field(default=utc_now, repr=False)

    def __post_init__(self) -> None:
        """Refuse what cannot work. Raises ``UsageError``."""
        _library()
        _roots(self.certificates)
        place = Url(self.url)
        if not place.sealed and (self.headers or not place.web):
            raise UsageError("a time-stamping authority has a URL; with headers it begins https://")
        if not 0 <= self.every_seconds <= LONGEST // 1_000_000:
            raise UsageError("every_seconds is at most six hours")

    @property
    @override
    def name(self) -> str:
        """Name the authority, without what the URL may hold as a key."""
        return f"timestamps {Url(self.url).shown}"

    @property
    @override
    def hosts(self) -> tuple[str, ...]:
        """Return its host."""
        return (Url(self.url).host,)

    @override
    def keep(self, head: Head) -> Receipt:
        """Have the note stamped, and keep the answer once it is proved.

        Raises ``WitnessRefused`` where it is about something else, of another time, or refused, and
        ``VerificationError`` where none of the pinned roots stands behind it.
        """
        note, library = head.note.encode(), _library()
        asked = library.TimestampRequestBuilder(
            data=note, hash_algorithm=library.HashAlgorithm.SHA256
        )
        request = asked.build()
        said = ask(self.url, request.as_bytes(), {**_HEADERS, **self.headers}, self.patience)
        if said.status != 200:
            raise WitnessRefused(f"{self.hosts[0]} answers {said.status}")
        stamp = self._proved(request, said.body, note)
        text = f"{stamp.gen_time.isoformat()} serial {stamp.serial_number:x}"
        return Receipt(f"{text} policy {stamp.policy.dotted_string}", said.body)

    def _proved(self, request: Any, body: bytes, note: bytes) -> Any:
        """Return what was stamped, when everything of it holds."""
        answer = _read(body, self.hosts[0])
        verifier = _library().VerifierBuilder.from_request(request)
        for root in _roots(self.certificates):
            verifier = verifier.add_root_certificate(root)
        verifier.build().verify_message(answer, note)
        ahead = micros(answer.tst_info.gen_time) - micros(self.clock())
        if abs(ahead) > SKEW:
            raise WitnessRefused(f"{self.hosts[0]} stamps another time than the clock here shows")
        return answer.tst_info


def _read(body: bytes, host: str) -> Any:
    """Return an answer that grants a stamp."""
    library = _library()
    try:
        answer = library.decode_timestamp_response(in_order(body))
    except ValueError as error:
        raise WitnessRefused(f"{host} answers with no time stamp: {error}") from None
    if answer.status != 0:
        why = ", ".join(answer.status_string) or "and says not why"
        raise WitnessRefused(f"{host} refuses: status {answer.status}, {why}")
    return answer


def _roots(path: Path | str) -> Sequence[Any]:
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificates(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} holds no certificates in PEM: {error}") from None


def _library() -> Any:
    try:
        import rfc3161_client
    except ImportError as error:
        raise UsageError("time stamps need: pip install 'onrecord[timestamps]'") from error
    return rfc3161_client
