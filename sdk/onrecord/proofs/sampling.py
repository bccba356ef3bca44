"""Draw a random sample again, from its seed and the ids it was drawn from: anybody can.

The seed of a period is 32 random bytes. SHA-256 of it is on the record before the period begins; the
seed itself is, when the period is over. A message is drawn where BLAKE2b of its id, with the seed as
the key, read as one number, leaves less than the percent in hundredths when it is divided by 10 000.
Nothing here is a fraction: 5 % is 500.
"""

import hashlib
import hmac
from collections.abc import Collection, Iterable
from decimal import Decimal, InvalidOperation
from typing import Final

from onrecord.proofs.errors import ProofError


SEED_SIZE: Final = 32
_PARTS: Final = 10_000


def hundredths(percent: str | float | Decimal) -> int:
    """Return a percent in whole hundredths: 5 is 500. Raises `ProofError("percent_refused")`."""
    try:
        parts = Decimal(str(percent)) * 100
    except InvalidOperation:
        parts = Decimal("NaN")
    if not parts.is_finite() or parts != int(parts) or not 0 < parts <= _PARTS:
        said = f"{percent!r} is no percent above 0, of 100 at most, with two decimals at most"
        raise ProofError("percent_refused", said)
    return int(parts)


def seed_commitment(seed: bytes) -> str:
    """Return what is said of a seed before it is shown: SHA-256 of it, as 64 hex digits."""
    return hashlib.sha256(_checked(seed)).hexdigest()


def chance(seed: bytes, message_id: str) -> int:
    """Return the number of a message in a period, from 0 to 9 999."""
    digest = hashlib.blake2b(message_id.encode(), key=_checked(seed)).digest()
    return int.from_bytes(digest) % _PARTS


def drawn(seed: bytes | str, ids: Iterable[str], percent: str | float | Decimal) -> list[str]:
    """Return those of some messages that are drawn, in their order; ``seed`` is bytes or hex."""
    key, bound = _seed(seed), hundredths(percent)
    return [one for one in ids if chance(key, one) < bound]


def verify_sample(
    commitment: str,
    seed: bytes | str,
    ids: Iterable[str],
    percent: str | float | Decimal,
    claimed: Collection[str],
) -> None:
    """Prove that exactly the claimed messages were drawn, by the seed that was committed to.

    Raises `ProofError` with `seed_differs` or `sample_differs`.
    """
    if not hmac.compare_digest(seed_commitment(_seed(seed)).encode(), commitment.encode()):
        raise ProofError("seed_differs", "the seed is not the one that was committed to")
    if set(drawn(seed, ids, percent)) != set(claimed) or len(set(claimed)) != len(claimed):
        raise ProofError("sample_differs", "other messages are drawn by this seed")


def _seed(seed: bytes | str) -> bytes:
    if isinstance(seed, bytes):
        return seed
    try:
        return bytes.fromhex(seed)
    except ValueError as error:
        raise ProofError("seed_differs", "a seed is 64 hex digits") from error


def _checked(seed: bytes) -> bytes:
    if len(seed) != SEED_SIZE:
        raise ProofError("seed_differs", f"a seed is {SEED_SIZE} bytes, not {len(seed)}")
    return seed
