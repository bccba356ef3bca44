"""What can be asked about the policy: the one in force as people read it, and all its versions."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import NotFound
from onrecord.wire import policies as wire
from onrecord.wire.page import Page
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx, implements
from onrecord_server.people import access as people_access
from onrecord_server.policy import (
    access,
    documents,
    present,
    rules,
    sources,
    standing,
    starting,
    waiting,
)
from onrecord_server.policy.difference import Change, difference, is_material
from onrecord_server.policy.present import Around
from onrecord_server.policy.profiles import completed
from onrecord_server.policy.reading import Reading, reading
from onrecord_server.policy.rows import policies, policy_acknowledgements, policy_approvals
from onrecord_server.policy.standing import Approved


@implements(endpoints.GET_POLICY)
def get_policy(tx: Tx, command: wire.GetPolicy) -> wire.PolicyView:
    """Return the policy in force, or another approved version, as the actor reads it."""
    people_access.admit(tx)
    asked = _asked(tx, command.version)
    return view(tx, asked, command.locales)


def _asked(tx: Tx, version: int | None) -> Approved | None:
    if version is None:
        return standing.in_force(tx.unit, tx.tenant, tx.now)
    known = standing.approved(tx.unit, tx.tenant)
    found = next((one for one in known if one.version == version), None)
    if found is None:
        raise NotFound
    return found


def view(tx: Tx, asked: Approved | None, locales: Sequence[str]) -> wire.PolicyView:
    """Return a version as the actor reads it: what is new since they last acknowledged, what comes."""
    later = standing.coming(tx.unit, tx.tenant, tx.now)
    before = last_acknowledged(tx)
    found = wire.PolicyView(
        must_acknowledge=access.refusals([tx])[0] is not None,
        acknowledged=None if before is None else present.acknowledgement(before),
        coming=None if later is None else later.version,
        coming_from=None if later is None else moment(later.effective_from),
    )
    return found if asked is None else found.model_copy(update=_read(tx, asked, before, locales))


def _read(tx: Tx, asked: Approved, before: Any, locales: Sequence[str]) -> dict[str, Any]:
    now = reading(documents.document(tx, asked.content_id), locales)
    added, removed = _since(tx, before, asked, now)
    return {
        "version": asked.version,
        "hash": asked.hash,
        "effective_from": moment(asked.effective_from),
        "reading": present.reading(now),
        "added": added,
        "removed": removed,
    }


def last_acknowledged(tx: Tx) -> Any:
    """Return the actor's acknowledgement of the newest version that they acknowledged, or ``None``."""
    mine = policy_acknowledgements
    query = (
        sa.select(mine)
        .where(mine.c.tenant == tx.tenant, mine.c.person == tx.actor.person)
        .order_by(mine.c.version.desc())
        .limit(1)
    )
    return tx.execute(query).one_or_none()


def _since(tx: Tx, before: Any, asked: Approved, now: Reading) -> tuple[list[str], list[str]]:
    """Return which sentences are there and were not when the actor last acknowledged, and which are gone."""
    if before is None or before.version == asked.version:
        return [], []
    known = standing.approved(tx.unit, tx.tenant)
    old = next(one for one in known if one.version == before.version)
    then = reading(documents.document(tx, old.content_id), [now.locale])
    was, are = _lines(then), _lines(now)
    return [one for one in are if one not in was], [one for one in was if one not in are]


def _lines(found: Reading) -> dict[str, None]:
    return dict.fromkeys(line for section in found.sections for line in section.lines)


