"""Freezing and signing out by hand: who may, by the policy in force, and not oneself nor one's line."""

from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Forbidden
from onrecord.wire import freezes as wire
from onrecord.wire.page import Page
from onrecord.wire.people import EndSessions, SessionsEnded
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.stream import Stored, composes
from onrecord_server.moderation import freezing
from onrecord_server.moderation.freezing import Standing
from onrecord_server.moderation.rows import freezes
from onrecord_server.oversight import access
from onrecord_server.oversight.cases import by_hand, noticing
from onrecord_server.oversight.cases import frozen as frozen_in
from onrecord_server.people import access as people_access
from onrecord_server.people import signing_out
from onrecord_server.policy import access as policy_access
from onrecord_server.policy.rules import BY_HAND


def _demand_freezing(tx: Tx, *, alone: bool) -> None:
    """Let in who may freeze by the policy in force. Raises ``Forbidden``."""
    duties = access.by_oneself(tx)
    mine = [one for one in access.ruling(tx).document.reviewers if one.duty in duties]
    may = [one for one in mine if "freeze" in one.may]
    if not may:
        raise Forbidden("This needs a duty whose people may freeze by the policy in force.")
    if alone and all("freeze" in one.two_person for one in may):
        raise Forbidden("The policy wants two people for this: decide it in a case.")


def demand_seeing(tx: Tx) -> None:
    """Let in who audits, and who may freeze. Raises ``Forbidden``."""
    if access.AUDITOR not in policy_access.duties(tx):
        _demand_freezing(tx, alone=False)


def _other(tx: Tx, person_id: str) -> Any:
    """Load a person whom the actor may decide about."""
    row = people_access.person(tx, person_id)
    if person_id == tx.actor.person:
        raise Forbidden("Nobody decides about themselves.")
    if access.conflicting(tx, [person_id]):
        raise Forbidden("Nobody decides about those who manage them, or whom they manage.")
    return row


@implements(endpoints.FREEZE_PERSON)
def freeze_person(tx: Tx, command: wire.FreezePerson) -> Doc[wire.FreezeStanding]:
    """Keep a person from writing; the record has who did, and the person is not shown it."""
    _demand_freezing(tx, alone=True)
    _other(tx, command.person_id)
    freezing.demand_bounded(command.lasts)
    tx.unit.lock([tx.tenant])
    why = by_hand.Why(command.reason_code, command.said)
    by_hand.freeze(tx, command.person_id, command.lasts, why)
    return shown(tx, command.person_id)


@implements(endpoints.UNFREEZE_PERSON)
def unfreeze_person(tx: Tx, command: wire.UnfreezePerson) -> Doc[wire.FreezeStanding]:
    """Let a person write again; whom a case froze that tells the actor no name is not frozen to them."""
    _demand_freezing(tx, alone=False)
    _other(tx, command.person_id)
    tx.unit.lock([tx.tenant])
    veiled = command.person_id in frozen_in.veiled(tx)
    if veiled or not freezing.unfreeze(tx, command.person_id):
        return Unchanged(wire.FreezeStanding, {"freeze": None})
    event = {"person_id": command.person_id, "frozen": False}
    tx.record(Draft("freeze.decided", f"person:{command.person_id}", NOBODY, event, facts=event))
    said = noticing.Under(BY_HAND, access.ruling(tx).version.version)
    noticing.tell(tx, command.person_id, "unfreeze", said)
    return Doc(wire.FreezeStanding, {"freeze": None})


@implements(endpoints.END_SESSIONS)
def end_sessions(tx: Tx, command: EndSessions) -> Doc[SessionsEnded]:
    """Sign a person out everywhere: the host's code may, and who may freeze."""
    return signing_out.end(tx, _signing_out(tx, command.person_id), command.reason_code)


def ended_again(tx: Tx, person: str) -> Doc[SessionsEnded]:
    """Answer who repeats it with what is so now."""
    return signing_out.shown(_signing_out(tx, person))


def _signing_out(tx: Tx, person: str) -> Any:
    people_access.admit(tx)
    if tx.actor.has("people:write"):
        return people_access.person(tx, person)
    _demand_freezing(tx, alone=False)
    return _other(tx, person)


@composes("freeze.decided")
def _decided_event(item: Stored) -> dict[str, Any]:
    return {name: item.entry["facts"][name] for name in ("person_id", "frozen")}


@implements(endpoints.GET_FREEZE)
def get_freeze(tx: Tx, command: wire.GetFreeze) -> Doc[wire.FreezeStanding]:
    """Say whether the actor is frozen."""
    people_access.admit(tx)
    return shown(tx, tx.actor.person)


def again(tx: Tx, person: str) -> Doc[wire.FreezeStanding]:
    """Answer who repeats a decision with what is so now: for whom that is, as long as it is for them."""
    _demand_freezing(tx, alone=False)
    _other(tx, person)
    if person in frozen_in.veiled(tx):
        return Doc(wire.FreezeStanding, {"freeze": None})
    return shown(tx, person)


def shown(tx: Tx, person: str) -> Doc[wire.FreezeStanding]:
    """Return whether a person is frozen now."""
    found = freezing.frozen(tx.unit, tx.tenant, tx.now).get(person)
    freeze = None if found is None else freezing.document(found)
    return Doc(wire.FreezeStanding, {"freeze": freeze})


@implements(endpoints.LIST_FREEZES)
def list_freezes(tx: Tx, command: wire.ListFreezes) -> Doc[Page[wire.ListedFreeze]]:
    """Return who is frozen now, whose freeze ends last first; of some only in which case."""
    demand_seeing(tx)
    query = sa.select(freezes).where(freezes.c.tenant == tx.tenant, freezes.c.ends_at > tx.now)
    first, skipped = (None, 0) if command.cursor is None else read_cursor(command.cursor, int, int)
    if first is not None:
        query = query.where(freezes.c.ends_at <= first)
    order = (freezes.c.ends_at.desc(), freezes.c.person.desc())
    rows = tx.execute(query.order_by(*order).offset(skipped).limit(command.limit + 1)).all()
    page = rows[: command.limit]
    more = len(rows) > len(page)
    cursor = _after([row.ends_at for row in page], first, skipped) if more else None
    hidden = frozen_in.veiled(tx)
    data = [_listed(_standing(row), hidden.get(row.person)) for row in page]
    return Doc(Page[wire.ListedFreeze], {"data": data, "next_cursor": cursor})


def _after(ends: list[int], first: int | None, skipped: int) -> str:
    """Return a cursor that names nobody: how many that end at the same moment were listed."""
    last = ends[-1]
    before = skipped if last == first else 0
    return write_cursor(last, before + ends.count(last))


def _listed(standing: Standing, case: str | None) -> dict[str, Any]:
    said = freezing.document(standing)
    return {**said, "person_id": None if case else standing.person, "case_id": case}


def _standing(row: Any) -> Standing:
    return Standing(*(getattr(row, name) for name in Standing.__dataclass_fields__))
