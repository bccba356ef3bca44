"""How a version comes to be in force: written, proposed, approved by two others, or taken back."""

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict, Forbidden, Invalid, TrialNeeded
from onrecord.wire import policies as wire
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.doc import Doc, micros, time_text
from onrecord_server.core.draft import EVERYBODY, NOBODY, Draft
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.rows import entries
from onrecord_server.policy import (
    access,
    documents,
    operations,
    rules,
    seconding,
    standing,
    waiting,
)
from onrecord_server.policy.deciding import demand_read
from onrecord_server.policy.difference import gains, is_material
from onrecord_server.policy.profiles import completed
from onrecord_server.policy.rows import policies, policy_approvals


@implements(endpoints.DRAFT_POLICY)
def draft_policy(tx: Tx, command: wire.DraftPolicy) -> wire.PolicyVersionDetail:
    """Write a new version, with what its profiles turn on; nobody is bound to it yet."""
    access.demand_author(tx)
    document = completed(command.document)
    _demand_policy(document)
    tx.unit.lock([tx.tenant])
    newest = sa.select(sa.func.max(policies.c.version)).where(policies.c.tenant == tx.tenant)
    version = (tx.execute(newest).scalar() or 0) + 1
    row = {
        "tenant": tx.tenant,
        "version": version,
        "state": "draft",
        "author": tx.actor.person,
        "created_at": tx.now,
        **_written(version, 1, document),
    }
    tx.execute(sa.insert(policies), row)
    return _drafted(tx, version, document)


@implements(endpoints.REVISE_POLICY)
def revise_policy(tx: Tx, command: wire.RevisePolicy) -> Doc[wire.PolicyVersionDetail]:
    """Write a draft anew, with what its profiles turn on."""
    access.demand_author(tx)
    document = completed(command.document)
    _demand_policy(document)
    row = _in_state(tx, command.version, "draft")
    if row.hash != command.hash:
        raise Conflict("The draft was changed meanwhile; look at it and try again.")
    if rules.policy_hash(document) == row.hash:
        same = operations.detail(tx, row)
        return Unchanged(wire.PolicyVersionDetail, same.model_dump(mode="json"))
    _update(tx, row.version, _written(row.version, row.revision + 1, document))
    return Doc.of(_drafted(tx, row.version, document))


def _demand_policy(document: PolicyDocument) -> None:
    found = rules.faults(document)
    if found:
        places = [{"pointer": f"/document{one.pointer}", "detail": one.said} for one in found]
        raise Invalid(f"This is no policy yet: {found[0].said}", errors=places)


def _written(version: int, revision: int, document: PolicyDocument) -> dict[str, Any]:
    return {
        "hash": rules.policy_hash(document),
        "revision": revision,
        "content_id": documents.content_id(version, revision),
    }


def _drafted(tx: Tx, version: int, document: PolicyDocument) -> wire.PolicyVersionDetail:
    row = access.version(tx, version)
    facts = {"hash": row.hash, "revision": row.revision}
    content = {"document": rules.whole(document)}
    _record(tx, "policy.drafted", row, facts, content=content, content_id=row.content_id)
    return operations.detail(tx, row)


@implements(endpoints.PROPOSE_POLICY)
def propose_policy(tx: Tx, command: wire.ProposePolicy) -> wire.PolicyVersion:
    """Ask for the approval of a draft, beside the newest approved version."""
    access.demand_author(tx)
    row = _in_state(tx, command.version, "draft")
    base = _base(tx, row)
    after = None if command.effective_from is None else micros(command.effective_from)
    if base is not None and after is not None and after < base.effective_from:
        raise Conflict(f"Version {base.version} is in force from a later date on.")
    document = documents.document(tx, row.content_id)
    old = None if base is None else documents.document(tx, base.content_id)
    material = old is None or is_material(old, document)
    needs = row.version if base is None or material else base.needs
    values = {"base": base and base.version, "material": material, "needs": needs}
    _update(tx, row.version, {"state": "proposed", "effective_from": after, **values})
    facts = {"hash": row.hash, **values, "effective_from": time_text(after)}
    _record(tx, "policy.proposed", row, {k: v for k, v in facts.items() if v is not None})
    waits = seconding.Waits("policy", str(row.version), "policy")
    seconding.tell(
        tx, waits, rules.APPROVERS, lambda theirs: _demand_approving(theirs, row.version)
    )
    return _shown(tx, row.version)


