"""Asking another reviewer: what the author says against it, and what comes of that."""

from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict, Forbidden, Invalid, NotFound
from onrecord.wire import appeals as wire
from onrecord.wire.page import Page
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import moment, time_text
from onrecord_server.core.draft import NOBODY, Draft, to_person
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.stream import Stored, composes
from onrecord_server.oversight import access as oversight
from onrecord_server.oversight import casing
from onrecord_server.oversight.cases import access, changing, effects, noticing, queries, rules
from onrecord_server.oversight.cases.rows import appeals, cases, notices
from onrecord_server.people import access as people_access
from onrecord_server.policy.rules import trigger_of


#: An appeal is decided within this time where the policy does not know its trigger any more.
DUE: Final = "P5D"


@implements(endpoints.MAKE_APPEAL)
def make_appeal(tx: Tx, command: wire.MakeAppeal) -> wire.Appeal:
    """Say what is wrong with a decision, or with what a rule found; once each."""
    people_access.admit(tx)
    tx.unit.lock([tx.tenant])
    row = _against(tx, command)
    dispute = row.state in rules.OPEN
    made = [one for one in queries.appeals_of(tx, row.id) if one.dispute == dispute]
    if made:
        raise Conflict("You have said so already: whoever decides reads it.")
    oversight.demand(rules.may_appeal(row, tx.now))
    appeal = _record(tx, row, command.said, dispute=dispute)
    if not dispute:
        _reopen(tx, row)
    return shown(tx, _row(tx, appeal))


def _against(tx: Tx, command: wire.MakeAppeal) -> Any:
    """Return the latest case about the actor that a message or a notice names. Raises ``NotFound``."""
    if (command.message_id is None) == (command.notice_id is None):
        raise Invalid("Name either a message or a notice.")
    message, case_id = command.message_id, None
    if command.notice_id is not None:
        notice = noticing.own(tx, command.notice_id)
        message, case_id = notice.message, notice.case
    query = sa.select(cases).where(cases.c.tenant == tx.tenant, cases.c.person == tx.actor.person)
    named = cases.c.id == case_id if case_id else cases.c.message == message
    row = tx.execute(query.where(named).order_by(cases.c.opened_at.desc())).first()
    if row is None or not _is_told(tx, row):
        raise NotFound
    return row


def _is_told(tx: Tx, row: Any) -> bool:
    """Say whether the author knows of a case: of what was merely found or reported nobody told them."""
    about = notices.c.case == row.id
    if row.message is not None:
        about |= notices.c.message == row.message
    query = sa.select(sa.literal(1)).where(
        notices.c.tenant == tx.tenant, notices.c.person == tx.actor.person, about
    )
    return tx.execute(query.limit(1)).one_or_none() is not None


def _record(tx: Tx, row: Any, said: str, *, dispute: bool) -> str:
    appeal = tx.ports.new_id("appeal")
    until = _due(tx, row)
    made = {
        "tenant": tx.tenant,
        "id": appeal,
        "case": row.id,
        "message": row.message,
        "person": tx.actor.person,
        "dispute": dispute,
        "state": "open",
        "content_id": f"{appeal}:said",
        "made_at": tx.now,
        "due_at": until,
    }
    tx.execute(sa.insert(appeals), made)
    facts = {"case": row.id, "message": row.message, "dispute": dispute, "due_at": time_text(until)}
    tx.record(
        Draft(
            type="appeal.made",
            object=appeal,
            audience=to_person(tx.actor.person),
            event={"appeal_id": appeal},
            facts={name: value for name, value in facts.items() if value is not None},
            content={"said": said},
            content_id=f"{appeal}:said",
        )
    )
    return appeal


def _due(tx: Tx, row: Any) -> int:
    trigger = trigger_of(access.ruling_of(tx, row.policy_version).document, row.trigger)
    return casing.due(tx.now, DUE if trigger is None else trigger.due)


def _reopen(tx: Tx, row: Any) -> None:
    """Put a decided case before another reviewer; the entry does not name who appealed."""
    due_at, version = _due(tx, row), row.version + 1
    values = {"state": "appealed", "assignee": None, "due_at": due_at, "version": version}
    mine = (cases.c.tenant == tx.tenant, cases.c.id == row.id)
    tx.execute(sa.update(cases).where(*mine).values(**values))
    draft = Draft(
        type="case.appealed",
        object=row.id,
        audience=NOBODY,
        event={"case_id": row.id},
        facts={"due_at": time_text(due_at)},
        version=version,
    )
    casing.record_by_house(tx, draft)


# -- asking about appeals --------------------------------------------------------------------------


def _row(tx: Tx, appeal_id: str) -> Any:
    query = sa.select(appeals).where(appeals.c.tenant == tx.tenant, appeals.c.id == appeal_id)
    row = tx.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return row


