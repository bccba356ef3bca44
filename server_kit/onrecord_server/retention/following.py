"""The kept file of an import follows what it brought: a few pieces to a transaction, each asked about again.

One that was killed goes on where its last transaction ended. What is kept is asked about again each day. One that
cannot be asked about stays, and keeps no other from its turn.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError

from onrecord.endpoints import Endpoint
from onrecord.errors import OnRecordError
from onrecord.wire._base import Command
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.stream import RightsMoved
from onrecord_server.imports import changes
from onrecord_server.imports.rows import imports
from onrecord_server.imports.rules import AGAIN
from onrecord_server.retention import erasing, sources
from onrecord_server.retention.rules import MaximumReason
from onrecord_server.retention.sources import WeighedSource


logger = logging.getLogger("onrecord.retention")

#: Pieces of a file that one transaction destroys: 16 MiB.
AT_ONCE: Final = 32


class Follow(Command):
    """Go a step further with the files of imports; ``skip`` are left alone, since they failed before."""

    skip: tuple[str, ...] = ()


class Followed(BaseModel):
    """Whether there is more to do at once, and the import that could not be asked about."""

    more: bool
    failed: str | None = None


FOLLOW: Final = Endpoint("retention.follow", "PUT", "", Follow, Followed, writes=True)


def due(now: int) -> sa.Select[Any]:
    """Return the imports whose files are to be asked about by now, in every tenant."""
    waits = (imports.c.due.is_not(None), imports.c.due <= now)
    return sa.select(imports).where(*waits).order_by(imports.c.due, imports.c.id)


class _Ahead(Follow):
    """A command with the import that it is about, and what was read of it ahead of its turn."""

    import_id: str
    known: Any


def _ahead(tx: Tx, command: Follow) -> Follow:
    row = _first(tx, command)
    if row is None:
        return command
    try:
        known = sources.cover(tx, row)
    except OnRecordError:
        return command
    return _Ahead.model_construct(skip=command.skip, import_id=row.id, known=known)


def _first(tx: Tx, command: Follow) -> Any:
    """Return the import that waits longest, without those that are left alone."""
    mine = (imports.c.tenant == tx.tenant, imports.c.id.not_in(command.skip))
    return tx.execute(due(tx.now).where(*mine).limit(1)).one_or_none()


@implements(FOLLOW, ahead=_ahead)
def follow(tx: Tx, command: Follow) -> Doc[Followed]:
    """Ask about the file that waits longest, and destroy some of it where nothing keeps it."""
    tx.unit.lock([tx.tenant])
    tx.unit.flush()
    row = _first(tx, command)
    if row is None:
        return Unchanged(Followed, {"more": False})
    known = command.known if isinstance(command, _Ahead) and command.import_id == row.id else None
    try:
        with tx.unit.savepoint():
            _ask(tx, row, known)
    except (RightsMoved, DBAPIError):
        raise
    except Exception:
        logger.exception("whether the file of %s goes cannot be asked; it stays", row.id)
        changes.update(tx, row, {"due": row.due or tx.now})
        return Unchanged(Followed, {"more": True, "failed": row.id})
    tx.recorded += 1
    return Doc.of(Followed(more=True))


def _ask(tx: Tx, row: Any, known: sources.Covered | None) -> None:
    weighed = sources.weigh(tx, row, known=known)
    if weighed.verdict.outcome == "destroy":
        _destroy(tx, row, weighed)
    else:
        changes.update(tx, row, {"due": _again(tx, weighed)})


def _again(tx: Tx, weighed: WeighedSource) -> int | None:
    """Return when a file is asked about next; one of which nothing is gone waits until something is."""
    waits = weighed.source.lost or not weighed.source.brought
    return tx.now + AGAIN if waits else None


def _destroy(tx: Tx, row: Any, weighed: WeighedSource) -> None:
    there = erasing.contents_of(tx, (row.id,))
    gone = there[:AT_ONCE]
    erasing.destroy(tx, gone)
    changes.update(tx, row, {"due": None if gone == there else tx.now})
    _record(tx, row, _why(weighed), gone)


def _why(weighed: WeighedSource) -> dict[str, Any]:
    """Return what the record says of why it goes: a rule only where it brought nothing."""
    reason = weighed.verdict.reasons[0]
    if isinstance(reason, MaximumReason):
        return {"rule": reason.rule, "policy_version": weighed.policy_version}
    return {}


def _record(tx: Tx, row: Any, why: Mapping[str, Any], gone: Sequence[str]) -> None:
    draft = changes.draft("import.erased", row.id, {**why, "contents": list(gone)})
    stamped = [_stamp(tx, row)] if row.erased_position is None else []
    by = erasing.house(tx)
    by.record(replace(draft, event={"import_id": row.id}, stamped=stamped))


def _stamp(tx: Tx, row: Any) -> tuple[sa.Update, str, dict[str, Any]]:
    mine = (imports.c.tenant == sa.bindparam("of"), imports.c.id == sa.bindparam("import_id"))
    stamp = sa.update(imports).where(*mine)
    stamp = stamp.values(erased_position=sa.bindparam("at_position"))
    return stamp, "at_position", {"of": tx.tenant, "import_id": row.id}
