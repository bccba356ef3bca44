"""The overview, the queue with a case and all its acts, and requests to look."""

from typing import Final

from tests.pictures.stage import (
    AUTHOR,
    OFFICER,
    REVIEWER,
    Scene,
    choose,
    fill,
    pick,
    portal,
    press,
    row,
)


EVERY: Final = "cases.list,grants.list,policies.list,holds.list,data_requests.list"
WHY: Final = "Two colleagues reported the same promise, and the customer has it in writing."
#: Who opens what was found, and approves as a second person.
ALL: Final = "compliance_officer,investigator,reviewer"

OVERVIEW: Final = (
    portal("overview-officer", "overview"),
    portal("overview-reviewer", "overview", roles=REVIEWER),
    portal("overview-all-duties", "overview", roles=f"{ALL},privacy_officer,legal"),
    portal("overview-author", "overview", roles=AUTHOR),
    portal("overview-auditor", "overview", roles="auditor"),
    portal("overview-nothing-waits", "overview", empty=EVERY),
    portal("overview-no-duty", "overview", roles="member", scopes=""),
    portal("overview-failed", "overview", fails=EVERY),
    portal("overview-waits", "overview", waits="cases.list"),
    portal("overview-not-ones-duty", "branding", roles="member", scopes=""),
)

QUEUE: Final = (
    portal("queue", "queue", roles=REVIEWER),
    portal("queue-all", "queue", press("queue.all"), roles=REVIEWER),
    portal("queue-overdue", "queue", press("queue.overdue"), roles=REVIEWER),
    portal("queue-seconds", "queue", press("queue.seconds"), roles=REVIEWER),
    portal("queue-empty", "queue", roles=REVIEWER, empty="cases.list"),
    portal("queue-failed", "queue", roles=REVIEWER, fails="cases.list"),
    portal("queue-waits", "queue", roles=REVIEWER, waits="cases.list"),
)


INVESTIGATOR: Final = "investigator"
#: There are those in rarer states, too.
RARER: Final = {"with": "rarer"}
#: How one goes on with a case that a tag protects.
UNREAD: Final = press("case.open_unread")


def _case(name: str, at: int, *steps: object, **more: str) -> Scene:
    first = (press("queue.all"), row(at))
    return portal(f"case-{name}", "queue", *first, *steps, **{"roles": REVIEWER, **more})  # type: ignore[arg-type]


def _opened(name: str, *steps: object, at: int = 0, **more: str) -> Scene:
    return _case(name, at, press("case.open"), *steps, **more)


CASE: Final = (
    _case("closed", 0),
    _case("failed", 0, fails="cases.get"),
    _case("open-refused", 0, press("case.open"), fails="cases.open"),
    _opened("opened"),
    _opened("history", press("case.history")),
    _opened("ending-no-issue", press("case.disposition.no_issue")),
    _opened("ending-violation", press("case.disposition.violation")),
    _opened(
        "decide-refused",
        press("case.disposition.violation"),
        fill("textarea[name=rationale]", WHY),
        press("case.decide", -1),
        fails="cases.decide",
    ),
    _opened(
        "decided",
        press("case.disposition.violation"),
        fill("textarea[name=rationale]", WHY),
        press("case.decide", -1),
    ),
    _opened("note", press("case.do.note")),
    _opened(
        "noted",
        press("case.do.note"),
        fill("textarea[name=text]", WHY),
        press("case.do.note", -1),
    ),
    _opened("assign", press("case.do.assign")),
    _opened("assign-found", press("case.do.assign"), fill("onrecord-people input", "el")),
    _opened("widen", press("case.do.widen")),
    _opened("reveal", press("case.do.reveal")),
    _opened("hand-on", press("case.do.escalate")),
    _case("reveal-asked", 1),
    _case("reveal-deny", 1, press("grants.deny")),
    _case("appealed", 3),
    _opened("appeal", at=3),
    _opened("appeal-decide", press("case.do.decide_appeal"), at=3),
    _opened("dispute", at=4),
    _case("appeal-second", 5),
    _case("protected", 6, **RARER),
    _case("protected-opened", 6, UNREAD, **RARER),
    _case("protected-ending", 6, UNREAD, press("case.disposition.no_issue"), **RARER),
    _opened("held", press("case.disposition.no_issue"), at=7, **RARER),
    _case("decided-before", 8, **RARER),
    _opened("author-then", at=9, **{**RARER, "roles": INVESTIGATOR}),
)

REASON: Final = "A customer claims that order 1042 was promised for Monday in writing."
READ: Final = (press("grants.opened"), row(0), press("grants.read"))


