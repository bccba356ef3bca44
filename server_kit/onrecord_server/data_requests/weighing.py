"""Asking of everything that somebody wrote whether it may go, and by what it stays.

An erasure also asks about what was kept back and never delivered.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.data_requests import queries, rules
from onrecord_server.holds.queries import open_holds, silent
from onrecord_server.holds.rules import Hold
from onrecord_server.messages import written
from onrecord_server.retention import governing, pending, weighing
from onrecord_server.retention.rules import RetentionRule, Verdict, judge


#: Messages that are asked about at most; each is asked again when it goes.
MOST: Final = 10_000


def weigh(tx: Tx, row: Any) -> dict[str, Any]:
    """Return how many messages of a request may go, and what keeps the others."""
    found = written.earliest(tx, queries.wrote(row), MOST + 1, queries.among(row))
    governed, holds = governing.in_force(tx), open_holds(tx.unit, tx.tenant)
    goes, kept = rules.groups(_verdicts(tx, row.id, found[:MOST], governed.rules, holds))
    complete = len(found) <= MOST
    return {
        "request": row.id,
        # So that nobody finds out by trying hashes whether something else was weighed than they are told.
        "salt": tx.ports.new_id("data_request"),
        "upto": queries.upto(tx) if complete else found[MOST - 1].position,
        "policy_version": governed.version,
        "goes": goes,
        "kept": kept,
        "complete": complete,
    }


def secretly(tx: Tx, row: Any) -> int:
    """Count what of what is left a hold keeps that whom it is about may not know of, and nothing else."""
    secret = silent(tx)
    if not secret:
        return 0
    governed, holds = governing.in_force(tx), open_holds(tx.unit, tx.tenant)
    left = written.earliest(tx, queries.meant(row), among=queries.among(row))
    verdicts = _verdicts(tx, row.id, left, governed.rules, holds)
    kept = rules.groups(verdicts)[1]
    return sum(one["count"] for one in kept if rules.is_secret(one, secret))


def _verdicts(
    tx: Tx,
    request: str,
    found: Sequence[Any],
    ruling: Sequence[RetentionRule],
    holds: Sequence[Hold],
) -> Iterator[Verdict]:
    now, spaces = moment(tx.now), _Spaces(tx)
    for some in chunks(found):
        ids = [one.id for one in some]
        said = weighing.texts(tx, ids) if holds else {}
        waiting = pending.waiting(tx, ids)
        for one in some:
            space = spaces.of(one.conversation)
            over = weighing.holding(tx, one, space, said[one.id], holds) if holds else []
            kept = weighing.kept_of(one, space, waits=one.id in waiting)
            yield judge(kept, ruling, over, request, now)


class _Spaces:
    """The spaces of conversations, each asked for once."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._known: dict[str, str | None] = {}

    def of(self, conversation: str) -> str | None:
        """Return the space that a conversation is in."""
        if conversation not in self._known:
            self._known[conversation] = weighing.space_of(self._tx, conversation)
        return self._known[conversation]
