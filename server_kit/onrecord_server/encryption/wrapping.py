"""Asking a provider: what it answers is looked at before anything is encrypted with it.

A wrapped key is kept with a check value, so that a provider that returns another key than it was given is
found out before words are lost.
"""

import hashlib
from collections.abc import Callable
from typing import Final, TypeVar

from onrecord.errors import KeyUnavailable
from onrecord_server.encryption import boxes
from onrecord_server.encryption.providers import KeyProvider


T = TypeVar("T")
_MARK: Final = " check:"
_MOST_NAME: Final = 160


def wrap(provider: KeyProvider, tenant: str, key: bytes) -> dict[str, str]:
    """Return a key as its row holds it, once the provider has shown that it opens again.

    Raises ``KeyUnavailable``.
    """
    name: object = _asked(lambda: provider.active)
    text: object = _asked(lambda: provider.wrap(tenant, key))
    if not isinstance(text, str) or not isinstance(name, str) or not 0 < len(name) <= _MOST_NAME:
        raise KeyUnavailable("The provider of keys answered with something that is no wrapped key.")
    kept = text + _MARK + _check(key)
    unwrap(provider, tenant, name, kept)
    return {"wrapped": kept, "wrapped_by": name}


def unwrap(provider: KeyProvider, tenant: str, name: str, kept: str) -> bytes:
    """Return the key of a row. Raises ``KeyUnavailable``, too where it is not the one that was wrapped."""
    text, _, check = kept.partition(_MARK)
    key: object = _asked(lambda: provider.unwrap(tenant, name, text))
    if not isinstance(key, bytes) or len(key) != boxes.KEY_SIZE or check not in ("", _check(key)):
        raise KeyUnavailable(f"The provider answered {name} with another key than it was given.")
    return key


def _check(key: bytes) -> str:
    return hashlib.blake2b(key=key, digest_size=8, person=b"onrecord-check").hexdigest()


def _asked(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except KeyUnavailable:
        raise
    except Exception as error:
        raise KeyUnavailable("The provider of keys does not answer now; try again.") from error
