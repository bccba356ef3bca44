"""What can be done with people."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.endpoints import Endpoint
from onrecord.errors import Invalid, QuotaExceeded
from onrecord.wire import people as wire
from onrecord.wire.page import Page
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import NOBODY, Draft, to_person
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.people import access, present, roles, rules, sight
from onrecord_server.people.follow import follow
from onrecord_server.people.rows import people


#: First sight of a person on a connection; what the host says of them then. Not callable from afar.
INTRODUCE: Final = Endpoint(
    "people.introduce", "PUT", "", wire.UpsertPerson, wire.Person, writes=True
)


@implements(endpoints.ME)
def get_me(tx: Tx, command: wire.GetMe) -> wire.Me:
    """Say who the actor is and where the stream stands."""
    access.admit(tx)
    head = tx.unit.head(tx.tenant)
    limits = wire.Limits(text_code_points=tx.settings.text_code_points, members_a_call=500)
    row = None if tx.actor.is_service else access.person(tx, tx.actor.person)
    who = wire.Person(id=tx.actor.person, name="") if row is None else present.person(row)
    return wire.Me(
        tenant=tx.tenant,
        person=who,
        scopes=sorted(tx.actor.scopes),
        epoch="" if head is None else head.epoch,
        position=-1 if head is None else head.position - 1,
        limits=limits,
    )


@implements(endpoints.LIST_PEOPLE)
def list_people(tx: Tx, command: wire.ListPeople) -> Page[wire.Person]:
    """List the people whom the actor may see by name; ``ids`` asks for some of them."""
    access.admit(tx)
    query = sa.select(people).where(people.c.tenant == tx.tenant, *sight.seen_by(tx))
    if command.ids:
        query = query.where(people.c.id.in_(command.ids))
    else:
        query = query.where(people.c.status == "active")
    if command.query.strip():
        pattern = rules.like_prefix(command.query)
        query = query.where(
            people.c.name_key.like(pattern, escape="!") | (people.c.id == command.query.strip())
        )
    return _page(tx, query, command)


def _page(tx: Tx, query: sa.Select[Any], command: wire.ListPeople) -> Page[wire.Person]:
    if command.cursor is not None:
        key, person_id = read_cursor(command.cursor, str, str)
        query = query.where(sa.tuple_(people.c.name_key, people.c.id) > sa.tuple_(key, person_id))
    query = query.order_by(people.c.name_key, people.c.id).limit(command.limit + 1)
    rows = tx.execute(query).all()
    shown = rows[: command.limit]
    more = len(rows) > command.limit
    cursor = write_cursor(shown[-1].name_key, shown[-1].id) if more else None
    return Page[wire.Person](data=[present.person(r) for r in shown], next_cursor=cursor)


def shown(tx: Tx, query: sa.Select[Any]) -> list[wire.Person]:
    """Return selected people, by name."""
    rows = tx.execute(query.order_by(people.c.name_key, people.c.id))
    return [present.person(row) for row in rows]


@implements(endpoints.GET_PERSON)
def get_person(tx: Tx, command: wire.GetPerson) -> wire.Person:
    """Return one person of the tenant whom the actor may see."""
    return present.person(access.person(tx, command.person_id, *sight.seen_by(tx)))


@implements(endpoints.UPSERT_PERSON)
def upsert_person(tx: Tx, command: wire.UpsertPerson) -> Doc[wire.Person]:
    """Create a person, or replace what the host says of them."""
    access.admit(tx)
    return _put(tx, command)


@implements(INTRODUCE)
def introduce(tx: Tx, command: wire.UpsertPerson) -> Doc[wire.Person]:
    """Take note of what ``identify`` says of the person who connects."""
    access.admit_new(tx)
    return _put(tx, command)


def _put(tx: Tx, command: wire.UpsertPerson, *, outside: bool = False) -> Doc[wire.Person]:
    decision = rules.may_be_person(command.person_id, outside=outside)
    if not decision.allowed:
        raise Invalid(decision.reason)
    found = _row(tx, command.person_id)
    said = rules.description(command.name, roles.of(tx, command), command.attributes)
    if found is None:
        return Doc.of(_add(tx, command.person_id, said))
    if said == _said(found):
        return Unchanged(wire.Person, present.person(found).model_dump(mode="json"))
    return Doc.of(_replace(tx, found, said))


def _row(tx: Tx, person_id: str) -> Any:
    query = sa.select(people).where(people.c.tenant == tx.tenant, people.c.id == person_id)
    return tx.execute(query).one_or_none()


def _said(row: Any) -> dict[str, Any]:
    return rules.description(row.name, json.loads(row.roles), json.loads(row.attributes))


def _add(tx: Tx, person_id: str, said: Mapping[str, Any]) -> wire.Person:
    _check_quota(tx)
    row = {**_columns(said), "tenant": tx.tenant, "id": person_id, "created_at": tx.now}
    tx.execute(sa.insert(people), {**row, "status": "active", "version": 1})
    person = wire.Person(id=person_id, **said)
    _record(tx, "person.added", person, 1)
    follow(tx, person)
    return person


def _check_quota(tx: Tx) -> None:
    quota = tx.settings.people_a_tenant
    if quota is None:
        return
    count = tx.execute(
        sa.select(sa.func.count()).select_from(people).where(people.c.tenant == tx.tenant)
    ).scalar_one()
    if count >= quota:
        raise QuotaExceeded(f"This tenant may have {quota} people.", extra={"quota": "people"})


def _replace(tx: Tx, row: Any, said: Mapping[str, Any]) -> wire.Person:
    mine = (people.c.tenant == tx.tenant, people.c.id == row.id)
    tx.execute(sa.update(people).where(*mine).values(**_columns(said), version=row.version + 1))
    person = wire.Person(id=row.id, status=row.status, **said)
    _record(tx, "person.updated", person, row.version + 1)
    follow(tx, person)
    return person


def _columns(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": said["name"],
        "name_key": rules.name_key(said["name"]),
        "roles": json.dumps(said["roles"]),
        "attributes": json.dumps(said["attributes"], ensure_ascii=False),
    }


def _record(tx: Tx, kind: str, person: wire.Person, version: int) -> None:
    document = person.model_dump(mode="json")
    tx.record(
        Draft(
            type=kind,
            object=f"person:{person.id}",
            audience=NOBODY,
            event={"person": document},
            version=version,
            content=document,
            content_id=f"person:{person.id}:{version}",
            rights=kind != "person.added",
        )
    )


@implements(endpoints.DEACTIVATE_PERSON)
def deactivate_person(tx: Tx, command: wire.DeactivatePerson) -> Doc[wire.Person]:
    """Shut a person out; live sockets close when the event reaches them."""
    return _set_status(tx, command.person_id, "deactivated")


@implements(endpoints.REACTIVATE_PERSON)
def reactivate_person(tx: Tx, command: wire.ReactivatePerson) -> Doc[wire.Person]:
    """Let a deactivated person in again."""
    return _set_status(tx, command.person_id, "active")


def add_outsider(tx: Tx, command: wire.UpsertPerson) -> None:
    """Take note of somebody who is named and cannot log in: deactivated from the first moment."""
    _put(tx, command, outside=True)
    _set_status(tx, command.person_id, "deactivated")


def _set_status(tx: Tx, person_id: str, status: str) -> Doc[wire.Person]:
    row = access.person(tx, person_id)
    document = present.person(row).model_dump(mode="json") | {"status": status}
    if row.status == status:
        return Unchanged(wire.Person, document)
    _write_status(tx, person_id, status)
    person = wire.Person.model_validate(document)
    follow(tx, person)
    return Doc.of(person)


def _write_status(tx: Tx, person_id: str, status: str) -> None:
    mine = (people.c.tenant == tx.tenant, people.c.id == person_id)
    tx.execute(sa.update(people).where(*mine).values(status=status))
    kind = "person.deactivated" if status == "deactivated" else "person.reactivated"
    event = {"person_id": person_id}
    to = to_person(person_id) if status == "deactivated" else NOBODY
    tx.record(Draft(kind, f"person:{person_id}", to, event, rights=True))


def shut_out(tx: Tx, row: Any) -> None:
    """Shut a person out whose places are dealt with first; ``follow_status`` says what follows by rules."""
    _write_status(tx, row.id, "deactivated")


def follow_status(tx: Tx, person_id: str) -> None:
    """Let follow by rules what ``shut_out`` left for later."""
    follow(tx, present.person(access.person(tx, person_id)))


def ensure(tx: Tx, person_ids: Iterable[str]) -> None:
    """Make sure that people exist: introduce them by id where the actor may, else refuse.

    Raises ``Invalid`` that names the first ids that are unknown, deactivated, or not for the
    actor's eyes.
    """
    wanted = sorted(set(person_ids))
    seen = sa.and_(sa.true(), *sight.seen_by(tx)).label("seen")
    rows = tx.execute(
        sa.select(people.c.id, people.c.status, seen).where(
            people.c.tenant == tx.tenant, people.c.id.in_(wanted)
        )
    ).all()
    known = {row.id: row.status == "active" and row.seen for row in rows}
    introduces = tx.actor.has("people:introduce")
    away = [p for p in wanted if not known.get(p, introduces)]
    missing = [p for p in wanted if p not in known]
    if away:  # hidden and unknown people together: nobody learns which of them is there
        names = ", ".join(away[:5])
        raise Invalid(
            f"These people are not here: {names}.",
            errors=[{"pointer": "/members", "detail": names}],
        )
    for person_id in missing:
        _put(tx, wire.UpsertPerson(person_id=person_id, name=person_id))
