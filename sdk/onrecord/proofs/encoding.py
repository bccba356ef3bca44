"""Strict text pieces that the C2SP formats share: base64 with one spelling, plain decimals."""

import base64
import binascii

from onrecord.proofs.errors import ProofError


_MAX_SIZE = 2**63 - 1


def decode_base64(text: str, code: str) -> bytes:
    """Decode standard base64 and refuse every second spelling of the same bytes.

    Raises `ProofError(code)`.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ProofError(code, "not base64") from error
    if encode_base64(data) != text:
        raise ProofError(code, "base64 with stray bits")
    return data


def encode_base64(data: bytes) -> str:
    """Write bytes as standard, padded base64."""
    return base64.b64encode(data).decode("ascii")


def decode_decimal(text: str, code: str) -> int:
    """Read an ASCII decimal from 0 to 2**63 - 1 without sign or leading zeros.

    Raises `ProofError(code)`.
    """
    plain = text.isascii() and text.isdigit() and len(text) <= len(str(_MAX_SIZE))
    if not plain or str(int(text)) != text or int(text) > _MAX_SIZE:
        raise ProofError(code, "not a plain decimal number")
    return int(text)


def decode_text(data: bytes | str, code: str) -> str:
    """Accept a note as bytes or text; raises `ProofError(code)` when it is not UTF-8."""
    try:
        text = data if isinstance(data, str) else data.decode()
        text.encode()
    except UnicodeError as error:
        raise ProofError(code, "not UTF-8") from error
    return text
