"""Bytes on their way in: one piece at a time, each at the end of what is there."""

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import exc

from onrecord.endpoints import Endpoint
from onrecord.errors import FileTooLarge, UploadClosed, WrongOffset
from onrecord.wire.attachments import PutBytes
from onrecord_server.attachments import access, changes, rules
from onrecord_server.attachments.adapters.base import Store, key_of
from onrecord_server.attachments.house import House, KeepingOf
from onrecord_server.attachments.plans import Receiving
from onrecord_server.attachments.rows import attachments, parts
from onrecord_server.core.actor import Actor
from onrecord_server.core.operation import Tx, implements


#: Asked before any byte is taken. It reads: where pieces lie is no fact, so no entry says it.
RECEIVE: Final = Endpoint("attachments.receive", "GET", "", PutBytes, Receiving, writes=False)


@implements(RECEIVE)
def may_receive(tx: Tx, command: PutBytes) -> Receiving:
    """Say where the next bytes of an upload of the actor's own go."""
    row = access.own(tx, command.attachment_id, access.writer)
    if row.state != "uploading":
        raise changes.closed(row)
    received = changes.received(tx, row)
    if command.offset != received:
        raise _wrong(received)
    count = sa.select(sa.func.count()).where(
        parts.c.tenant == tx.tenant, parts.c.attachment == row.id
    )
    pieces = int(tx.execute(count).scalar_one())
    return Receiving(
        attachment_id=row.id, store=row.store, received=received, size=row.size, pieces=pieces
    )


def _wrong(received: int) -> WrongOffset:
    said = f"{received} bytes are here: go on from there."
    return WrongOffset(said, extra={"received": received})


class Receiver:
    """Takes bytes for uploads. Blocking: call it from a worker thread."""

    def __init__(self, house: House, keeping: KeepingOf) -> None:
        """Keep the parts."""
        self._house = house
        self._keeping = keeping

    def admit(self, actor: Actor, command: PutBytes) -> Receiving:
        """Return where bytes go. Raises ``NotFound``, ``UploadClosed`` or ``WrongOffset``."""
        found: Receiving = self._house.call(RECEIVE.name, command, actor).resource()
        return found

    def store(self, tenant: str, plan: Receiving) -> Store:
        """Return the store of an upload; its ``piece`` is what to gather before ``take``."""
        return self._keeping(tenant).stores.named(plan.store)

    def take(self, tenant: str, plan: Receiving, data: bytes) -> Receiving:
        """Keep the next bytes, first in the store and then in the row that says so.

        Raises ``FileTooLarge`` beyond what was stated, ``WrongOffset`` where another connection was
        faster, and what the store raises; then nothing of these bytes is left.
        """
        after = plan.received + len(data)
        if after > plan.size:
            said = f"The upload was to have {plan.size} bytes."
            raise FileTooLarge(said, extra={"most": plan.size})
        if plan.pieces >= rules.MOST_PIECES:
            raise UploadClosed("The upload came in too many small pieces.")
        if not data:
            return plan
        token = self._house.ports.entropy(6).hex()
        key = key_of(tenant, plan.attachment_id, f"piece-{plan.received}-{token}")
        store = self.store(tenant, plan)
        store.put(key, data)
        try:
            self._note(tenant, plan, key, len(data))
        except BaseException:
            store.remove(key)
            raise
        return plan.model_copy(update={"received": after, "pieces": plan.pieces + 1})

    def _note(self, tenant: str, plan: Receiving, key: str, size: int) -> None:
        row = {
            "tenant": tenant,
            "attachment": plan.attachment_id,
            "part": "file",
            "start": plan.received,
            "size": size,
            "key": key,
        }
        database = self._house.prepared(tenant)
        options: dict[str, Any] = dict(database.options)
        mine = (attachments.c.tenant == tenant, attachments.c.id == plan.attachment_id)
        # Shared, so that a cancellation waits for us, and its tidying up finds this row.
        state = sa.select(attachments.c.state).where(*mine).with_for_update(read=True)
        try:
            with database.write() as connection:
                found = connection.execute(state, execution_options=options).scalar()
                if found != "uploading":
                    raise UploadClosed(f"This file is {found}.", extra={"state": found})
                connection.execute(sa.insert(parts), row, execution_options=options)
        except exc.IntegrityError:
            raise WrongOffset("Another connection has sent these bytes.") from None