TALK: Final = pick("onrecord-admin-granted [data-row]")
#: The gallery begins at noon of three days ago, and steps lead from there.
LOOK: Final = (*READ, TALK, press("grants.then"), press("grants.then_look"))
FORTH: Final = press("grants.then_forth")


def _then(name: str, *steps: object, **more: str) -> Scene:
    return portal(f"then-{name}", "requests", *steps, **more)  # type: ignore[arg-type]


def _ask(name: str, *steps: object, **more: str) -> Scene:
    asked = {"roles": INVESTIGATOR, "item": "new", **more}
    return portal(f"ask-{name}", "requests", *steps, **asked)  # type: ignore[arg-type]


def _find(text: str) -> tuple[object, ...]:
    return fill("onrecord-admin-places input", text), press("grants.places_find")


ASK: Final = (
    _ask("empty"),
    _ask("legal", choose("#f-trigger", "legal")),
    _ask("emergency", choose("#f-trigger", "emergency")),
    _ask(
        "emergency-sure",
        choose("#f-trigger", "emergency"),
        fill("textarea[name=reason]", REASON),
        press("grants.break"),
    ),
    _ask("person", fill("onrecord-people input", "ben")),
    _ask(
        "person-found",
        fill("onrecord-people input", "ben"),
        pick("[role=option]"),
        press("grants.places_find"),
    ),
    _ask("place-found", *_find("dis"), pick(".option")),
    _ask("subject", *_find("order:1042")),
    _ask("subject-taken", *_find("order:1042"), pick(".option")),
    _ask("subject-none", *_find("order:9")),
    _ask("places-failed", *_find("dis"), fails="grants.find"),
    _ask(
        "refused",
        fill("textarea[name=reason]", REASON),
        press("grants.send"),
        fails="grants.request",
    ),
    _ask("unnamed", fill("textarea[name=reason]", REASON), press("grants.send")),
)

REQUESTS: Final = (
    portal("requests", "requests"),
    portal("requests-all", "requests", press("grants.all")),
    portal("requests-empty", "requests", empty="grants.list"),
    portal("requests-failed", "requests", fails="grants.list"),
    portal("requests-waits", "requests", waits="grants.list"),
    portal("request-gone", "requests", item="grt_gone"),
    portal("request-to-decide", "requests", press("grants.waiting"), row(0)),
    portal("request-deny", "requests", press("grants.waiting"), row(0), press("grants.deny")),
    portal(
        "request-approved", "requests", press("grants.waiting"), row(0), press("grants.approve")
    ),
    portal(
        "request-approve-refused",
        "requests",
        press("grants.waiting"),
        row(0),
        press("grants.approve"),
        fails="grants.approve",
    ),
    portal("request-own", "requests", press("grants.waiting"), row(1)),
    portal(
        "request-withdraw", "requests", press("grants.waiting"), row(1), press("grants.take_back")
    ),
    portal("request-open", "requests", press("grants.opened"), row(0)),
    portal("request-close", "requests", press("grants.opened"), row(0), press("grants.close_own")),
    portal("request-emergency", "requests", press("grants.all"), row(-1), roles=OFFICER),
    portal(
        "request-review",
        "requests",
        press("grants.all"),
        row(-1),
        press("grants.review"),
        roles=OFFICER,
    ),
    portal("reading-places", "requests", *READ),
    portal(
        "reading-messages",
        "requests",
        *READ,
        pick("onrecord-admin-granted [data-row]"),
    ),
    portal(
        "reading-hits",
        "requests",
        *READ,
        fill("onrecord-admin-hits input", "monday"),
        press("grants.find"),
    ),
    portal(
        "reading-no-hits",
        "requests",
        *READ,
        fill("onrecord-admin-hits input", "zeppelin"),
        press("grants.find"),
    ),
    portal("reading-failed", "requests", *READ, fails="grants.conversations"),
)

THEN: Final = (
    _then("asked", *LOOK[:-1]),
    _then("looked", *LOOK),
    _then("first-version", *LOOK, *[FORTH] * 6),
    _then("all-changes", *LOOK, *[FORTH] * 11),
    _then("thread", *LOOK, *[FORTH] * 11, pick("onrecord-admin-then .one .button")),
    _then("stepped-back", *LOOK, *[FORTH] * 6, press("grants.then_back")),
    _then("not-yet", *LOOK[:-1], choose("#f-viewer", "elif"), press("grants.then_look")),
    _then("to-come", *LOOK[:-1], fill("#f-at", "2099-01-01T09:00:00"), press("grants.then_look")),
    _then("refused", *LOOK, fails="grants.as_of"),
)

SCENES: Final = (*OVERVIEW, *QUEUE, *CASE, *ASK, *REQUESTS, *THEN)
