"""Making, renewing and rewrapping a tenant's keys; each is on its record, and no key ever is."""

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx
from onrecord_server.encryption import boxes, wrapping
from onrecord_server.encryption.keyring import DataKey, Keyring
from onrecord_server.encryption.providers import KeyProvider
from onrecord_server.encryption.rows import data_keys


#: The words and files of a tenant, and the tokens of its search.
PURPOSES: Final = ("content", "index")


def ensure(tx: Tx, keyring: Keyring) -> list[DataKey]:
    """Give a tenant that is to be encrypted its first keys; return those that were made now.

    Raises ``KeyUnavailable`` where the provider does not answer.
    """
    if not keyring.wants(tx.tenant):
        return []
    there = {row.purpose for row in _rows(tx)}
    return [_make(tx, keyring, purpose, 1) for purpose in PURPOSES if purpose not in there]


def renew(tx: Tx, keyring: Keyring) -> DataKey:
    """Make a new key for what is written from now on; the older ones go on decrypting what they did.

    Raises ``KeyUnavailable``.
    """
    numbers = [row.number for row in _rows(tx) if row.purpose == "content"]
    return _make(tx, keyring, "content", max(numbers, default=0) + 1)


def rewrap(tx: Tx, keyring: Keyring) -> int:
    """Wrap every key of a tenant again under the provider's active key; return how many were changed.

    What the keys encrypted stays as it is. Raises ``KeyUnavailable`` where a key cannot be unwrapped;
    then none is changed.
    """
    provider = _provider(keyring)
    old = [row for row in _rows(tx) if row.wrapped_by != provider.active]
    for row in old:
        key = wrapping.unwrap(provider, tx.tenant, row.wrapped_by, row.wrapped)
        changed = wrapping.wrap(provider, tx.tenant, key)
        mine = (data_keys.c.tenant == tx.tenant, data_keys.c.id == row.id)
        tx.execute(sa.update(data_keys).where(*mine).values(**changed))
        tx.record(_entry("encryption.key_rewrapped", row.id, {"wrapped_by": changed["wrapped_by"]}))
    return len(old)


def _make(tx: Tx, keyring: Keyring, purpose: str, number: int) -> DataKey:
    """Make a key; nothing is encrypted with it before it is read from where it was committed."""
    key = DataKey(tx.tenant, tx.ports.new_id("key"), purpose, number, _secret(tx))
    kept = wrapping.wrap(_provider(keyring), tx.tenant, key.key)
    facts = {"purpose": purpose, "number": number, "wrapped_by": kept["wrapped_by"]}
    row = {"tenant": tx.tenant, "id": key.id, **kept, **facts, "created_at": tx.now}
    tx.execute(sa.insert(data_keys), row)
    tx.record(_entry("encryption.key_made", key.id, facts))
    return key


def _secret(tx: Tx) -> bytes:
    return tx.ports.entropy(boxes.KEY_SIZE)


def _provider(keyring: Keyring) -> KeyProvider:
    assert keyring.provider is not None  # noqa: S101 - without one no tenant is to be encrypted
    return keyring.provider


def _rows(tx: Tx) -> list[Any]:
    query = sa.select(data_keys).where(data_keys.c.tenant == tx.tenant)
    return list(tx.execute(query.order_by(data_keys.c.number)))


def _entry(kind: str, key: str, facts: Mapping[str, Any]) -> Draft:
    return Draft(kind, key, NOBODY, {}, facts=facts)
