"""The keyrings of all databases of one host, and how a tenant comes to its first keys."""

import threading
from collections.abc import Callable

from sqlalchemy.engine import Dialect

from onrecord.errors import UsageError
from onrecord_server.core.database import Database
from onrecord_server.core.operation import Tx
from onrecord_server.core.words import use_cipher
from onrecord_server.encryption import operations
from onrecord_server.encryption.keyring import Keyring
from onrecord_server.encryption.providers import KeyProvider


class Keyrings:
    """One keyring for each database; none where the host named no provider of keys."""

    def __init__(self, provider: KeyProvider | None, asked: Callable[[str], bool | None]) -> None:
        """Keep the provider; ``asked`` is what the host says of a tenant, ``None`` for nothing."""
        self.provider = provider
        self._asked = asked
        self._lock = threading.Lock()
        self._rings: dict[int, Keyring] = {}
        self._wanted: dict[str, bool] = {}

    def wants(self, tenant: str) -> bool:
        """Say whether a tenant is encrypted. Raises ``UsageError`` where it cannot be."""
        found = self._wanted.get(tenant)
        if found is None:
            said = self._asked(tenant)
            if said and self.provider is None:
                raise UsageError(f"{tenant} is to be encrypted: name a provider, encryption=…")
            found = self._wanted[tenant] = self.provider is not None and said is not False
        return found

    def attach(self, database: Database) -> None:
        """Give a database its keyring before its first use."""
        with self._lock:
            if self.provider is not None and id(database) not in self._rings:
                self._rings[id(database)] = Keyring(database, self.provider, self.wants)

    def of(self, database: Database) -> Keyring | None:
        """Return the keyring of a database, where it has one."""
        return self._rings.get(id(database))

    def ensure(self, tx: Tx, database: Database) -> bool:
        """Make a tenant's first keys where they are missing; say whether there were none before."""
        ring = self.of(database)
        if not self.wants(tx.tenant) or ring is None:
            return False
        return bool(operations.ensure(tx, ring))

    def join(self, database: Database, dialect: Dialect, tenant: str) -> None:
        """Let a host's own connection write and read with our keys.

        Raises ``UsageError`` for a tenant without keys: made in a transaction that is rolled back,
        they would be lost, and with them what others wrote meanwhile.
        """
        ring = self.of(database)
        if ring is None:
            return
        use_cipher(dialect, ring)
        if self.wants(tenant) and not ring.has(tenant, "content"):
            raise UsageError(f"{tenant} has no keys yet: call chat.prepare({tenant!r}) before this")
