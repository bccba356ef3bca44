"""What oversight did, for those to whom it was done: written with it, in the same transaction."""

from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import NotFound
from onrecord.wire import notices as wire
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import Doc, micros, moment, time_text
from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.stream import Stored, composes
from onrecord_server.oversight.cases import access, past, queries, worded
from onrecord_server.oversight.cases.rows import notices
from onrecord_server.oversight.cases.taken import Rule
from onrecord_server.oversight.unnamed import record_unnamed
from onrecord_server.people import access as people_access
from onrecord_server.policy import access as policy_access
from onrecord_server.policy import wording
from onrecord_server.policy.durations import after
from onrecord_server.policy.placeholders import template_kind


#: Told of what is done to others' messages.
OFFICERS: Final = frozenset({"reveal_identity", "second"})


def tell(
    tx: Tx,
    person: str,
    kind: wire.NoticeKind,
    row: Any,
    *,
    acted: bool | None = None,
    told: str | None = None,
    appeal_until: int | None = None,
    rule: Rule | None = None,
) -> None:
    """Tell somebody what was done in a case; nobody is named as who did it.

    ``rule`` is that for which it was done, where it is not the one that the case is about.
    """
    by = rule or Rule(row.trigger, row.policy_version)
    notice = tx.ports.new_id("notice")
    content_id = f"{notice}:told" if told else None
    facts = {
        "kind": kind,
        "rule": by.trigger,
        "policy_version": by.policy_version,
        "message": row.message,
        "conversation": row.conversation,
        "case": row.id,
        "acted": acted,
        "template": wording.current(tx.unit, tx.tenant, template_kind(kind, acted)),
    }
    kept = {**facts, "id": notice, "person": person, "content_id": content_id}
    draft = Draft(
        type="notice.made",
        object=notice,
        audience=to_person(person),
        event={"notice_id": notice, "kind": kind, "person_id": person},
        facts=_said({**facts, "appeal_until": time_text(appeal_until)}),
        content={"told": told} if told else None,
        content_id=content_id,
        numbered=[(notices, "position", _row(tx, kept, appeal_until))],
    )
    record_unnamed(tx, draft)


def _said(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value is not None}


def _row(tx: Tx, kept: dict[str, Any], appeal_until: int | None) -> dict[str, Any]:
    late = {"appeal_until": appeal_until, "at": tx.now, "read_at": None, "position": None}
    late |= {"needs": None, "about": None}
    return {"tenant": tx.tenant, **late, **kept}


class Under(NamedTuple):
    """Under which rule something was done that is no case's and of nobody's message: a broken glass, an export."""

    trigger: str
    policy_version: int
    message: None = None
    conversation: None = None
    id: None = None


def officers(tx: Tx, document: PolicyDocument, of: str) -> list[str]:
    """Return the privacy officers, where a policy tells them of something at once."""
    told = [one for one in document.notices if one.to == "privacy_officer" and of in one.of]
    return sorted(policy_access.holders(tx, "privacy_officer")) if told else []


@composes("notice.made")
def _made(item: Stored) -> dict[str, Any]:
    facts, person = item.entry["facts"], item.entry["audience"].removeprefix("p:")
    said = {"notice_id": item.entry["object"], "kind": facts["kind"], "person_id": person}
    return {**said, "needs": facts["needs"]} if "needs" in facts else said


@composes("notice.read")
def _read(item: Stored) -> dict[str, Any]:
    return {"notice_id": item.entry["object"]}


@implements(endpoints.LIST_NOTICES)
def list_notices(tx: Tx, command: wire.ListNotices) -> wire.Notices:
    """List one's own notices, the latest first."""
    people_access.admit(tx)
    at, one = notices.c.at, notices.c.position
    mine = (notices.c.tenant == tx.tenant, notices.c.person == tx.actor.person)
    query = sa.select(notices).where(*mine).order_by(at.desc(), one.desc())
    if command.unread:
        query = query.where(notices.c.read_at.is_(None))
    if command.cursor is not None:
        query = query.where(sa.tuple_(at, one) < sa.tuple_(*read_cursor(command.cursor, int, int)))
    rows = list(tx.execute(query.limit(command.limit + 1)))
    page = rows[: command.limit]
    cursor = write_cursor(page[-1].at, page[-1].position) if len(rows) > command.limit else None
    unread = sa.select(sa.func.count()).where(*mine, notices.c.read_at.is_(None))
    count = int(tx.execute(unread).scalar_one())
    data = _shown(tx, page, command.locales)
    return wire.Notices(data=data, unread=count, next_cursor=cursor)


def _shown(tx: Tx, rows: list[Any], locales: list[str]) -> list[wire.Notice]:
    said = queries.said(tx, [row.content_id for row in rows])
    words, over = worded.Words(tx, rows, locales), past.among(tx, rows)
    return [
        words.tell(row, _present(tx, row, said.get(row.content_id, {}), past=row.id in over))
        for row in rows
    ]


def _present(tx: Tx, row: Any, said: dict[str, Any], *, past: bool) -> wire.Notice:
    until = row.appeal_until
    if row.case is None and row.message is not None:
        process = access.ruling_of(tx, row.policy_version).document.process
        until = micros(after(moment(row.at), process.appeal))
    kept = ("id", "kind", "rule", "policy_version", "acted", "position", "needs", "about")
    return wire.Notice.model_validate(
        {
            **{name: getattr(row, name) for name in kept},
            "at": moment(row.at),
            "read_at": None if row.read_at is None else moment(row.read_at),
            "message_id": row.message,
            "conversation_id": row.conversation,
            "told": said.get("told"),
            "past": past,
            "appeal_until": None if until is None else moment(until),
            "case_id": row.case if row.kind in OFFICERS else None,
        }
    )


def own(tx: Tx, notice_id: str) -> Any:
    """Load a notice of the actor's own. Raises ``NotFound``."""
    people_access.admit(tx)
    query = sa.select(notices).where(
        notices.c.tenant == tx.tenant,
        notices.c.id == notice_id,
        notices.c.person == tx.actor.person,
    )
    row = tx.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return row


@implements(endpoints.READ_NOTICE)
def read_notice(tx: Tx, command: wire.ReadNotice) -> Doc[wire.Notice]:
    """Say that one has read a notice."""
    row = own(tx, command.notice_id)
    if row.read_at is not None:
        return Unchanged(wire.Notice, _shown(tx, [row], command.locales)[0].model_dump(mode="json"))
    mine = (notices.c.tenant == tx.tenant, notices.c.id == row.id)
    tx.execute(sa.update(notices).where(*mine).values(read_at=tx.now))
    tx.record(
        Draft(
            type="notice.read",
            object=row.id,
            audience=to_person(row.person),
            event={"notice_id": row.id},
        )
    )
    return Doc.of(_shown(tx, [own(tx, row.id)], command.locales)[0])
