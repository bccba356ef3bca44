"""Which tenants there are, and where each one's database is."""

import threading
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import URL, Engine

from onrecord.errors import Invalid, UsageError
from onrecord.wire.tenants import Branding
from onrecord_server.core.database import Database
from onrecord_server.core.files import Attachments
from onrecord_server.tenants.texts import faults


DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Tenant:
    """What the host says of one tenant in code.

    ``branding`` applies until the tenant sets its own through the API. A tenant's own token issuer
    is an ``Issuer`` in ``issuers``. ``emoji`` are the only ones that people may react with; ``None``
    is all there are. ``attachments`` says what files it takes and where they lie, where that is not
    what all tenants do. ``encrypted`` says whether its words are encrypted at rest; ``None`` is yes
    where ``encryption`` names a provider of keys.
    """

    branding: Branding | None = None
    emoji: Collection[str] | None = None
    #: The roles whose people make spaces here; ``None`` is as for all tenants.
    space_creators: Sequence[str] | None = None
    attachments: Attachments | None = None
    encrypted: bool | None = None


TenantSource = Iterable[str] | Mapping[str, Tenant] | Callable[[str], Tenant | None] | None
EngineSource = str | URL | Engine | Mapping[str, str | Engine] | Callable[[str], str | Engine]


class Directory:
    """Answers for a name: is it a tenant, and which database holds it."""

    def __init__(self, engines: EngineSource, tenants: TenantSource, schema: str | None) -> None:
        """Keep the sources. Raises ``UsageError`` for a database that cannot be used."""
        self._engines = engines
        self._tenants = _described(tenants)
        self._schema = schema
        self._lock = threading.Lock()
        self._databases: dict[str, Database] = {}
        if isinstance(engines, str | URL | Engine):
            self._database_at(engines)

    @property
    def named(self) -> list[str]:
        """Return the tenants known beforehand; a callable knows more."""
        return [] if callable(self._tenants) else sorted(self._tenants)

    @property
    def known(self) -> Container[str] | Callable[[str], bool]:
        """Return the names there are, or what says whether there is one."""
        return self.knows if callable(self._tenants) else self._tenants

    def tenant(self, name: str) -> Tenant:
        """Return what the host says of a tenant. Raises ``Invalid`` for an unknown name."""
        found = self._find(name)
        if found is None:
            raise Invalid("This tenant is not known here.")
        return found

    def knows(self, name: str) -> bool:
        """Say whether a name is a tenant; a callable of the host may take its time."""
        return self._find(name) is not None

    def _find(self, name: str) -> Tenant | None:
        source = self._tenants
        return source(name) if callable(source) else source.get(name)

    def database(self, name: str) -> Database:
        """Return the database of a known tenant."""
        self.tenant(name)
        source = self._engines
        if isinstance(source, str | URL | Engine):
            return self._database_at(source)
        found = source(name) if callable(source) else source.get(name)
        if found is None:
            raise UsageError(f"no database was given for the tenant {name}")
        return self._database_at(found)

    def databases(self) -> list[Database]:
        """Return the databases of the tenants known beforehand, and of those seen since."""
        for name in self.named:
            self.database(name)
        with self._lock:
            return list(self._databases.values())

    def _database_at(self, source: str | URL | Engine) -> Database:
        key = str(source.url if isinstance(source, Engine) else source)
        with self._lock:
            if key not in self._databases:
                self._databases[key] = Database(source, self._schema)
            return self._databases[key]


def _described(
    tenants: TenantSource,
) -> Mapping[str, Tenant] | Callable[[str], Tenant | None]:
    if tenants is None:
        return {DEFAULT: Tenant()}
    if isinstance(tenants, Mapping):
        for name, tenant in tenants.items():
            _check_texts(name, tenant)
        return tenants
    if callable(tenants):
        return tenants
    return {name: Tenant() for name in tenants}


def _check_texts(name: str, tenant: Tenant) -> None:
    found = [] if tenant.branding is None else faults(tenant.branding)
    for where, fault in found:
        raise UsageError(f"the branding of {name}: texts.{where.replace('/', '.', 1)}: {fault}")
