"""How a version of a list of words comes to be in force: written, approved by somebody else, or taken back."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict, Invalid
from onrecord.wire import lexicons as wire
from onrecord.wire.lexicon_document import LexiconDocument
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import EVERYBODY, NOBODY, Draft
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.moderation import access, documents, operations, rules, standing
from onrecord_server.moderation.rows import lexicons
from onrecord_server.policy import documents as policies
from onrecord_server.policy import seconding
from onrecord_server.policy import standing as policy_standing
from onrecord_server.policy.deciding import demand_read
from onrecord_server.policy.rules import APPROVERS


@implements(endpoints.PUT_LEXICON)
def put_lexicon(tx: Tx, command: wire.PutLexicon) -> Doc[wire.LexiconVersionDetail]:
    """Write a new version, which finds nothing before somebody else approves it."""
    access.demand_author(tx)
    _demand_lexicon(command)
    tx.unit.lock([tx.tenant])
    before = access.newest(tx, command.name)
    if before is not None and before.purpose != command.document.purpose:
        raise Conflict(
            f"{command.name} is a list for {before.purpose}: give this one its own name."
        )
    digest = rules.lexicon_hash(command.document)
    if before is not None and before.state != "withdrawn" and before.hash == digest:
        same = operations.detail(tx, before)
        return Unchanged(wire.LexiconVersionDetail, same.model_dump(mode="json"))
    version = 1 if before is None else before.version + 1
    return Doc.of(_drafted(tx, version, command.document, digest))


def _demand_lexicon(command: wire.PutLexicon) -> None:
    if command.document.name != command.name:
        place = {"pointer": "/document/name", "detail": f"is not {command.name}"}
        raise Invalid("The document has another name than the path.", errors=[place])
    access.demand_sound(command.document)


def _drafted(
    tx: Tx, version: int, document: LexiconDocument, digest: str
) -> wire.LexiconVersionDetail:
    said = {
        "name": document.name,
        "purpose": document.purpose,
        "language": document.language,
        "hash": digest,
        "terms": len(document.terms),
        "expressions": len(document.expressions),
    }
    row = {
        "tenant": tx.tenant,
        "version": version,
        "state": "draft",
        "author": tx.actor.person,
        "content_id": documents.content_id(document.name, version),
        "created_at": tx.now,
        **said,
    }
    tx.execute(sa.insert(lexicons), row)
    made = access.newest(tx, document.name, version)
    facts = {name: value for name, value in said.items() if value is not None}
    content = {"document": rules.whole(document)}
    _record(tx, "lexicon.drafted", made, facts, content=content, content_id=made.content_id)
    waits = seconding.Waits("lexicon", made.name, "lexicon")
    seconding.tell(tx, waits, APPROVERS, lambda theirs: access.demand_approver(theirs, made))
    return operations.detail(tx, made, document)


def _still(tx: Tx) -> list[sa.ColumnElement[bool]]:
    """Say of a list that a version of it waits which somebody else wrote than the actor."""
    mine = lexicons.c.author == tx.actor.person
    return [lexicons.c.tenant == tx.tenant, lexicons.c.state == "draft", ~mine]


seconding.still("lexicon", lexicons.c.name, _still)


@implements(endpoints.APPROVE_LEXICON)
def approve_lexicon(tx: Tx, command: wire.ApproveLexicon) -> Doc[wire.LexiconVersion]:
    """Approve exactly what one has read; it is in force from now on."""
    row = access.changing(tx, command.name, command.version)
    access.demand_approver(tx, row)
    demand_read(command.hash, row.hash, "the version")
    if row.state == "approved" and row.approved_by == tx.actor.person:
        return Unchanged(wire.LexiconVersion, _shown(tx, row).model_dump(mode="json"))
    if row.state != "draft":
        raise Conflict(f"Version {row.version} is no draft: it is {row.state}.")
    _demand_newest(tx, row)
    values = {"state": "approved", "approved_by": tx.actor.person, "approved_at": tx.now}
    _update(tx, row, values)
    facts = {"name": row.name, "hash": row.hash}
    audience = EVERYBODY if row.purpose == "advice" else NOBODY
    _record(tx, "lexicon.approved", row, facts, audience=audience, rights=True)
    return Doc.of(_shown(tx, row))


def _demand_newest(tx: Tx, row: Any) -> None:
    """Refuse what a later version has overtaken."""
    query = sa.select(sa.func.max(lexicons.c.version)).where(
        lexicons.c.tenant == tx.tenant,
        lexicons.c.name == row.name,
        lexicons.c.approved_at.is_not(None),
    )
    newest = tx.execute(query).scalar() or 0
    if newest > row.version:
        raise Conflict(f"Version {newest} was approved since: write this anew from that one.")


@implements(endpoints.WITHDRAW_LEXICON)
def withdraw_lexicon(tx: Tx, command: wire.WithdrawLexicon) -> Doc[wire.LexiconVersion]:
    """Take a version back; with the one in force the list is out of force."""
    row = access.changing(tx, command.name, command.version)
    if row.state == "withdrawn":
        return Unchanged(wire.LexiconVersion, _shown(tx, row).model_dump(mode="json"))
    access.demand_withdrawing(tx, row)
    counts = _is_in_force(tx, row)
    if counts:
        _demand_unused(tx, row.name)
    _update(tx, row, {"state": "withdrawn"})
    content = {"reason": command.reason} if command.reason else None
    _record(
        tx,
        "lexicon.withdrawn",
        row,
        {"name": row.name},
        audience=EVERYBODY if counts and row.purpose == "advice" else NOBODY,
        event={"name": row.name, "version": row.version},
        rights=row.approved_at is not None,
        content=content,
        content_id=content and documents.withdrawal_id(row.name, row.version),
    )
    return Doc.of(_shown(tx, row))


def _is_in_force(tx: Tx, row: Any) -> bool:
    found = standing.in_force(tx.unit, tx.tenant).get(row.name)
    return found is not None and found.version == row.version


def _demand_unused(tx: Tx, name: str) -> None:
    """Refuse to take back what the policy in force or to come looks for: it could not be kept."""
    for version in _of_policy(tx):
        triggers = policies.document(tx, version.content_id).triggers
        if any(one.kind == "lexicon" and one.lexicon == name for one in triggers):
            raise Conflict(
                f"Version {version.version} of the policy looks for {name}: approve another version "
                "of the list, or a policy without it."
            )


def _of_policy(tx: Tx) -> list[policy_standing.Approved]:
    """Return the version of the policy that is in force, and those whose date has not come."""
    known = policy_standing.approved(tx.unit, tx.tenant)
    later = [one for one in known if one.effective_from > tx.now]
    return [*later, *(one for one in known if one.effective_from <= tx.now)][: len(later) + 1]


# -- shared ----------------------------------------------------------------------------------------


def _update(tx: Tx, row: Any, values: Mapping[str, Any]) -> None:
    mine = lexicons.c
    where = (mine.tenant == tx.tenant, mine.name == row.name, mine.version == row.version)
    tx.execute(sa.update(lexicons).where(*where).values(**values))


def _shown(tx: Tx, row: Any) -> wire.LexiconVersion:
    return operations.shown(tx, access.newest(tx, row.name, row.version))


def _record(tx: Tx, kind: str, row: Any, facts: Mapping[str, Any], **more: Any) -> None:
    event = {"name": row.name, "version": row.version, "hash": row.hash}
    given: dict[str, Any] = {"audience": NOBODY, "event": event, **more}
    name = f"lexicon:{row.name}:{row.version}"
    tx.record(Draft(type=kind, object=name, facts=facts, version=row.version, **given))
