"""Sealing an archive to somebody's public key as it is written: nobody else opens it, the house neither.

The layout is told in ``unseal_bundle.py``, which opens it again.
"""

import base64
from typing import Any

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox
from nacl.utils import random

from onrecord.errors import Invalid
from onrecord_server.exports.packing import Target
from onrecord_server.exports.unseal_bundle import CHUNK, FINAL, KEY, MAGIC


_MESSAGE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE


def public_key(text: str) -> PublicKey:
    """Read the key that something is to be sealed to. Raises ``Invalid`` for one that keeps nothing secret."""
    try:
        found = PublicKey(base64.b64decode(text, validate=True))
        SealedBox(found).encrypt(b"")
    except (ValueError, TypeError, CryptoError):
        raise Invalid(
            "This is no public key to seal to: it is 32 bytes in base64, as `onrecord unseal --new-key` prints one."
        ) from None
    return found


class Sealer:
    """Seals what is written, and passes it on: to be ended, when all was written."""

    def __init__(self, target: Target, key: PublicKey) -> None:
        """Begin with a key that is only for this one, sealed to ``key``."""
        inner = random(KEY)
        self._target = target
        self._about = MAGIC + bytes(key)
        self._stream: Any = bindings.crypto_secretstream_xchacha20poly1305_state()
        self._waiting = bytearray()
        header = bindings.crypto_secretstream_xchacha20poly1305_init_push(self._stream, inner)
        target.write(self._about + SealedBox(key).encrypt(inner) + header)

    def write(self, data: bytes, /) -> None:
        """Take the next bytes."""
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._push(bytes(self._waiting[:CHUNK]), _MESSAGE)
            del self._waiting[:CHUNK]

    def end(self) -> None:
        """Seal what is left: without this it is taken for cut off."""
        self._push(bytes(self._waiting), FINAL)

    def _push(self, plain: bytes, tag: int) -> None:
        push = bindings.crypto_secretstream_xchacha20poly1305_push
        self._target.write(push(self._stream, plain, self._about, tag))