def _demand_approving(tx: Tx, version: int) -> None:
    """Let in who may approve a version, whatever they must still do before. Raises ``Forbidden``."""
    row = access.version(tx, version)
    _demand_no_gain(tx, row, access.demand_approver(tx, row))


def _still(tx: Tx) -> list[sa.ColumnElement[bool]]:
    """Say of a version that it waits, and that the actor has not approved it."""
    given = sa.exists().where(
        policy_approvals.c.tenant == policies.c.tenant,
        policy_approvals.c.version == policies.c.version,
        policy_approvals.c.person == tx.actor.person,
    )
    return [policies.c.tenant == tx.tenant, policies.c.state == "proposed", ~given]


seconding.still("policy", sa.cast(policies.c.version, sa.String), _still)


def _base(tx: Tx, row: Any) -> standing.Approved | None:
    """Return the newest approved version, which a new one follows: it has the greater number."""
    newest = next(iter(standing.approved(tx.unit, tx.tenant)), None)
    if newest is not None and newest.version > row.version:
        raise Conflict(
            f"Version {newest.version} was approved since: draft this anew from that one."
        )
    return newest


@implements(endpoints.APPROVE_POLICY)
def approve_policy(tx: Tx, command: wire.ApprovePolicy) -> Doc[wire.PolicyVersion]:
    """Approve exactly what one has read; the last approval sets it in force from its date."""
    row = access.changing(tx, command.version)
    duties = access.demand_approver(tx, row)
    if row.state != "proposed":
        raise Conflict(f"Version {row.version} is not proposed: it is {row.state}.")
    demand_read(command.hash, row.hash, "the version")
    base = _base(tx, row)
    if (base and base.version) != row.base:
        raise Conflict("It was proposed beside another version: take it back and draft it anew.")
    given = _approvers(tx, row)
    if tx.actor.person in given:
        return Unchanged(wire.PolicyVersion, _shown(tx, row.version).model_dump(mode="json"))
    _demand_no_gain(tx, row, duties)
    _demand_ready(tx, row)
    _demand_trial(tx, row)
    _approve(tx, row)
    if len(given) + 1 >= rules.APPROVALS:
        _decide(tx, row, base)
    return Doc.of(_shown(tx, row.version))


def _approvers(tx: Tx, row: Any) -> set[str]:
    mine = policy_approvals
    query = sa.select(mine.c.person).where(
        mine.c.tenant == tx.tenant, mine.c.version == row.version, mine.c.hash == row.hash
    )
    return set(tx.execute(query).scalars())


def _demand_no_gain(tx: Tx, row: Any, duties: frozenset[str]) -> None:
    """Refuse who alone would be allowed more by what they approve."""
    before = None if row.base is None else access.version(tx, row.base)
    old = None if before is None else documents.document(tx, before.content_id)
    for duty in gains(old, documents.document(tx, row.content_id)) & duties:
        if access.holders(tx, duty) == {tx.actor.person}:
            raise Forbidden(f"You alone are {duty}, who may do more by this: others approve it.")


def _demand_ready(tx: Tx, row: Any) -> None:
    """Refuse what could not be kept from its first message on."""
    found = waiting.missing(tx, documents.document(tx, row.content_id))
    if found:
        raise Conflict(f"It cannot be kept yet. {found[0].said}")


def _demand_trial(tx: Tx, row: Any) -> None:
    """Refuse who has not counted what would go by exactly this, since it was proposed."""
    before = None if row.base is None else access.version(tx, row.base)
    old = None if before is None else documents.document(tx, before.content_id)
    if rules.needs_trial(old, documents.document(tx, row.content_id)) and not tried(tx, row):
        raise TrialNeeded("This may destroy more than before: count first what would go.")


