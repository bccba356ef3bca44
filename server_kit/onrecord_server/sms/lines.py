"""The lines to providers: for each account its gateway, out of the host's code or of what is kept."""

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import sqlalchemy as sa

from onrecord.errors import UsageError
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import Doc
from onrecord_server.core.outside import HERE
from onrecord_server.core.ports import Ports
from onrecord_server.encryption.keyrings import Keyrings
from onrecord_server.sms import rules, sealing
from onrecord_server.sms.gateways import making
from onrecord_server.sms.gateways.base import Gateway
from onrecord_server.sms.rows import sms_accounts


#: Gateways that are kept at hand.
_MOST: Final = 1000


class House(Protocol):
    """What texts ask of the engine room."""

    ports: Ports
    keys: Keyrings

    def call(self, name: str, command: Any, actor: Actor) -> Doc[Any]:
        """Run an operation and wait for it."""
        ...

    def prepared(self, tenant: str) -> Database:
        """Return a tenant's database."""
        ...

    def in_use(self) -> list[Database]:
        """Return the databases that this process has used."""
        ...


class Lines:
    """Finds accounts and makes their gateways. ``given`` are the host's own, by the names of accounts."""

    def __init__(
        self, house: House, given: Mapping[str, Gateway], public_base_url: str | None = None
    ) -> None:
        """Keep the parts; nothing is made yet."""
        self.house = house
        self._given = dict(given)
        self._base = None if public_base_url is None else public_base_url.rstrip("/")
        self._lock = threading.Lock()
        self._made: OrderedDict[tuple[str, str, int], Gateway] = OrderedDict()

    def account(self, database: Database, tenant: str, account_id: str) -> Any:
        """Return the row of an account, or None."""
        return _one(database, tenant, sms_accounts.c.id == account_id)

    def called(self, token: str) -> tuple[str, Any] | None:
        """Return tenant and account of the last part of a path at which a provider calls.

        Raises what the directory raises for a tenant that is not there.
        """
        tenant, secret = rules.hook_parts(token)
        if not tenant or not secret:
            return None
        row = _one(self.house.prepared(tenant), tenant, sms_accounts.c.hook == secret)
        return None if row is None else (tenant, row)

    def gateway(self, database: Database, account: Any) -> Gateway:
        """Return the gateway of an account.

        Raises ``UsageError`` for one that cannot work, ``KeyUnavailable`` and ``ContentDamaged``.
        """
        if account.name in self._given and account.secrets is None:
            return self._given[account.name]
        known = (account.tenant, account.id, account.version)
        with self._lock:
            if known in self._made:
                return self._made[known]
        made = self._make(database, account)
        with self._lock:
            self._made[known] = made
            if len(self._made) > _MOST:
                self._made.popitem(last=False)
        return made

    def _make(self, database: Database, account: Any) -> Gateway:
        if account.provider == "local" and not self._is_here():
            raise UsageError("a local account of an app that is seen from outside is given in code")
        ring = self.house.keys.of(database)
        secrets = sealing.open_with(ring, account)
        return making.make(account.provider, making.Given(json.loads(account.settings), secrets))

    def _is_here(self) -> bool:
        """Say whether the app is seen from this machine alone: else who adds accounts would reach into it."""
        return self._base is None or urlsplit(self._base).hostname in HERE

    def callback(self, account: Any) -> str:
        """Return the URL at which a provider calls back; empty where nobody said how we are seen."""
        if self._base is None:
            return ""
        return f"{self._base}/sms/hooks/{rules.hook_of(account.tenant, account.hook)}"


def _one(database: Database, tenant: str, *where: sa.ColumnElement[bool]) -> Any:
    query = sa.select(sms_accounts).where(sms_accounts.c.tenant == tenant, *where)
    with database.read() as connection:
        return connection.execute(query, execution_options=dict(database.options)).one_or_none()
