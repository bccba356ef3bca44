"""Whether a head is cosigned, of values; and how it is refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from onrecord.errors import OnRecordError
from onrecord.proofs import (
    Checkpoint,
    ProofError,
    VerifierKey,
    parse_checkpoint,
    parse_note,
    verify_checkpoint,
    verify_consistency,
)
from onrecord_server.record.submissions import Submission


Code = Literal[
    "malformed", "origin_unknown", "signature_refused", "fork", "rollback", "behind", "inconsistent"
]
#: As C2SP tlog-witness has it.
STATUS: Final[Mapping[Code, int]] = {
    "malformed": 400,
    "origin_unknown": 404,
    "signature_refused": 403,
    "fork": 409,
    "rollback": 409,
    "behind": 409,
    "inconsistent": 422,
}


class CosignatureRefused(OnRecordError):
    """Raised instead of cosigning. ``code`` says why; ``size`` is how many entries were cosigned, where it matters.

    ``malformed``: it cannot be read. ``origin_unknown``: no key of that record is set up.
    ``signature_refused``: no such key signed it. ``behind``: the proof begins at another head than the one that
    was cosigned last. ``rollback``: the head is smaller than that one. ``fork``: it is as large, and another.
    ``inconsistent``: the proof does not lead from that one to this.
    """

    def __init__(self, code: Code, detail: str, size: int | None = None) -> None:
        """Keep what is said."""
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.size = size


@dataclass(frozen=True, slots=True)
class Last:
    """The head of a record that was cosigned last; without one, the empty tree."""

    size: int
    root: bytes | None


def opened(asked: Submission, keys: Iterable[VerifierKey]) -> Checkpoint:
    """Return the head that one of these keys signed. Raises ``CosignatureRefused``."""
    try:
        origin = parse_checkpoint(parse_note(asked.note).text).origin
    except ProofError as error:
        raise CosignatureRefused("malformed", str(error)) from None
    own = [key for key in keys if key.name == origin]
    if not own:
        raise CosignatureRefused("origin_unknown", f"no key of {origin} is set up here")
    try:
        return verify_checkpoint(asked.note, own).checkpoint
    except ProofError as error:
        raise CosignatureRefused("signature_refused", str(error)) from None


def continues(last: Last, head: Checkpoint, old: int, proof: Sequence[bytes]) -> None:
    """Refuse a head that does not continue the last one. Raises ``CosignatureRefused``."""
    if old > head.size:
        raise CosignatureRefused("malformed", "the old size is larger than that of the head")
    if head.size < last.size:
        raise CosignatureRefused("rollback", "a larger head was cosigned", last.size)
    if head.size == last.size and last.root not in (None, head.root):
        raise CosignatureRefused("fork", "another head of this size was cosigned", last.size)
    if old != last.size:
        raise CosignatureRefused("behind", "the proof begins at another head", last.size)
    if last.root is not None or proof:
        _prove(last, head, proof)


def _prove(last: Last, head: Checkpoint, proof: Sequence[bytes]) -> None:
    try:
        verify_consistency(last.size, head.size, proof, last.root or bytes(32), head.root)
    except ProofError as error:
        raise CosignatureRefused("inconsistent", str(error), last.size) from None
