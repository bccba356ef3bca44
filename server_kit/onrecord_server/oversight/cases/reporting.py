"""Reporting a message or a person; nobody is told who did."""

from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict, Forbidden, Invalid, NotFound
from onrecord.wire import reports as wire
from onrecord.wire.page import Page
from onrecord.wire.policy_document import Trigger
from onrecord_server.core.doc import Doc, moment
from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.paging import latest_first
from onrecord_server.messages import access as messages_access
from onrecord_server.oversight import access as oversight
from onrecord_server.oversight import casing
from onrecord_server.oversight.access import Ruling
from onrecord_server.oversight.cases import hiding, queries, rules, taken
from onrecord_server.oversight.cases.rows import cases, reports
from onrecord_server.people import access as people_access
from onrecord_server.people import sight
from onrecord_server.policy import standing


@implements(endpoints.MAKE_REPORT)
def make_report(tx: Tx, command: wire.MakeReport) -> Doc[wire.Report]:
    """Report a message that one sees, or a person; the same again answers the first one."""
    about = _about(tx, command)
    under, trigger = _under(tx, about["created_at"])
    if about["message"] is not None:
        oversight.demand_not_kept(tx, about["conversation"], about["message"])
    tx.unit.lock([tx.tenant])
    found = _made_before(tx, about)
    if found is not None:
        return Unchanged(wire.Report, _shown(tx, [found])[0].model_dump(mode="json"))
    case = casing.open_case(
        tx,
        source="report",
        trigger=trigger.id,
        severity=trigger.severity,
        due_at=casing.due(tx.now, trigger.due),
        message=about["message"],
        conversation=about["conversation"],
        person=about["person"],
        policy=under.version,
    )
    rule = taken.Rule(trigger.id, under.version.version)
    doc = _record(tx, command, {**about, "case": case}, rule)
    hiding.hide(tx, case, trigger, rule.policy_version)
    return doc


def _about(tx: Tx, command: wire.MakeReport) -> dict[str, Any]:
    """Load what is reported, for who sees it and did not write it themselves."""
    if (command.message_id is None) == (command.person_id is None):
        raise Invalid("Name either a message or a person.")
    if command.message_id is not None:
        row, _ = messages_access.message(tx, command.message_id)
        found = {"message": row.id, "conversation": row.conversation, "person": row.author}
        if row.state != "active":
            raise Conflict("The message was removed already.")
        created, version = row.created_at, row.version
    else:
        person = people_access.person(tx, command.person_id or "", *sight.seen_by(tx))
        found = {"message": None, "conversation": None, "person": person.id}
        created, version = tx.now, None
    if found["person"] == tx.actor.person:
        raise Forbidden("Nobody reports themselves.")
    return {**found, "created_at": created, "version": version}


def _taking(tx: Tx) -> tuple[Ruling, Trigger]:
    """Return the policy in force and its trigger for reports. Raises ``Forbidden`` where it takes none."""
    if tx.actor.is_service:
        raise Forbidden("People report; the host's own code does it in their name.")
    now = oversight.ruling(tx)
    trigger = taken.taking(now.document)
    if trigger is None:
        raise Forbidden("The policy in force takes no reports.")
    return now, trigger


def _under(tx: Tx, written: int) -> tuple[Ruling, Trigger]:
    """Return the policy under which something is reported, and what of it takes the report.

    The one in force, as far as it reaches. What was written under a narrower one is reported under
    that: its case shows no more than that let it. Raises ``Forbidden`` where neither takes reports.
    """
    now, trigger = _taking(tx)
    if written >= oversight.reach(tx, now, trigger.id):
        return now, trigger
    version = standing.in_force(tx.unit, tx.tenant, written)
    then = None if version is None else oversight.ruled(tx, version)
    before = None if then is None else taken.taking(then.document)
    if then is None or before is None:
        raise Forbidden(
            "This was written before the policy took reports: ask for an investigation."
        )
    return then, before


