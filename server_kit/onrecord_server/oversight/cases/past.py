"""Which notices hold no more: something newer was decided about the same message, or the same case."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.operation import Tx
from onrecord_server.oversight.cases.rows import notices
from onrecord_server.policy import seconding


#: What a notice tells of → what of the same message ends it.
_ENDED_BY: Final[Mapping[str, frozenset[str]]] = {
    "held": frozenset({"release", "reject"}),
    "block": frozenset({"release", "reject"}),
    "reject": frozenset({"release"}),
    "release": frozenset({"remove"}),
    "remove": frozenset({"restore", "release"}),
    "restore": frozenset({"remove"}),
}
#: What an appeal that is upheld ends.
_BY_APPEAL: Final = frozenset({"freeze", "reviewed"})
_ENDS: Final = sorted({*frozenset().union(*_ENDED_BY.values()), "appeal_decided", "unfreeze"})


def among(tx: Tx, rows: Sequence[Any]) -> set[str]:
    """Return those of somebody's notices that hold no more."""
    later = _later(tx, rows)
    return {row.id for row in rows if any(ends(one, row) for one in later)} | _decided(tx, rows)


def _decided(tx: Tx, rows: Sequence[Any]) -> set[str]:
    """Return those that tell of what waits for them as a second person, and does so no more."""
    seconds = [row for row in rows if row.kind == "second"]
    abouts: dict[Any, set[str]] = {}
    for row in seconds:
        abouts.setdefault(row.needs, set()).add(row.about)
    still = {needs: seconding.waiting(tx, needs, found) for needs, found in abouts.items()}
    return {row.id for row in seconds if row.about not in still[row.needs]}


def ends(later: Any, row: Any) -> bool:
    """Say whether a notice ends what an earlier one tells of. Pure."""
    if later.position <= row.position:
        return False
    if row.kind == "freeze" and later.kind == "unfreeze":
        return True
    same = row.message is not None and later.message == row.message
    if row.kind in _BY_APPEAL:
        same = later.case == row.case if row.case else same
        return bool(same and later.kind == "appeal_decided" and later.acted)
    return same and later.kind in _ENDED_BY.get(row.kind, ())


def _later(tx: Tx, rows: Sequence[Any]) -> list[Any]:
    """Return the newer notices of the same person that may end some."""
    about = [row for row in rows if row.kind in {*_ENDED_BY, *_BY_APPEAL}]
    if not about:
        return []
    query = sa.select(notices).where(
        notices.c.tenant == tx.tenant,
        notices.c.person == about[0].person,
        notices.c.kind.in_(_ENDS),
        notices.c.at >= min(row.at for row in about),
        sa.or_(
            notices.c.message.in_(sorted({row.message for row in about if row.message})),
            notices.c.case.in_(sorted({row.case for row in about if row.case})),
            notices.c.kind == "unfreeze",
        ),
    )
    return list(tx.execute(query))
