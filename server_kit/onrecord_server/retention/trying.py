"""A dry run: what a version would let go. It destroys nothing, and who approves must have made it."""

from collections.abc import Sequence
from typing import Final

from onrecord import endpoints
from onrecord.wire import retention as wire
from onrecord_server.core.doc import moment
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx, implements
from onrecord_server.policy import access, documents
from onrecord_server.retention import counting, governing
from onrecord_server.retention.reckoning import Tally, destroying
from onrecord_server.retention.rules import RetentionRule


#: How many times as long as a part of the count took one rests before the next, where nobody's turn waits.
REST: Final = 2.0


class _Counted(wire.TryRetention):
    """A command with what it counted ahead of its turn: a million messages take seconds."""

    trial: wire.RetentionTrial


def _ahead(tx: Tx, command: wire.TryRetention) -> _Counted:
    return _Counted(version=command.version, trial=_count(tx, command, REST))


@implements(endpoints.TRY_RETENTION, ahead=_ahead)
def try_retention(tx: Tx, command: wire.TryRetention) -> wire.RetentionTrial:
    """Count what a version would let go now, for who may approve it."""
    access.demand_approving(tx)
    trial = command.trial if isinstance(command, _Counted) else _count(tx, command)
    _record(tx, trial)
    return trial


def _count(tx: Tx, command: wire.TryRetention, rest: float = 0.0) -> wire.RetentionTrial:
    access.demand_approving(tx)
    row = access.version(tx, command.version)
    rules = governing.rules_of(documents.document(tx, row.content_id))
    tally = counting.count(tx, rules, rest)
    said = [_of(one, tally) for one in destroying(rules)]
    return wire.RetentionTrial(
        version=row.version,
        hash=row.hash,
        at=moment(tx.now),
        messages=tally.messages,
        erase=_going(said, "erase"),
        ask=_going(said, "ask"),
        held=sum(one.held for one in said),
        kept=sum(one.kept for one in said),
        complete=tally.complete,
        rules=said,
    )


def _of(rule: RetentionRule, tally: Tally) -> wire.RuleTrial:
    return wire.RuleTrial(
        rule=rule.id,
        maximum=rule.maximum or "",
        disposition="erase" if rule.disposition == "erase" else "ask",
        goes=tally.of(rule.id, "goes"),
        held=tally.of(rule.id, "held"),
        kept=tally.of(rule.id, "kept"),
    )


def _going(said: Sequence[wire.RuleTrial], disposition: str) -> int:
    return sum(one.goes for one in said if one.disposition == disposition)


def _record(tx: Tx, trial: wire.RetentionTrial) -> None:
    """Put on the record who counted, for exactly which document, and what it came to."""
    counts = {name: getattr(trial, name) for name in ("messages", "erase", "ask", "held", "kept")}
    tx.record(
        Draft(
            type="retention.tried",
            object=f"policy:{trial.version}",
            audience=NOBODY,
            event={"version": trial.version, "hash": trial.hash},
            facts={"hash": trial.hash, **counts},
            version=trial.version,
        )
    )
