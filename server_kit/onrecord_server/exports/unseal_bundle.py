#!/usr/bin/env python3
"""Open a sealed export of onrecord with one's own private key: with Python 3.11, PyNaCl, and nothing else.

    python unseal_bundle.py export.zip.sealed export.zip --key auditor.key

A sealed export is read from its beginning to its end, in little memory:

* 19 bytes that say what it is, ``onrecord-sealed-v1`` and a line feed; 32 bytes: the public key (X25519) that
  it was sealed to; 80 bytes: a key of its own for this export, in a sealed box (``crypto_box_seal``).
* 24 bytes: the header of a stream (``crypto_secretstream_xchacha20poly1305``) under that key.
* Chunks of 64 KiB, each 17 bytes longer than what is in it. The first 51 bytes of the file are the
  associated data of each. The last one, which may be shorter, carries the tag FINAL: without it something
  was cut off.

What is opened is proved only at its end, so it gets its name only then.
"""

import argparse
import base64
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox


MAGIC = b"onrecord-sealed-v1\n"
CHUNK = 65_536
KEY = 32
MORE = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
HEADER = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
FINAL = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL


class NotSealed(ValueError):
    """The file is no sealed export."""


class SealedToAnother(ValueError):
    """The file was sealed to another key than this one."""


class Truncated(ValueError):
    """Something of the file is missing at its end."""


class Tampered(ValueError):
    """The file is not as it was sealed."""


def private_key(text: str) -> PrivateKey:
    """Read a private key: the base64 of its 32 bytes."""
    try:
        return PrivateKey(base64.b64decode(text.strip(), validate=True))
    except (ValueError, TypeError, CryptoError):
        raise ValueError("this is no private key: it is 32 bytes in base64") from None


def public_text(key: PrivateKey) -> str:
    """Return the public key that others seal to."""
    return base64.b64encode(bytes(key.public_key)).decode()


def unsealed(source: BinaryIO, key: PrivateKey) -> Iterator[bytes]:
    """Yield what was sealed, a chunk at a time. Nothing is proved to be whole before the end."""
    stream, about = _begin(source, key)
    waiting = _exactly(source, CHUNK + MORE)
    while True:
        following = _exactly(source, CHUNK + MORE)
        plain, tag = _pulled(stream, waiting, about, last=not following)
        yield plain
        if tag == FINAL:
            break
        waiting = following
    if following:
        raise Tampered("something follows after its end")


def _begin(source: BinaryIO, key: PrivateKey) -> tuple[Any, bytes]:
    about = _exactly(source, len(MAGIC) + KEY)
    if not about.startswith(MAGIC):
        raise NotSealed("this is no sealed export of onrecord")
    theirs = about[len(MAGIC) :]
    sealed = _exactly(source, KEY + bindings.crypto_box_SEALBYTES)
    header = _exactly(source, HEADER)
    if len(header) < HEADER:
        raise Truncated("it ends before its first chunk")
    if theirs != bytes(key.public_key):
        named = base64.b64encode(theirs).decode()
        raise SealedToAnother(f"it was sealed to {named}, which is not the key that you gave")
    try:
        inner = SealedBox(key).decrypt(sealed)
    except CryptoError:
        raise Tampered("the key inside is not as it was sealed") from None
    stream = bindings.crypto_secretstream_xchacha20poly1305_state()
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(stream, header, inner)
    return stream, about


def _pulled(stream: Any, chunk: bytes, about: bytes, *, last: bool) -> tuple[bytes, int]:
    short = len(chunk) < CHUNK + MORE
    if len(chunk) < MORE:
        raise Truncated("its end is missing")
    try:
        plain, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(stream, chunk, about)
    except (CryptoError, ValueError, RuntimeError):
        if last and short:
            raise Truncated("its end is missing, or was changed") from None
        raise Tampered("a chunk is not as it was sealed") from None
    if last and tag != FINAL:
        raise Truncated("its end is missing")
    return plain, int(tag)


def _exactly(source: BinaryIO, size: int) -> bytes:
    found = bytearray()
    while len(found) < size and (piece := source.read(size - len(found))):
        found += piece
    return bytes(found)


def unseal(sealed: Path, target: Path, key: PrivateKey) -> int:
    """Write what was sealed into a new file, which is there only when all of it was right; return its size."""
    part = target.with_name(f"{target.name}.part")
    if target.exists():
        raise FileExistsError(f"{target} is there already")
    try:
        with sealed.open("rb") as source, part.open("xb") as into:
            size = sum(into.write(piece) for piece in unsealed(source, key))
        os.link(part, target)
    finally:
        part.unlink(missing_ok=True)
    return size


def main() -> int:
    parser = argparse.ArgumentParser(description="Open a sealed export of onrecord.")
    parser.add_argument("sealed", type=Path, help="the sealed file")
    parser.add_argument("target", type=Path, help="the zip that it becomes")
    parser.add_argument("--key", type=Path, required=True, help="a file with your private key")
    given = parser.parse_args()
    try:
        size = unseal(given.sealed, given.target, private_key(given.key.read_text("ascii")))
    except (ValueError, OSError) as error:
        print(f"NOT OPENED   {error}")
        return 1
    print(f"opened       {given.target}: {size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