@implements(endpoints.LIST_POLICIES)
def list_policies(tx: Tx, command: wire.ListPolicies) -> Page[wire.PolicyVersion]:
    """List the versions, the newest first, as far as the actor may know of them."""
    query = sa.select(policies).where(policies.c.tenant == tx.tenant)
    if not access.may_read_drafts(tx):
        query = query.where(policies.c.state == "approved")
    if command.cursor is not None:
        query = query.where(policies.c.version < read_cursor(command.cursor, int)[0])
    rows = list(tx.execute(query.order_by(policies.c.version.desc()).limit(command.limit + 1)))
    shown = rows[: command.limit]
    cursor = write_cursor(shown[-1].version) if len(rows) > command.limit else None
    titles, near = documents.titles(tx, shown), around(tx, shown)
    data = [present.version(row, titles[row.content_id], near) for row in shown]
    return Page[wire.PolicyVersion](data=data, next_cursor=cursor)


def around(tx: Tx, rows: Sequence[Any]) -> Around:
    """Return what stands around some versions."""
    given = policy_approvals
    query = (
        sa.select(given)
        .where(given.c.tenant == tx.tenant, given.c.version.in_([row.version for row in rows]))
        .order_by(given.c.at, given.c.person)
    )
    now = standing.in_force(tx.unit, tx.tenant, tx.now)
    known = [one.version for one in standing.approved(tx.unit, tx.tenant)]
    return Around(tx.execute(query).all(), known, None if now is None else now.version, tx.now)


@implements(endpoints.GET_POLICY_VERSION)
def get_version(tx: Tx, command: wire.GetPolicyVersion) -> wire.PolicyVersionDetail:
    """Return one version with its document, as YAML too where that was asked for."""
    found = detail(tx, access.version(tx, command.version))
    if command.form == "json":
        return found
    return found.model_copy(update={"source": sources.text_of(found.document)})


def shown(tx: Tx, row: Any) -> wire.PolicyVersion:
    """Return a version without its document."""
    return present.version(row, documents.titles(tx, [row])[row.content_id], around(tx, [row]))


def detail(tx: Tx, row: Any) -> wire.PolicyVersionDetail:
    """Return a version with its document, and what it changes of the one before."""
    document = documents.document(tx, row.content_id)
    found = present.detail(row, document, around(tx, [row]), changes(tx, row, document))
    reason = documents.withdrawal(tx, row.version) if row.state == "withdrawn" else None
    return found.model_copy(update={"withdrawn_reason": reason})


def changes(tx: Tx, row: Any, document: PolicyDocument) -> list[Change]:
    """Return what a version changes of the one that it follows, or would follow."""
    before = base(tx, row)
    return [] if before is None else difference(documents.document(tx, before.content_id), document)


def base(tx: Tx, row: Any) -> Approved | None:
    """Return the approved version that one follows: the newest with a smaller number."""
    known = standing.approved(tx.unit, tx.tenant)
    return next((one for one in known if one.version < row.version), None)


@implements(endpoints.CHECK_POLICY)
def check_policy(tx: Tx, command: wire.CheckPolicy) -> wire.PolicyCheck:
    """Say what a document would be with what its profiles turn on, beside the newest approved one."""
    access.demand_reading(tx)
    document = completed(command.document)
    found = rules.faults(document)
    newest = next(iter(standing.approved(tx.unit, tx.tenant)), None)
    before = None if newest is None else documents.document(tx, newest.content_id)
    differs = [] if before is None else difference(before, document)
    read = reading(document, [command.locale]) if "en" in document.texts else None
    return wire.PolicyCheck(
        faults=[wire.PolicyFault(pointer=one.pointer, detail=one.said) for one in found],
        waits_for=[
            wire.PolicyFault(pointer=one.pointer, detail=one.said)
            for one in waiting.missing(tx, document)
        ],
        hash=rules.policy_hash(document),
        material=before is None or is_material(before, document),
        changes=[present.change(one) for one in differs],
        reading=None if read is None else present.reading(read),
    )


@implements(endpoints.LIST_POLICY_STARTS)
def list_starts(tx: Tx, command: wire.ListPolicyStarts) -> wire.PolicyStarts:
    """Return the policies that a tenant may start from."""
    access.demand_reading(tx)
    data = [wire.PolicyStart(name=name, document=starting.start(name)) for name in starting.STARTS]
    return wire.PolicyStarts(data=data)
