"""Putting on the record what was done with a hold. No entry holds a name, a reason or a word of a scope."""

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.draft import NOBODY, Audience, Draft, Words, worded
from onrecord_server.core.operation import Tx
from onrecord_server.holds import rules
from onrecord_server.holds.rows import holds


#: What of an entry its event says, too.
_SAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "hold.placed": ("silent",),
    "hold.refused": ("state",),
    "hold.widened": ("revision",),
    "hold.told": ("what",),
    "hold.acknowledged": ("revision",),
}
#: After these another amount is held than before: whoever is about to destroy asks again.
_RIGHTS: Final = frozenset({"hold.placed", "hold.widened", "hold.refused", "hold.released"})


def record(
    tx: Tx,
    kind: str,
    hold_id: str,
    facts: Mapping[str, Any],
    words: Words | None = None,
    *,
    audience: Audience = NOBODY,
) -> None:
    """Record one thing that was done with a hold."""
    draft = Draft(
        type=kind,
        object=hold_id,
        audience=audience,
        event={"hold_id": hold_id, **said_of(kind, facts)},
        facts=facts,
        rights=kind in _RIGHTS,
    )
    tx.record(worded(draft, words))


def said_of(kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of the facts of an entry its event says."""
    return {name: facts[name] for name in _SAYS.get(kind, ())}


def facts_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the record may hold of a hold: its hash and how much it names, and no names."""
    scope = said["scope"]
    counted = ("persons", "conversations", "spaces", "words")
    return {
        "scope_hash": rules.hash_of(said),
        "ongoing": scope["until"] is None,
        **{name: len(scope[name]) for name in counted},
    }


def update(tx: Tx, hold_id: str, values: Mapping[str, Any]) -> None:
    """Change a hold's row."""
    mine = (holds.c.tenant == tx.tenant, holds.c.id == hold_id)
    tx.execute(sa.update(holds).where(*mine).values(**values))
