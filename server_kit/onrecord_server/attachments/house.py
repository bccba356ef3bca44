"""What this domain needs of the engine room that it is part of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from onrecord_server.attachments.adapters.opening import Stores
from onrecord_server.attachments.captioning import Captions
from onrecord_server.attachments.scanning import Scanner
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import Doc
from onrecord_server.core.files import FileRules
from onrecord_server.core.ports import Ports
from onrecord_server.encryption.keyrings import Keyrings


class House(Protocol):
    """The engine room: operations by their name, databases by their tenant."""

    ports: Ports
    keys: Keyrings

    def call(self, name: str, command: Any, actor: Actor) -> Doc[Any]:
        """Run an operation and wait for it."""
        ...

    def prepared(self, tenant: str) -> Database:
        """Return a tenant's database."""
        ...

    def held(self, tenant: str, row: Any | None) -> bool:
        """Say whether a legal hold keeps the bytes of an attachment; ``None`` is one that no row names."""
        ...


@dataclass(frozen=True, slots=True)
class Keeping:
    """How a tenant keeps its files."""

    stores: Stores
    scanner: Scanner | None
    rules: FileRules
    captions: Captions | None = None


#: Tenant → how it keeps its files.
KeepingOf = Callable[[str], Keeping]
