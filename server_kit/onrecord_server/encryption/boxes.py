"""Authenticated encryption of one value: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha), by PyNaCl.

A box is the nonce, then the ciphertext with its tag; as text it is base64 without padding.
"""

import base64
import os
from typing import Final

from nacl import bindings
from nacl.exceptions import CryptoError


KEY_SIZE: Final = bindings.crypto_aead_xchacha20poly1305_ietf_KEYBYTES
NONCE_SIZE: Final = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#: Bytes that a box is longer than what is in it.
OVERHEAD: Final = NONCE_SIZE + bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES


class Refused(Exception):
    """The key, the place or the box is not the one it was made with."""


def close(key: bytes, data: bytes, place: bytes) -> bytes:
    """Return a box that opens with this key, at this place, and nowhere else."""
    nonce = os.urandom(NONCE_SIZE)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(data, place, nonce, key)


def open_box(key: bytes, box: bytes, place: bytes) -> bytes:
    """Return what is in a box. Raises ``Refused``."""
    nonce, ciphertext = box[:NONCE_SIZE], box[NONCE_SIZE:]
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(ciphertext, place, nonce, key)
    except (CryptoError, ValueError, TypeError) as error:
        raise Refused from error


def to_text(box: bytes) -> str:
    """Return a box as text without spaces."""
    return base64.b64encode(box).decode().rstrip("=")


def from_text(text: str) -> bytes:
    """Return the box of a text. Raises ``Refused``."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError as error:
        raise Refused from error
