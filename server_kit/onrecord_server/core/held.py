"""What was read at a tenant's rights position, held over transactions; the seal proves that it still holds."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from onrecord_server.core.unit import Unit


#: The tenant, and what is held of it: a conversation and a person, say.
Key: TypeAlias = tuple[str, str, str]


class RightsCache:
    """Memberships and the like that held at a tenant's rights position."""

    def __init__(self, size: int = 50_000) -> None:
        """Begin empty."""
        self._size = size
        self._tenants: dict[str, tuple[int, dict[Key, Any]]] = {}

    def position(self, tenant: str) -> int | None:
        """Return the rights position that what is held here belongs to."""
        found = self._tenants.get(tenant)
        return None if found is None else found[0]

    def get(self, key: Key) -> Any:
        """Return what held at ``position``, or ``None``."""
        found = self._tenants.get(key[0])
        return None if found is None else found[1].get(key)

    def put(self, tenant: str, position: int, found: Mapping[Key, Any]) -> None:
        """Keep what holds at a rights position."""
        held = self._tenants.get(tenant)
        if held is None or held[0] != position or len(held[1]) + len(found) > self._size:
            self._tenants[tenant] = held = (position, {})
        held[1].update(found)

    def forget(self, tenant: str) -> None:
        """Drop what is held for a tenant whose rights moved."""
        self._tenants.pop(tenant, None)


def held(unit: Unit, keys: Iterable[Key]) -> dict[Key, Any]:
    """Return what is held of some keys and may be relied on in this transaction."""
    return {key: value for key in set(keys) if (value := _held(unit, key)) is not None}


def _held(unit: Unit, key: Key) -> Any:
    tenant, cache = key[0], unit.rights_cache
    if cache is None or tenant in unit.moved_rights:
        return None
    position = cache.position(tenant)
    if position is None or not unit.rely_on_held(tenant, position):
        return None
    return cache.get(key)


def hold(unit: Unit, tenant: str, relied: int, found: Mapping[Key, Any]) -> None:
    """Keep for later transactions what was read after ``relied`` was."""
    if unit.rights_cache is not None and tenant not in unit.moved_rights:
        unit.rights_cache.put(tenant, relied, found)
