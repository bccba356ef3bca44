"""What a log asks a cosigner, as text: `add-checkpoint` of C2SP tlog-witness. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.proofs import ProofError
from onrecord.proofs.encoding import decode_base64, decode_decimal, decode_text, encode_base64


#: The type of an answer that says how far the cosigner is.
SIZE_TYPE: Final = "text/x.tlog.size"
_MOST_HASHES: Final = 63
_OLD: Final = re.compile(r"old (?P<size>[0-9]+)")


@dataclass(frozen=True, slots=True)
class Submission:
    """A signed note, and the proof that it continues the tree of the first ``old`` entries."""

    old: int
    proof: tuple[bytes, ...]
    note: str

    def to_text(self) -> str:
        """Write it as it is sent."""
        lines = [f"old {self.old}", *map(encode_base64, self.proof)]
        return "".join(f"{line}\n" for line in lines) + "\n" + self.note


def parse_submission(data: bytes) -> Submission:
    """Read what was sent, unverified. Raises ``ProofError("submission_malformed")``."""
    text = decode_text(data, "submission_malformed")
    head, blank, note = text.partition("\n\n")
    first, *hashes = head.split("\n")
    found = _OLD.fullmatch(first)
    if found is None or not blank or len(hashes) > _MOST_HASHES:
        raise ProofError(
            "submission_malformed", "it begins with the old size, a proof, a blank line"
        )
    old = decode_decimal(found["size"], "submission_malformed")
    return Submission(old, _hashes(hashes), note)


def _hashes(lines: Sequence[str]) -> tuple[bytes, ...]:
    found = tuple(decode_base64(line, "submission_malformed") for line in lines)
    if any(len(one) != 32 for one in found):
        raise ProofError("submission_malformed", "every hash is 32 bytes")
    return found
