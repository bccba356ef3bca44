"""Describing the host's objects, and looking at what was said of them."""

import json
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import subjects as wire
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import EVERYBODY, NOBODY, Audience, Draft, to_conversation
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.stream import RightsMoved
from onrecord_server.moderation.titling import demand_showable
from onrecord_server.subjects import access, present, rules
from onrecord_server.subjects.rows import subjects


@implements(endpoints.PUT_SUBJECT)
def put_subject(tx: Tx, command: wire.PutSubject) -> Doc[wire.SubjectCard]:
    """Describe an object of the host: a new version where it says something else than before.

    Raises ``Forbidden`` where a person describes it with words that a rule keeps back.
    """
    demand_showable(tx, *_texts(command))
    row = access.stored(tx, [command.subject]).get(command.subject)
    said = present.words(command)
    if row is not None and (_says(row, said, command.visible) or _is_hosts_own(tx, row)):
        return Unchanged(wire.SubjectCard, present.card(row).value)
    fresh = _row(tx, command, 1 if row is None else row.version + 1)
    _write(tx, row, fresh)
    doc = present.card(SimpleNamespace(**fresh, body=json.dumps(said)))
    if row is not None and not row.removed and rules.narrows(row.visible, command.visible):
        tx.record(_removal(command.subject, EVERYBODY))
    tx.record(_description(fresh, said, doc, _audience(tx, command.subject, command.visible)))
    return doc


def _texts(command: wire.PutSubject) -> list[str]:
    fields = [f"{one.label} {one.value}" for one in command.fields]
    return [command.title, command.state, *fields, *(one.label for one in command.actions)]


def _says(row: Any, said: dict[str, Any], visible: str) -> bool:
    if row.removed or row.body is None or row.visible != visible:
        return False
    return bool(json.loads(row.body) == said)


def _is_hosts_own(tx: Tx, row: Any) -> bool:
    """Say whether an answer that was asked for comes after a card that the host put by itself."""
    return bool(tx.actor.person == access.PULLED and row.author != access.PULLED)


def _row(tx: Tx, command: wire.PutSubject, version: int) -> dict[str, Any]:
    name = rules.subject_id(command.subject)
    return {
        "tenant": tx.tenant,
        "id": name,
        "subject": command.subject,
        "content_id": f"{name}:{version}",
        "version": version,
        "visible": command.visible,
        "removed": False,
        "author": tx.actor.person,
        "updated_at": tx.now,
    }


def _write(tx: Tx, row: Any, fresh: dict[str, Any]) -> None:
    if row is None:
        tx.unit.insert(subjects, [fresh])
        return
    _change(tx, row, {k: v for k, v in fresh.items() if k not in ("tenant", "id", "subject")})


def _change(tx: Tx, row: Any, values: dict[str, Any]) -> None:
    """Change a card as it was loaded; where somebody was faster, ask again under the lock."""
    same = (
        subjects.c.tenant == tx.tenant,
        subjects.c.id == row.id,
        subjects.c.version == row.version,
        subjects.c.removed == row.removed,
    )
    if tx.execute(sa.update(subjects).where(*same).values(**values)).rowcount != 1:
        raise RightsMoved(tx.tenant)


def _audience(tx: Tx, subject: str, visible: str) -> Audience:
    if visible == "tenant":
        return EVERYBODY
    conversation = access.bound(tx, [subject]).get(subject)
    return NOBODY if conversation is None else to_conversation(conversation)


def _description(
    fresh: dict[str, Any], said: dict[str, Any], doc: Doc[wire.SubjectCard], audience: Audience
) -> Draft:
    subject = fresh["subject"]
    return Draft(
        type="subject.described",
        object=fresh["id"],
        audience=audience,
        event={"subject": subject, "card": doc},
        facts={"subject": subject, "visible": fresh["visible"]},
        version=fresh["version"],
        content=said,
        content_id=fresh["content_id"],
    )


def _removal(subject: str, audience: Audience) -> Draft:
    facts = {"subject": subject}
    return Draft("subject.removed", rules.subject_id(subject), audience, facts, facts)


@implements(endpoints.GET_SUBJECT)
def get_subject(tx: Tx, command: wire.GetSubject) -> Doc[wire.SubjectCard]:
    """Return a card that the actor may see."""
    return present.card(access.card(tx, command.subject))


@implements(endpoints.LIST_SUBJECTS)
def list_subjects(tx: Tx, command: wire.ListSubjects) -> Doc[wire.SubjectCards]:
    """Return those of the cards that the actor may see, in the order they were asked for."""
    names = list(dict.fromkeys(command.ids))
    found = access.cards(tx, names)
    data = [present.card(found[name]).value for name in names if name in found]
    return Doc(wire.SubjectCards, {"data": data})


@implements(endpoints.REMOVE_SUBJECT)
def remove_subject(tx: Tx, command: wire.RemoveSubject) -> Doc[wire.RemovedSubject]:
    """Take a card away; the record keeps what it said."""
    row = access.stored(tx, [command.subject]).get(command.subject)
    if row is None or row.removed or _is_hosts_own(tx, row):
        return Unchanged(wire.RemovedSubject, {"subject": command.subject})
    _change(tx, row, {"removed": True})
    tx.record(_removal(command.subject, _audience(tx, command.subject, row.visible)))
    return Doc(wire.RemovedSubject, {"subject": command.subject})
