"""The keys of one database's tenants, opened as they are needed: the cipher of its words."""

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import ContentDamaged, KeyUnavailable
from onrecord_server.core.database import Database
from onrecord_server.core.leaf import SALT_SIZE
from onrecord_server.core.words import Content, cipher_of, use_cipher
from onrecord_server.encryption import boxes, wrapping
from onrecord_server.encryption.providers import KeyProvider
from onrecord_server.encryption.rows import data_keys


logger = logging.getLogger("onrecord.encryption")

#: Seconds after which a process looks whether another one has made a newer key.
FRESH: Final = 60.0
#: Seconds until a provider that could not unwrap a key is asked for it again.
AGAIN: Final = 5.0
#: Bytes of a blinded token.
_BLIND: Final = 10
_DAMAGED: Final = "What is stored of {content} is not what was written."
_UNKNOWN: Final = "The key {key} of these words is not in this database, or cannot be unwrapped."


@dataclass(frozen=True, slots=True)
class DataKey:
    """One of a tenant's keys, unwrapped."""

    tenant: str
    id: str
    purpose: str
    number: int
    key: bytes = field(repr=False)


class Keyring:
    """Encrypts and decrypts for the tenants of one database; a tenant without a key stays plain.

    ``wants`` says which tenants are encrypted. What was encrypted once is decrypted whatever it says
    later, as long as the provider has the key. Keys stay in memory; wrapped ones are read on a
    connection of its own.
    """

    def __init__(
        self, database: Database, provider: KeyProvider | None, wants: Callable[[str], bool]
    ) -> None:
        """Read nothing yet."""
        self.provider = provider
        self.wants = wants
        self._database = database
        self._lock = threading.Lock()
        self._keys: dict[str, DataKey] = {}
        self._current: dict[tuple[str, str], DataKey] = {}
        self._read_at: dict[str, float] = {}
        self._failed: dict[str, float] = {}
        use_cipher(database.engine.dialect, self)

    # -- the cipher of contents ----------------------------------------------------------------------

    def encrypt(self, tenant: str, content_id: str, content: Content) -> tuple[Content, str | None]:
        """Return what is stored of some words, and the key's id; fails closed where there is no key."""
        if not self.wants(tenant):
            return content, None
        body, salt = content
        key = self.current(tenant, "content")
        box = boxes.close(key.key, body.encode(), place(tenant, content_id))
        salted = boxes.close(key.key, salt, place_of_salt(tenant, content_id))
        return (boxes.to_text(box), salted), key.id

    def decrypt(self, tenant: str, content_id: str, key_id: str, body: str) -> str:
        """Return the words of a row. Raises ``KeyUnavailable`` and ``ContentDamaged``."""
        key = self.key(tenant, key_id)
        try:
            return boxes.open_box(
                key.key, boxes.from_text(body), place(tenant, content_id)
            ).decode()
        except boxes.Refused:
            raise ContentDamaged(_DAMAGED.format(content=content_id)) from None

    def decrypt_salt(self, tenant: str, content_id: str, key_id: str, salt: bytes) -> bytes:
        """Return the salt of a row; before salts were encrypted it lay there as it is.

        Raises ``KeyUnavailable`` and ``ContentDamaged``.
        """
        if len(salt) == SALT_SIZE:
            return salt
        key = self.key(tenant, key_id)
        try:
            return boxes.open_box(key.key, salt, place_of_salt(tenant, content_id))
        except boxes.Refused:
            raise ContentDamaged(_DAMAGED.format(content=content_id)) from None

    def blind(self, tenant: str, tokens: Iterable[str]) -> frozenset[str]:
        """Return tokens of search as the index holds them: keyed hashes where a tenant is encrypted."""
        if not self.wants(tenant):
            return frozenset(tokens)
        key = self.current(tenant, "index").key
        return frozenset(_blinded(key, token) for token in tokens)

    # -- keys ------------------------------------------------------------------------------------------

    def current(self, tenant: str, purpose: str) -> DataKey:
        """Return the newest key of a tenant for a purpose. Raises ``KeyUnavailable``."""
        self._refresh(tenant)
        if (tenant, purpose) not in self._current:
            self._read(tenant)
        found = self._current.get((tenant, purpose))
        if found is None:
            raise KeyUnavailable("This tenant is to be encrypted and has no key yet; try again.")
        return found

    def key(self, tenant: str, key_id: str) -> DataKey:
        """Return a tenant's key by its id. Raises ``KeyUnavailable``."""
        found = self._keys.get(key_id)
        if found is None:
            self._read(tenant)
            found = self._keys.get(key_id)
        if found is None or found.tenant != tenant:
            raise KeyUnavailable(_UNKNOWN.format(key=key_id))
        return found

    def has(self, tenant: str, purpose: str) -> bool:
        """Say whether a tenant has a key for a purpose."""
        self._read(tenant)
        return (tenant, purpose) in self._current

    def _refresh(self, tenant: str) -> None:
        if time.monotonic() - self._read_at.get(tenant, -FRESH) >= FRESH:
            self._read(tenant)

    def _read(self, tenant: str) -> None:
        self._read_at[tenant] = time.monotonic()
        query = sa.select(data_keys).where(data_keys.c.tenant == tenant)
        with self._database.read() as connection:
            options = dict(self._database.options)
            rows = connection.execute(query, execution_options=options).all()
        for row in rows:
            if row.id not in self._keys:
                self._open(row)

    def _open(self, row: Any) -> None:
        """Unwrap one key; one that cannot be unwrapped keeps nobody from the others."""
        if time.monotonic() - self._failed.get(row.id, -AGAIN) < AGAIN:
            return
        try:
            self._add(self._opened(row))
        except KeyUnavailable as error:
            self._failed[row.id] = time.monotonic()
            logger.warning("a key of %s cannot be unwrapped: %s", row.tenant, error.detail)

    def _add(self, key: DataKey) -> None:
        with self._lock:
            self._keys[key.id] = key
            held = self._current.get((key.tenant, key.purpose))
            if held is None or held.number < key.number:
                self._current[key.tenant, key.purpose] = key

    def _opened(self, row: Any) -> DataKey:
        if self.provider is None:
            raise KeyUnavailable("These words are encrypted, and no provider of keys is set.")
        key = wrapping.unwrap(self.provider, row.tenant, row.wrapped_by, row.wrapped)
        return DataKey(row.tenant, row.id, row.purpose, row.number, key)


def place(tenant: str, content_id: str) -> bytes:
    """Return what the words of a row are bound to: they decrypt in no other row."""
    return f"onrecord content\n{tenant}\n{content_id}".encode()


def place_of_salt(tenant: str, content_id: str) -> bytes:
    """Return what the salt of a row is bound to."""
    return f"onrecord salt\n{tenant}\n{content_id}".encode()


def _blinded(key: bytes, token: str) -> str:
    return hashlib.blake2b(
        token.encode(), key=key, digest_size=_BLIND, person=b"onrecord-token"
    ).hexdigest()


def ring_of(database: Database) -> Keyring | None:
    """Return the keyring that a database was given."""
    found = cipher_of(database.engine.dialect)
    return found if isinstance(found, Keyring) else None


def with_keys(database: Database, provider: KeyProvider | None) -> Database:
    """Give a database of the command line its keys: encrypted is who has a key already."""
    if provider is not None:
        ring: list[Keyring] = []
        ring.append(Keyring(database, provider, lambda tenant: ring[0].has(tenant, "content")))
    return database
