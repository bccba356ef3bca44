"""Another house cosigns: it checks that each head continues the one before, and signs it with a key of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from typing_extensions import override

from onrecord.errors import UsageError
from onrecord.proofs import (
    COSIGNATURE,
    ProofError,
    SignedNote,
    VerifierKey,
    parse_note,
    parse_vkey,
    verify_note,
)
from onrecord_server.core.doc import micros, moment
from onrecord_server.core.outside import Url
from onrecord_server.core.ports import SKEW, utc_now
from onrecord_server.record.submissions import Submission
from onrecord_server.witnessing.asking import PATIENCE, Said, WitnessRefused, ask
from onrecord_server.witnessing.keeping import Head, Receipt, Witness


_HEADERS: Final = {"content-type": "text/plain; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Cosigner(Witness):
    """A cosigner below a URL (C2SP tlog-witness), such as the ``CosignerApp`` of another house.

    ``vkey`` is its public key, got another way than over this URL.
    """

    url: str
    vkey: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    patience: float = PATIENCE
    #: Origin → how many entries it cosigned, as far as this process knows.
    _sizes: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what cannot work. Raises ``UsageError``."""
        if not Url(self.url).sealed:
            raise UsageError("a cosigner has an https:// URL; http:// is for one on this machine")
        self._key()

    @property
    @override
    def name(self) -> str:
        """Name the cosigner, without what the URL may hold as a key."""
        return f"cosigner {Url(self.url).shown}"

    @property
    @override
    def hosts(self) -> tuple[str, ...]:
        """Return its host."""
        return (Url(self.url).host,)

    @override
    def keep(self, head: Head) -> Receipt:
        """Have the head cosigned; the receipt is when, and its line travels with the checkpoint.

        Raises ``WitnessRefused`` where it has another head, or signs something else.
        """
        old = self._sizes.get(head.origin, 0)
        old = old if old <= head.size else 0
        said = self._asked(head, old)
        if said.status == 409:
            said = self._asked(head, self._theirs(head, said))
        if said.status != 200:
            raise WitnessRefused(f"{self.hosts[0]} answers {said.status}")
        self._sizes[head.origin] = head.size
        return self._proved(head, said.body)

    def _asked(self, head: Head, old: int) -> Said:
        asked = Submission(old, tuple(head.prove(old)), head.note).to_text()
        place = Url(self.url).below("add-checkpoint")
        return ask(place, asked.encode(), {**_HEADERS, **self.headers}, self.patience)

    def _theirs(self, head: Head, said: Said) -> int:
        """Return how many entries it has cosigned."""
        digits = said.body.removesuffix(b"\n")
        if not digits.isdigit() or len(digits) > 18:
            raise WitnessRefused(f"{self.hosts[0]} answers with no size")
        if (size := int(digits)) > head.size:
            raise WitnessRefused(f"{self.hosts[0]} has another head, of {size} entries")
        return size

    def _proved(self, head: Head, body: bytes) -> Receipt:
        """Return the receipt of a good signature; those of others in the answer are passed over."""
        try:
            note = parse_note(head.note.encode() + body)
            own = note.signatures[len(parse_note(head.note).signatures) :]
            (verified, *_) = verify_note(SignedNote(note.text, own), [self._key()])
        except ProofError as error:
            raise WitnessRefused(f"{self.hosts[0]} answers with no signature: {error}") from None
        at = (verified.time or 0) * 1_000_000
        if abs(at - micros(utc_now())) > SKEW:
            raise WitnessRefused(f"{self.hosts[0]} signs another time than the clock here shows")
        key = verified.key
        lines = [one.line() for one in own if (one.name, one.key_id) == (key.name, key.key_id)]
        return Receipt(f"cosigned {moment(at).isoformat()} by {key.name}", lines=tuple(lines[:1]))

    def _key(self) -> VerifierKey:
        try:
            key = parse_vkey(self.vkey)
        except ProofError as error:
            raise UsageError(f"a cosigner has a vkey: {error}") from None
        if key.algorithm != COSIGNATURE:
            raise UsageError("the vkey of a cosigner is of type 4; this one signs records")
        return key
