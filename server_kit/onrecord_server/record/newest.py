"""The newest signed head of a tenant, with the signatures of witnesses."""

from dataclasses import dataclass

import sqlalchemy as sa

from onrecord.errors import UsageError
from onrecord.proofs import SignedNote, parse_note
from onrecord_server.core.unit import Unit
from onrecord_server.record.notes import add_cosignature
from onrecord_server.record.rows import checkpoints, cosignatures


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head as it leaves the house: how many entries, their root, the note, and public keys."""

    size: int
    root: bytes
    note: SignedNote
    vkeys: tuple[str, ...]


def newest(unit: Unit, tenant: str) -> SignedHead:
    """Return the newest signed head. Raises ``UsageError`` where none was signed yet."""
    query = sa.select(checkpoints).where(checkpoints.c.tenant == tenant)
    heads = unit.execute(query.order_by(checkpoints.c.at, checkpoints.c.size)).all()
    if not heads:
        raise UsageError(f"no checkpoint of {tenant} was signed yet: configure checkpoint_keys")
    head = heads[-1]
    vkeys = tuple(dict.fromkeys(one.vkey for one in heads))
    return SignedHead(head.size, bytes(head.root), _cosigned(unit, tenant, head), vkeys)


def _cosigned(unit: Unit, tenant: str, head: sa.Row[tuple[object, ...]]) -> SignedNote:
    note = parse_note(head.note)
    added = sa.select(cosignatures.c.line).where(
        cosignatures.c.tenant == tenant,
        cosignatures.c.origin == head.origin,
        cosignatures.c.size == head.size,
    )
    for (line,) in unit.execute(added.order_by(cosignatures.c.witness)):
        note = add_cosignature(note, parse_note(head.note + line).signatures[-1])
    return note
