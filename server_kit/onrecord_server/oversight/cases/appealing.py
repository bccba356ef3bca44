"""Asking another reviewer: what the author says against it, and what comes of that."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict, Invalid, NotFound
from onrecord.wire import appeals as wire
from onrecord.wire.notices import NoticeKind
from onrecord.wire.page import Page
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import moment, time_text
from onrecord_server.core.draft import NOBODY, Draft, to_person
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.stream import Stored, composes
from onrecord_server.moderation import freezing
from onrecord_server.oversight import casing
from onrecord_server.oversight.cases import (
    access,
    asking,
    changing,
    effects,
    listing,
    noticing,
    queries,
    rules,
)
from onrecord_server.oversight.cases.access import Bench
from onrecord_server.oversight.cases.rows import appeals, cases, notices
from onrecord_server.oversight.unnamed import record_unnamed
from onrecord_server.people import access as people_access
from onrecord_server.policy import standing
from onrecord_server.policy.rules import trigger_of


#: An appeal is decided within this time where the policy does not know its trigger any more.
DUE: Final = "P5D"
#: What the author is told where the appeal is upheld and it is too late to undo what was done.
TOO_LATE: Final = "It could not be put back: the message or its place has changed since."


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
    demand(rules.may_appeal(row, tx.now))
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
    rows = tx.execute(query.where(named).order_by(cases.c.opened_at.desc())).all()
    row = next((one for one in rows if _told(tx, one, tx.now) is not None), None)
    if row is None or (case_id is None and message is None):
        raise NotFound
    return row


def _told(tx: Tx, row: Any, at: int) -> Any:
    """Return the newest notice of a case that its author had at a moment, or ``None``.

    Of what was merely found or reported nobody told them: that there is such a case, and what found
    it, is not said to them either.
    """
    about = notices.c.case == row.id
    if row.message is not None:
        since = notices.c.case.is_(None) & (notices.c.at >= row.opened_at)
        about |= since & (notices.c.message == row.message)
    query = sa.select(notices).where(
        notices.c.tenant == tx.tenant, notices.c.person == row.person, about, notices.c.at <= at
    )
    return tx.execute(query.order_by(notices.c.at.desc(), notices.c.id).limit(1)).one_or_none()


def _record(tx: Tx, row: Any, said: str, *, dispute: bool) -> str:
    appeal = tx.ports.new_id("appeal")
    told = _told(tx, row, tx.now)
    until = _in_time(tx, row, _due(tx, told.policy_version, told.rule))
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


def _due(tx: Tx, version: int, rule: str) -> int:
    trigger = trigger_of(access.ruling_of(tx, version).document, rule)
    return casing.due(tx.now, DUE if trigger is None else trigger.due)


def _in_time(tx: Tx, row: Any, due: int) -> int:
    """Return until when an appeal is to be decided: before the freeze ends that it is against."""
    now = freezing.frozen(tx.unit, tx.tenant, tx.now).get(tx.actor.person)
    if now is None or (row.action != "freeze" and (not row.message or now.message != row.message)):
        return due
    return min(due, now.ends_at)


def _reopen(tx: Tx, row: Any) -> None:
    """Put a decided case before another reviewer; the entry does not name who appealed."""
    due_at = _in_time(tx, row, _due(tx, row.policy_version, row.trigger))
    version = row.version + 1
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
    record_unnamed(tx, draft)


# -- asking about appeals --------------------------------------------------------------------------


def _row(tx: Tx, appeal_id: str) -> Any:
    query = sa.select(appeals).where(appeals.c.tenant == tx.tenant, appeals.c.id == appeal_id)
    row = tx.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return row


def shown(tx: Tx, row: Any) -> wire.Appeal:
    """Return an appeal as its author sees it, or as who may decide about it does."""
    return _shown(tx, [row])[0]


def _shown(tx: Tx, rows: Sequence[Any]) -> list[wire.Appeal]:
    about = access.rows_of(tx, (row.case for row in rows))
    mine = [row for row in rows if row.person == tx.actor.person]
    said = queries.said(tx, [one for row in mine for one in (row.content_id, row.answer_id)])
    return [_one(tx, row, about[row.case], said) for row in rows]


def _one(tx: Tx, row: Any, case: Any, said: Mapping[str, Mapping[str, Any]]) -> wire.Appeal:
    mine = row.person == tx.actor.person
    late = row.state == "open" and row.due_at < tx.now
    told = _told(tx, case, row.made_at) if mine else None
    return wire.Appeal(
        id=row.id,
        state=row.state,
        dispute=bool(row.dispute),
        message_id=row.message if mine else None,
        case_id=None if mine else row.case,
        notice_id=None if told is None else told.id,
        rule=case.trigger if told is None else told.rule,
        policy_version=case.policy_version if told is None else told.policy_version,
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
    wanted, sees = _deciding(tx) if command.deciding else ([_is_mine(tx)], list)

    def fetch(last: Any) -> list[Any]:
        return list(tx.execute(_query(tx, command, wanted, last)))

    page, more = listing.filled(fetch, sees, command.limit)
    cursor = write_cursor(page[-1].made_at, page[-1].id) if more else None
    return Page[wire.Appeal](data=_shown(tx, page), next_cursor=cursor)


_Condition = sa.ColumnElement[bool]


def _query(
    tx: Tx, command: wire.ListAppeals, wanted: Sequence[_Condition], last: Any
) -> sa.Select[Any]:
    at, one = appeals.c.made_at, appeals.c.id
    query = sa.select(appeals).where(appeals.c.tenant == tx.tenant, *wanted)
    before = None if last is None else [last.made_at, last.id]
    if before is None and command.cursor is not None:
        before = read_cursor(command.cursor, int, str)
    if before is not None:
        query = query.where(sa.tuple_(at, one) < sa.tuple_(*before))
    return query.order_by(at.desc(), one.desc()).limit(listing.AT_ONCE)


def _is_mine(tx: Tx) -> _Condition:
    return appeals.c.person == tx.actor.person


def _deciding(tx: Tx) -> tuple[list[_Condition], Callable[[list[Any]], list[Any]]]:
    """Return which appeals the actor may decide: what a select can say, and what is left out after it."""
    if standing.in_force(tx.unit, tx.tenant, tx.now) is None:
        return [sa.false()], list
    sits, me = access.bench(tx), tx.actor.person
    by = (cases.c.decided_by, cases.c.approved_by)
    others = [*(one.is_distinct_from(me) for one in by), ~access.handed_by(me)]
    case = sa.exists().where(
        cases.c.id == appeals.c.case,
        *listing.seen(sits),
        listing.of_those_who_may(sits, "dispose"),
        *others,
    )

    def sees(rows: list[Any]) -> list[Any]:
        about = access.rows_of(tx, (row.case for row in rows))
        left = {case.id for case in listing.outside(sits, list(about.values()))}
        return [row for row in rows if row.case in left]

    return [appeals.c.state == "open", ~_is_mine(tx), case], sees


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
    demand(rules.may_decide_again(row, tx.actor.person))
    said = {"rationale": command.rationale, "told": command.told}
    words = {name: value for name, value in said.items() if value is not None}
    if any(sits.asks_two(row, act) for act in rules.acts_of("decide", row.action)):
        asked = {"appeal": appeal.id, "upheld": command.upheld}
        asking.ask(sits, row, "appeal", asked, words, "dispose", two=True)
    else:
        _end(sits, row, appeal, words, upheld=command.upheld)
    return shown(tx, _row(tx, appeal.id))


def _end(
    sits: Bench, row: Any, appeal: Any, words: Mapping[str, Any], *, upheld: bool, asked: Any = None
) -> None:
    """Close the case with what was decided about its appeal; ``asked`` is what a second one approved."""
    tx = sits.tx
    undone = not upheld or effects.undo(tx, row)
    facts = {"appeal": appeal.id, "upheld": upheld, **({} if undone else {"undone": False})}
    facts |= {} if asked is None else _by_two(tx, asked)
    own = (f"{row.id}:appeal:{row.version + 1}", {"rationale": words.get("rationale")})
    fresh = own if asked is None else None
    changing.change(sits, row, "case.closed", {"state": "closed"}, facts, words=fresh)
    if upheld and undone and row.action in _UNDONE:
        noticing.tell(tx, appeal.person, _UNDONE[row.action], row)
    late = None if undone else TOO_LATE
    told = " ".join(one for one in (words.get("told"), late) if one) or None
    by = {"decided_by": tx.actor.person} if asked is None else _deciders(facts)
    _answer(tx, row, appeal, upheld=upheld, told=told, by=by)


def _by_two(tx: Tx, asked: Any) -> dict[str, Any]:
    two = {"decided_by": asked.asked_by, "approved_by": tx.actor.person}
    return {"asked": asked.id, **two, "words": asked.content_id}


def _deciders(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in ("decided_by", "approved_by")}


def _end_asked(sits: Bench, row: Any, asked: Any) -> None:
    """Decide as another reviewer asked, now that a second one approved it."""
    words = queries.said(sits.tx, [asked.content_id]).get(asked.content_id or "", {})
    _end(sits, row, _row(sits.tx, asked.appeal), words, upheld=bool(asked.upheld), asked=asked)


asking.does("appeal", _end_asked)


#: What was decided → what its author is told once that is undone.
_UNDONE: Final[Mapping[str, NoticeKind]] = {"reject": "release", "remove": "restore"}


def answer_disputes(tx: Tx, row: Any, *, upheld: bool) -> None:
    """Answer what was said against a finding, now that its case is decided."""
    for one in queries.appeals_of(tx, row.id):
        if one.dispute and one.state == "open":
            _answer(tx, row, one, upheld=upheld, told=None, by={})


def _answer(
    tx: Tx, row: Any, appeal: Any, *, upheld: bool, told: str | None, by: Mapping[str, Any]
) -> None:
    """Tell the author how it ended; the entry that they see names nobody."""
    state, answer = "upheld" if upheld else "rejected", f"{appeal.id}:answer" if told else None
    mine = (appeals.c.tenant == tx.tenant, appeals.c.id == appeal.id)
    values = {"state": state, "decided_at": tx.now, "answer_id": answer, **by}
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
    record_unnamed(tx, draft)
    noticing.tell(tx, appeal.person, "appeal_decided", row, acted=upheld, told=told)


@composes("appeal.made")
def _made(item: Stored) -> dict[str, Any]:
    return {"appeal_id": item.entry["object"]}


@composes("appeal.decided")
def _decided(item: Stored) -> dict[str, Any]:
    return {"appeal_id": item.entry["object"], "state": item.entry["facts"]["state"]}
