"""The newest signed head of a tenant, with the signatures of witnesses, and with what they answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from onrecord.errors import UsageError
from onrecord.proofs import SignedNote, parse_note
from onrecord_server.core.unit import Unit
from onrecord_server.record.notes import add_cosignature
from onrecord_server.record.rows import checkpoints, cosignatures, receipts


@dataclass(frozen=True, slots=True)
class Answered:
    """What a witness answered, ``at`` microseconds, to a head of ``size`` entries.

    ``note`` is that head, with the lines of all who signed it; where there is a ``stamp`` (RFC 3161, DER),
    it is byte for byte what was stamped.
    """

    witness: str
    size: int
    note: str
    receipt: str
    stamp: bytes | None
    at: int


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head as it leaves the house: how many entries, their root, the note, and public keys.

    ``answered`` has what each witness answered last, to this head or to an earlier one of its origin.
    """

    size: int
    root: bytes
    note: SignedNote
    vkeys: tuple[str, ...]
    answered: tuple[Answered, ...] = ()


def newest(unit: Unit, tenant: str) -> SignedHead:
    """Return the newest signed head. Raises ``UsageError`` where none was signed yet."""
    query = sa.select(checkpoints).where(checkpoints.c.tenant == tenant)
    heads = unit.execute(query.order_by(checkpoints.c.at, checkpoints.c.size)).all()
    if not heads:
        raise UsageError(f"no checkpoint of {tenant} was signed yet: configure checkpoint_keys")
    head = heads[-1]
    vkeys = tuple(dict.fromkeys(one.vkey for one in heads))
    note = _cosigned(unit, tenant, head)
    answered = tuple(_answered(unit, tenant, head))
    return SignedHead(head.size, bytes(head.root), note, vkeys, answered)


def _answered(unit: Unit, tenant: str, head: Any) -> Iterator[Answered]:
    for row in _last_receipts(unit, tenant, head):
        note = row.note if row.stamp is not None else _cosigned(unit, tenant, row).to_text()
        stamp = None if row.stamp is None else bytes(row.stamp)
        yield Answered(row.witness, row.size, note, row.receipt, stamp, row.at)


def _last_receipts(unit: Unit, tenant: str, head: Any) -> Sequence[Any]:
    """Return the last receipt of each witness that is of this head or of one before it."""
    upto = (receipts.c.tenant == tenant, receipts.c.origin == head.origin)
    last = sa.select(receipts.c.witness, sa.func.max(receipts.c.size).label("size"))
    last_of = last.where(*upto, receipts.c.size <= head.size).group_by(receipts.c.witness).cte()
    mine = (receipts.c.witness == last_of.c.witness) & (receipts.c.size == last_of.c.size)
    same = [receipts.c[name] == checkpoints.c[name] for name in ("tenant", "origin", "size")]
    query = sa.select(receipts, checkpoints.c.note).join_from(receipts, last_of, mine)
    query = query.join(checkpoints, sa.and_(*same)).where(*upto)
    return unit.execute(query.order_by(receipts.c.witness)).all()


def _cosigned(unit: Unit, tenant: str, head: Any) -> SignedNote:
    note = parse_note(head.note)
    added = sa.select(cosignatures.c.line).where(
        cosignatures.c.tenant == tenant,
        cosignatures.c.origin == head.origin,
        cosignatures.c.size == head.size,
    )
    for (line,) in unit.execute(added.order_by(cosignatures.c.witness)):
        note = add_cosignature(note, parse_note(head.note + line).signatures[-1])
    return note
