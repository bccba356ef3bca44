"""Secrets of accounts, which are kept in boxes of the tenant's own key, or not at all."""

import json
from collections.abc import Mapping
from typing import Any

from onrecord.errors import ContentDamaged, KeyUnavailable, SecretsUnkept
from onrecord_server.core.operation import Tx
from onrecord_server.core.words import cipher_of
from onrecord_server.encryption import boxes
from onrecord_server.encryption.keyring import Keyring


_SAID = (
    "Secrets are kept encrypted with the tenant's key, and this tenant has none: give OnRecord "
    "encryption=… with a provider of keys, or give it the account in code and leave them out here."
)


def close(tx: Tx, account_id: str, secrets: Mapping[str, str]) -> dict[str, str | None]:
    """Return what is stored of secrets. Raises ``SecretsUnkept``, ``KeyUnavailable``."""
    if not secrets:
        return {"secrets": None, "key_id": None}
    ring = _ring(tx)
    key = ring.current(tx.tenant, "content")
    box = boxes.close(key.key, json.dumps(dict(secrets)).encode(), _place(tx.tenant, account_id))
    return {"secrets": boxes.to_text(box), "key_id": key.id}


def _ring(tx: Tx) -> Keyring:
    found = cipher_of(tx.unit.connection.dialect)
    if not isinstance(found, Keyring) or found.provider is None or not found.wants(tx.tenant):
        raise SecretsUnkept(_SAID)
    return found


def open_with(ring: Keyring | None, account: Any) -> dict[str, str]:
    """Return the secrets of an account's row. Raises ``KeyUnavailable`` and ``ContentDamaged``."""
    if account.secrets is None:
        return {}
    if ring is None:
        raise KeyUnavailable("Secrets are kept here, and no keys were given to read them.")
    key, place = ring.key(account.tenant, account.key_id).key, _place(account.tenant, account.id)
    try:
        plain = boxes.open_box(key, boxes.from_text(account.secrets), place)
    except boxes.Refused:
        raise ContentDamaged("What is stored of an account is not what was written.") from None
    found: dict[str, str] = json.loads(plain)
    return found


def _place(tenant: str, account_id: str) -> bytes:
    return f"onrecord sms account\n{tenant}\n{account_id}".encode()
