"""What is asked as officers are shown it, and its events again from the record."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from onrecord.wire import retention_asks as wire
from onrecord.wire.policy_document import Retention
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx
from onrecord_server.core.stream import Stored, composes
from onrecord_server.messages.proofs import shows
from onrecord_server.policy import documents, standing
from onrecord_server.retention.running import checkpoint
from onrecord_server.retention_asks import access, queries
from onrecord_server.retention_asks.recording import said_of


_SAME: Final = (
    *("id", "state", "rule", "policy_version", "messages", "held", "upto", "hash"),
    *("answered_by", "approved_by", "refused_by", "erased", "still_held", "kept"),
)
_TIMES: Final = ("first_at", "last_at", "counted_at", "answered_at", "until", "ended_at")


def one(tx: Tx, row: Any) -> wire.RetentionAsk:
    """Return what is asked with its rule, and what was said about it."""
    return shown(tx, [row])[0]


def shown(tx: Tx, rows: Sequence[Any]) -> list[wire.RetentionAsk]:
    """Return several things that are asked."""
    said = queries.said(tx, rows)
    ruled = _ruled(tx, {row.policy_version for row in rows})
    return [_one(tx, row, said, ruled[(row.policy_version, row.rule)]) for row in rows]


def _ruled(tx: Tx, versions: Iterable[int]) -> dict[tuple[int, str], Retention]:
    """Return the rules of some versions of the policy."""
    known = {one.version: one for one in standing.approved(tx.unit, tx.tenant)}
    found: dict[tuple[int, str], Retention] = {}
    for number in versions:
        at = known[number]
        document = documents.approved(tx.unit, tx.tenant, at.hash, at.content_id)
        found |= {(number, rule.id): rule for rule in document.retention}
    return found


def _one(tx: Tx, row: Any, said: Mapping[str, str], rule: Retention) -> wire.RetentionAsk:
    return wire.RetentionAsk.model_validate(
        {
            **{name: getattr(row, name) for name in _SAME},
            **{name: _moment(getattr(row, name)) for name in _TIMES},
            "space_id": row.space,
            "maximum": rule.maximum,
            "basis": rule.basis or None,
            "reason": said.get(row.answer_content_id or ""),
            "refusal": said.get(row.refusal_content_id or ""),
            "position": row.ended_position,
            "checkpoint": checkpoint(tx, row.ended_position),
        }
    )


def _moment(value: int | None) -> Any:
    return None if value is None else moment(value)


@shows("retention_ask.moved")
def _proves(tx: Tx, ask_id: str) -> None:
    access.ask(tx, ask_id)


@composes("retention_ask.counted", "retention_ask.advanced", "retention_ask.moved")
def _event(item: Stored) -> dict[str, Any]:
    entry = item.entry
    return {"ask_id": entry["object"], **said_of(entry["type"], entry["facts"])}
