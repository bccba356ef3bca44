"""The policy, from rows to wire."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.wire import policies as wire
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.doc import moment
from onrecord_server.core.stream import Stored, composes
from onrecord_server.policy import rules
from onrecord_server.policy.difference import Change
from onrecord_server.policy.reading import Reading


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a version: its approvals, those approved, the one in force, and the time."""

    approvals: Sequence[Any]
    approved: Sequence[int]
    in_force: int | None
    now: int


def state(row: Any, around: Around) -> wire.PolicyState:
    """Return how far a version has come by now."""
    if row.state != "approved":
        found: wire.PolicyState = row.state
        return found
    if row.version == around.in_force:
        return "in_force"
    return "waiting" if row.effective_from > around.now else "superseded"


def base(row: Any, around: Around) -> int | None:
    """Return the version that one follows; what was never proposed would follow the newest before it."""
    if row.material is not None:
        followed: int | None = row.base
        return followed
    return next((one for one in around.approved if one < row.version), None)


def version(row: Any, title: str, around: Around) -> wire.PolicyVersion:
    """Return one version without its document."""
    return wire.PolicyVersion.model_validate(_members(row, title, around))


def _members(row: Any, title: str, around: Around) -> dict[str, Any]:
    return {
        "version": row.version,
        "state": state(row, around),
        "author": row.author,
        "hash": row.hash,
        "title": title,
        "base": base(row, around),
        "material": row.material,
        "needs": row.needs,
        "effective_from": None if row.effective_from is None else moment(row.effective_from),
        "approvals": [
            {"person_id": one.person, "at": moment(one.at)}
            for one in around.approvals
            if one.version == row.version and one.hash == row.hash
        ],
        "approvals_needed": rules.APPROVALS,
        "created_at": moment(row.created_at),
    }


def detail(
    row: Any, document: PolicyDocument, around: Around, changes: Sequence[Change]
) -> wire.PolicyVersionDetail:
    """Return one version with its document."""
    more = {"document": document, "changes": [change(one) for one in changes]}
    members = _members(row, document.texts["en"].title, around)
    return wire.PolicyVersionDetail.model_validate({**members, **more})


def change(found: Change) -> wire.PolicyChange:
    """Return one place where two documents differ; what is no JSON yet becomes it."""
    return wire.PolicyChange(
        pointer=found.pointer,
        before=_plain(found.before),
        after=_plain(found.after),
        effect=found.effect,
    )


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json") if hasattr(value, "model_dump") else value


def reading(found: Reading) -> wire.PolicyReading:
    """Return a policy as people read it."""
    sections = [
        wire.PolicySection(title=one.title, lines=list(one.lines)) for one in found.sections
    ]
    return wire.PolicyReading(
        locale=found.locale,
        title=found.title,
        summary=found.summary,
        more=found.more,
        sections=sections,
    )


def acknowledgement(row: Any) -> wire.PolicyAcknowledgement:
    """Return a person's word that they read a version."""
    return wire.PolicyAcknowledgement(
        version=row.version,
        hash=row.hash,
        locale=row.locale,
        at=moment(row.at),
        position=row.position,
        on_behalf_of=row.on_behalf_of,
    )


@composes("policy.drafted", "policy.proposed", "policy.approved", "policy.tried", "retention.tried")
def _hashed(item: Stored) -> dict[str, Any]:
    return {"version": item.entry["version"], "hash": item.entry["facts"]["hash"]}


@composes("policy.decided")
def _decided(item: Stored) -> dict[str, Any]:
    facts = item.entry["facts"]
    told = {name: facts[name] for name in ("hash", "needs", "effective_from")}
    return {"version": item.entry["version"], **told}


@composes("policy.withdrawn")
def _withdrawn(item: Stored) -> dict[str, Any]:
    return {"version": item.entry["version"]}


@composes("policy.acknowledged")
def _acknowledged(item: Stored) -> dict[str, Any]:
    facts = item.entry["facts"]
    told = {name: facts[name] for name in ("hash", "person_id")}
    return {"version": item.entry["version"], **told}
