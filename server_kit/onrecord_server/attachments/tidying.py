"""Tidying up: bytes of what is over go, uploads that nobody sent expire, and nothing else does."""

import logging
from collections.abc import Callable
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import StorageUnavailable
from onrecord_server.attachments import reading, rules
from onrecord_server.attachments.checking import Checker, postpone
from onrecord_server.attachments.house import House, KeepingOf
from onrecord_server.attachments.plans import Expire
from onrecord_server.attachments.rows import parts
from onrecord_server.attachments.settling import EXPIRE, system
from onrecord_server.core.database import Database
from onrecord_server.core.doc import micros


logger = logging.getLogger("onrecord.files")

#: Attachments that one round looks at.
ROUND: Final = 200
#: What else keeps bytes in a store: says of a database, a tenant and an id whether they are in use.
Uses = Callable[[Database, str, str], bool]
IN_USE: Final[list[Uses]] = []
#: Microseconds until somebody looks again at bytes that a legal hold keeps.
HELD: Final = 3_600_000_000


class Tidier:
    """Looks after what is due. Blocking, and safe to run in any number of workers at once."""

    def __init__(self, house: House, keeping: KeepingOf, checker: Checker) -> None:
        """Keep the parts."""
        self._house = house
        self._keeping = keeping
        self._checker = checker

    def round(self, database: Database) -> int:
        """Look at everything in a database that is due now; return how many there were."""
        found = reading.due(database, self._now(), ROUND)
        for row in found:
            try:
                self._settle(database, row)
            except Exception:
                logger.exception("looking after %s failed; it is tried again later", row.id)
                # Behind the others: what fails for one tenant keeps nobody else waiting.
                postpone(database, row.tenant, row.id, rules.next_look(0, self._now()))
        return len(found)

    def look_after(self, tenant: str, attachment_id: str) -> None:
        """Look at one attachment, whether or not it is due."""
        database = self._house.prepared(tenant)
        loaded = reading.load(database, tenant, attachment_id)
        if loaded is not None and loaded.row.due is not None:
            self._settle(database, loaded.row)

    def _settle(self, database: Database, row: Any) -> None:
        over = row.state in rules.ENDED
        if not over and row.expires_at <= self._now():
            command = Expire(attachment_id=row.id)
            outcome = self._house.call(EXPIRE.name, command, system(row.tenant))
            over = outcome.resource().state in rules.ENDED
        if over:
            self.clear(row.tenant, row.id, row.store)
        elif row.state == "checking":
            self._checker.check(row.tenant, row.id)
        elif row.state == "bound":
            postpone(database, row.tenant, row.id, None)

    def clear(self, tenant: str, attachment_id: str, store: str) -> None:
        """Remove the bytes of an attachment that is over, then the rows that say where they were.

        What a legal hold keeps is looked at again later, and so is a store that does not answer.
        """
        database = self._house.prepared(tenant)
        loaded = reading.load(database, tenant, attachment_id)
        if self._house.held(tenant, None if loaded is None else loaded.row):
            postpone(database, tenant, attachment_id, self._now() + HELD)
            return
        try:
            self._keeping(tenant).stores.named(store).clear(tenant, attachment_id)
        except StorageUnavailable as error:
            logger.warning("the bytes of %s are removed later: %s", attachment_id, error)
            postpone(database, tenant, attachment_id, rules.next_look(9, self._now()))
            return
        mine = (parts.c.tenant == tenant, parts.c.attachment == attachment_id)
        with database.write() as connection:
            statement = sa.delete(parts).where(*mine)
            connection.execute(statement, execution_options=dict(database.options))
        postpone(database, tenant, attachment_id, None)

    def sweep(self, tenant: str, *, remove: bool) -> list[str]:
        """Return keys that lie in the stores and that no row names; with ``remove`` they go.

        What is on its way is left alone, and so is what a legal hold keeps or may keep. Reads the
        whole list of a tenant's keys.
        """
        database = self._house.prepared(tenant)
        orphans = []
        for store in self._keeping(tenant).stores.all():
            for key in list(store.keys(tenant)):
                if self._is_orphan(database, tenant, key):
                    orphans.append(f"{store.name} {key}")
                    if remove:
                        store.remove(key)
        return orphans

    def _is_orphan(self, database: Database, tenant: str, key: str) -> bool:
        bytes_id = key.split("/")[1]
        loaded = reading.load(database, tenant, bytes_id)
        if loaded is None and any(uses(database, tenant, bytes_id) for uses in IN_USE):
            return False
        if loaded is None:
            return not self._house.held(tenant, None)
        moving = loaded.row.state in ("uploading", "checking")
        named = key in {piece.key for piece in loaded.pieces}
        return not (moving or named or self._house.held(tenant, loaded.row))

    def _now(self) -> int:
        return micros(self._house.ports.clock())