def tried(tx: Tx, row: Any) -> bool:
    """Say whether the actor counted what a proposed version would let go: the record says so."""
    about = (entries.c.tenant == tx.tenant, entries.c.object == f"policy:{row.version}")
    proposed = sa.select(sa.func.max(entries.c.position)).where(
        *about, entries.c.type == "policy.proposed"
    )
    query = sa.select(entries.c.entry).where(
        *about,
        entries.c.type == "retention.tried",
        entries.c.actor == tx.actor.person,
        entries.c.position > proposed.scalar_subquery(),
    )
    return any(json.loads(one)["facts"]["hash"] == row.hash for one in tx.execute(query).scalars())


def _approve(tx: Tx, row: Any) -> None:
    approval = {"person": tx.actor.person, "hash": row.hash, "at": tx.now}
    tx.execute(
        sa.insert(policy_approvals), {"tenant": tx.tenant, "version": row.version, **approval}
    )
    _record(tx, "policy.approved", row, {"hash": row.hash})


def _decide(tx: Tx, row: Any, base: standing.Approved | None) -> None:
    """Set a version in force from its date, which is never before its last approval or its base's."""
    start = max(tx.now, row.effective_from or 0, 0 if base is None else base.effective_from)
    _update(tx, row.version, {"state": "approved", "effective_from": start})
    facts = {"hash": row.hash, "needs": row.needs, "effective_from": time_text(start)}
    event = {"version": row.version, **facts}
    _record(tx, "policy.decided", row, facts, audience=EVERYBODY, event=event, rights=True)


@implements(endpoints.WITHDRAW_POLICY)
def withdraw_policy(tx: Tx, command: wire.WithdrawPolicy) -> Doc[wire.PolicyVersion]:
    """Take a version back before it is in force."""
    row = access.changing(tx, command.version)
    if row.state == "withdrawn":
        return Unchanged(wire.PolicyVersion, _shown(tx, row.version).model_dump(mode="json"))
    _demand_withdrawing(tx, row)
    _update(tx, row.version, {"state": "withdrawn"})
    content = {"reason": command.reason} if command.reason else None
    _record(
        tx,
        "policy.withdrawn",
        row,
        {},
        audience=EVERYBODY if row.state == "approved" else NOBODY,
        event={"version": row.version},
        rights=row.state == "approved",
        content=content,
        content_id=None if content is None else documents.withdrawal_id(row.version),
    )
    return Doc.of(_shown(tx, row.version))


def _demand_withdrawing(tx: Tx, row: Any) -> None:
    approved = row.state == "approved"
    stands = {"approved": approved, "in_force": approved and row.effective_from <= tx.now}
    decision = rules.may_withdraw(access.duties(tx), row.author, tx.actor.person, **stands)
    if not decision.allowed:
        raise Forbidden(decision.reason)


# -- shared ----------------------------------------------------------------------------------------


def _in_state(tx: Tx, version: int, state: str) -> Any:
    row = access.changing(tx, version)
    if row.state != state:
        raise Conflict(f"Version {version} is no {state}: it is {row.state}.")
    return row


def _update(tx: Tx, version: int, values: Mapping[str, Any]) -> None:
    mine = (policies.c.tenant == tx.tenant, policies.c.version == version)
    tx.execute(sa.update(policies).where(*mine).values(**values))


def _shown(tx: Tx, version: int) -> wire.PolicyVersion:
    return operations.shown(tx, access.version(tx, version))


def _record(tx: Tx, kind: str, row: Any, facts: Mapping[str, Any], **more: Any) -> None:
    event = {"version": row.version, "hash": row.hash}
    given: dict[str, Any] = {"audience": NOBODY, "event": event, **more}
    tx.record(
        Draft(
            type=kind,
            object=f"policy:{row.version}",
            facts=facts,
            version=row.version,
            **given,
        )
    )