def _made_before(tx: Tx, about: dict[str, Any]) -> Any:
    """Return the actor's report about the same that is not decided yet."""
    same = (
        reports.c.message == about["message"]
        if about["message"]
        else sa.and_(reports.c.person == about["person"], reports.c.message.is_(None))
    )
    query = _own(tx).where(same, cases.c.state.in_(sorted(rules.OPEN)))
    return tx.execute(query).first()


def _own(tx: Tx) -> sa.Select[Any]:
    tx.unit.flush()
    mine = sa.and_(cases.c.tenant == reports.c.tenant, cases.c.id == reports.c.case)
    return (
        sa.select(
            reports,
            cases.c.state,
            cases.c.disposition,
            cases.c.action,
            cases.c.decided_at,
        )
        .join(cases, mine)
        .where(reports.c.tenant == tx.tenant, reports.c.reporter == tx.actor.person)
    )


def _record(
    tx: Tx, command: wire.MakeReport, about: dict[str, Any], rule: taken.Rule
) -> Doc[wire.Report]:
    report = tx.ports.new_id("report")
    content_id = f"{report}:said" if command.said else None
    kept = {name: about[name] for name in ("case", "message", "conversation", "person")}
    row = {
        "tenant": tx.tenant,
        "id": report,
        **kept,
        "reporter": tx.actor.person,
        "reason_code": command.reason_code,
        "content_id": content_id,
        "at": tx.now,
        "position": None,
    }
    doc = Doc.of(_present(row, {"said": command.said}, None))
    raised = {"reports": cases.c.reports + 1, "version": cases.c.version + 1}
    mine = (cases.c.tenant == tx.tenant, cases.c.id == about["case"])
    tx.execute(sa.update(cases).where(*mine).values(**raised))
    facts = {name: value for name, value in kept.items() if value is not None}
    if about["version"] is not None:
        facts["message_version"] = about["version"]
    tx.record(
        Draft(
            type="report.made",
            object=report,
            audience=to_person(tx.actor.person),
            event={"report_id": report},
            facts={**facts, **rule._asdict(), "reason_code": command.reason_code},
            content={"said": command.said} if content_id else None,
            content_id=content_id,
            numbered=[(reports, "position", row)],
            docs=[(doc, "position")],
        )
    )
    return doc


def _present(row: dict[str, Any], said: dict[str, Any], outcome: Any) -> wire.Report:
    decided = outcome is not None and outcome.state not in rules.OPEN
    return wire.Report(
        id=row["id"],
        message_id=row["message"],
        conversation_id=row["conversation"],
        person_id=None if row["message"] else row["person"],
        reason_code=row["reason_code"],
        said=said.get("said"),
        state="decided" if decided else "open",
        acted=rules.acted(outcome.action, outcome.disposition) if decided else None,
        made_at=moment(row["at"]),
        decided_at=moment(outcome.decided_at) if decided else None,
        position=row["position"],
    )


def _shown(tx: Tx, rows: list[Any]) -> list[wire.Report]:
    said = queries.said(tx, [row.content_id for row in rows])
    return [_present(row._asdict(), said.get(row.content_id, {}), row) for row in rows]


@implements(endpoints.GET_REPORT)
def get_report(tx: Tx, command: wire.GetReport) -> wire.Report:
    """Return a report of one's own."""
    people_access.admit(tx)
    row = tx.execute(_own(tx).where(reports.c.id == command.report_id)).one_or_none()
    if row is None:
        raise NotFound
    return _shown(tx, [row])[0]


@implements(endpoints.LIST_REPORTS)
def list_reports(tx: Tx, command: wire.ListReports) -> Page[wire.Report]:
    """List one's own reports, the latest first."""
    people_access.admit(tx)
    page, cursor = latest_first(tx, _own(tx), (reports.c.at, reports.c.id), command)
    return Page[wire.Report](data=_shown(tx, page), next_cursor=cursor)