def shown(tx: Tx, row: Any) -> wire.Appeal:
    """Return an appeal as its author sees it, or as who may decide about it does."""
    case, mine = access.row_of(tx, row.case), row.person == tx.actor.person
    said = queries.said(tx, [row.content_id, row.answer_id]) if mine else {}
    late = row.state == "open" and row.due_at < tx.now
    return wire.Appeal(
        id=row.id,
        state=row.state,
        dispute=bool(row.dispute),
        message_id=row.message,
        case_id=None if mine else row.case,
        rule=case.trigger,
        policy_version=case.policy_version,
        said=said.get(row.content_id, {}).get("said"),
        answer=said.get(row.answer_id or "", {}).get("told"),
        made_at=moment(row.made_at),
        due_at=moment(row.due_at),
        overdue=late,
        decided_at=None if row.decided_at is None else moment(row.decided_at),
    )


@implements(endpoints.GET_APPEAL)
def get_appeal(tx: Tx, command: wire.GetAppeal) -> wire.Appeal:
    """Return an appeal, for its author and for who may decide about it."""
    people_access.admit(tx)
    row = _row(tx, command.appeal_id)
    if row.person != tx.actor.person:
        access.seen(tx, row.case)
    return shown(tx, row)


@implements(endpoints.LIST_APPEALS)
def list_appeals(tx: Tx, command: wire.ListAppeals) -> Page[wire.Appeal]:
    """List one's own appeals, or those that one may decide."""
    people_access.admit(tx)
    at, one = appeals.c.made_at, appeals.c.id
    query = sa.select(appeals).where(appeals.c.tenant == tx.tenant)
    if command.deciding:
        query = query.where(appeals.c.state == "open", appeals.c.person != tx.actor.person)
    else:
        query = query.where(appeals.c.person == tx.actor.person)
    if command.cursor is not None:
        query = query.where(sa.tuple_(at, one) < sa.tuple_(*read_cursor(command.cursor, int, str)))
    rows = list(tx.execute(query.order_by(at.desc(), one.desc()).limit(command.limit + 1)))
    page = rows[: command.limit]
    cursor = write_cursor(page[-1].made_at, page[-1].id) if len(rows) > command.limit else None
    seen = [row for row in page if not command.deciding or _decides(tx, row)]
    return Page[wire.Appeal](data=[shown(tx, row) for row in seen], next_cursor=cursor)


def _decides(tx: Tx, row: Any) -> bool:
    try:
        case, sits = access.seen(tx, row.case)
    except NotFound:
        return False
    made = tx.actor.person in {case.decided_by, case.approved_by}
    return sits.may(case, "dispose") and not made


# -- deciding --------------------------------------------------------------------------------------


@implements(endpoints.DECIDE_APPEAL)
def decide_appeal(tx: Tx, command: wire.DecideAppeal) -> wire.Appeal:
    """Decide an appeal whose case one has opened; one that is upheld undoes what was done."""
    people_access.admit(tx)
    appeal = _row(tx, command.appeal_id)
    row, sits = access.changing(tx, appeal.case)
    sits.duty(row, "dispose")
    if appeal.dispute:
        raise Conflict("Nobody has decided yet: decide the case, which answers this.")
    access.demand_mine(sits, row, "appealed")
    if tx.actor.person in {row.decided_by, row.approved_by}:
        raise Forbidden("Somebody else decides about an appeal than who made the decision.")
    if command.upheld:
        effects.undo(tx, row)
    facts = {"appeal": appeal.id, "upheld": command.upheld}
    words = (f"{row.id}:appeal:{row.version + 1}", {"rationale": command.rationale})
    changing.change(sits, row, "case.closed", {"state": "closed"}, facts, words=words)
    _answer(tx, row, appeal, upheld=command.upheld, told=command.told, by=tx.actor.person)
    return shown(tx, _row(tx, appeal.id))


def answer_disputes(tx: Tx, row: Any, *, upheld: bool) -> None:
    """Answer what was said against a finding, now that its case is decided."""
    for one in queries.appeals_of(tx, row.id):
        if one.dispute and one.state == "open":
            _answer(tx, row, one, upheld=upheld, told=None, by=None)


def _answer(
    tx: Tx, row: Any, appeal: Any, *, upheld: bool, told: str | None, by: str | None
) -> None:
    """Tell the author how it ended; the entry that they see names nobody."""
    state, answer = "upheld" if upheld else "rejected", f"{appeal.id}:answer" if told else None
    mine = (appeals.c.tenant == tx.tenant, appeals.c.id == appeal.id)
    values = {"state": state, "decided_at": tx.now, "answer_id": answer, "decided_by": by}
    tx.execute(sa.update(appeals).where(*mine).values(**values))
    draft = Draft(
        type="appeal.decided",
        object=appeal.id,
        audience=to_person(appeal.person),
        event={"appeal_id": appeal.id, "state": state},
        facts={"state": state},
        content={"told": told} if told else None,
        content_id=answer,
    )
    casing.record_by_house(tx, draft)
    noticing.tell(tx, appeal.person, "appeal_decided", row, acted=upheld, told=told)


@composes("appeal.made")
def _made(item: Stored) -> dict[str, Any]:
    return {"appeal_id": item.entry["object"]}


@composes("appeal.decided")
def _decided(item: Stored) -> dict[str, Any]:
    return {"appeal_id": item.entry["object"], "state": item.entry["facts"]["state"]}
