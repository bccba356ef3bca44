"""The newest signed head, for everybody in the tenant."""

from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import NotFound
from onrecord.proofs import Signature, SignedNote, parse_note
from onrecord.wire import record as wire
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx, implements
from onrecord_server.record.notes import add_cosignature
from onrecord_server.record.rows import checkpoints, cosignatures


@implements(endpoints.GET_CHECKPOINT)
def get_checkpoint(tx: Tx, command: wire.GetCheckpoint) -> wire.Checkpoint:
    """Return the newest checkpoint. Raises ``NotFound`` before the first one."""
    head = newest(tx)
    note = signed_note(tx, head)
    _, _, root = note.text.splitlines()[:3]
    return wire.Checkpoint(
        origin=head.origin,
        size=head.size,
        root=root,
        note=note.to_text(),
        vkey=head.vkey,
        at=moment(head.at),
    )


def newest(tx: Tx) -> Any:
    """Load the newest stored head of the actor's tenant. Raises ``NotFound``."""
    query = (
        sa.select(checkpoints)
        .where(checkpoints.c.tenant == tx.tenant)
        .order_by(checkpoints.c.at.desc(), checkpoints.c.size.desc())
        .limit(1)
    )
    head = tx.execute(query).one_or_none()
    if head is None:
        raise NotFound("No checkpoint was signed yet.")
    return head


def signed_note(tx: Tx, head: Any) -> SignedNote:
    """Return a head's note with the signatures that witnesses added."""
    query = sa.select(cosignatures.c.line).where(
        cosignatures.c.tenant == tx.tenant,
        cosignatures.c.origin == head.origin,
        cosignatures.c.size == head.size,
    )
    note = parse_note(head.note)
    for (line,) in tx.execute(query.order_by(cosignatures.c.witness)):
        note = add_cosignature(note, _signature(head.note, line))
    return note


def _signature(note: str, line: str) -> Signature:
    return parse_note(note + line).signatures[-1]
