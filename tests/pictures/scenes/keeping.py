"""Holds, what people and rules of retention ask, imports, exports, and how it stands with the record."""

from typing import Final

from tests.pictures.stage import Scene, fill, pick, portal, press, row


HOLDER: Final = "compliance_officer,legal"
DATA: Final = "compliance_officer,privacy_officer"
WHY: Final = "The claim was settled, and both sides have it in writing."


def _hold(name: str, at: int, *steps: object, **more: str) -> Scene:
    return portal(f"hold-{name}", "holds", row(at), *steps, **{"roles": HOLDER, **more})  # type: ignore[arg-type]


HOLDS: Final = (
    portal("holds", "holds", roles=HOLDER),
    portal("holds-empty", "holds", roles=HOLDER, empty="holds.list"),
    portal("holds-failed", "holds", roles=HOLDER, fails="holds.list"),
    _hold("open", 0),
    _hold("widen", 0, press("holds.widen")),
    _hold("ask-release", 0, press("holds.ask")),
    _hold(
        "release-asked",
        0,
        press("holds.ask"),
        fill("textarea", WHY, -1),
        press("holds.ask", -1),
    ),
    _hold("silent", 1),
    _hold("silent-refuse", 1, press("holds.refuse")),
    _hold("silent-approved", 1, press("holds.approve"), press("holds.approve", -1)),
    _hold(
        "approve-refused",
        1,
        press("holds.approve"),
        press("holds.approve", -1),
        fails="holds.approve",
    ),
    portal("hold-new", "holds", press("holds.new"), roles=HOLDER),
    portal(
        "hold-new-counted",
        "holds",
        press("holds.new"),
        fill("onrecord-people input", "ben"),
        pick("[role=option]"),
        press("holds.count"),
        roles=HOLDER,
    ),
    portal(
        "hold-new-silent", "holds", press("holds.new"), press("holds.tell_nobody"), roles=HOLDER
    ),
    portal("hold-privacy-officer", "holds", row(0), roles="privacy_officer"),
)


def _asked(name: str, at: int, *steps: object, **more: str) -> Scene:
    return portal(f"data-{name}", "data", row(at), *steps, **{"roles": DATA, **more})  # type: ignore[arg-type]


REQUESTED: Final = (
    portal("data", "data", roles=DATA),
    portal("data-empty", "data", roles=DATA, empty="data_requests.list"),
    portal("data-failed", "data", roles=DATA, fails="data_requests.list"),
    portal("data-new", "data", press("data.new"), roles=DATA),
    portal("data-new-nobody", "data", press("data.new"), press("data.make"), roles=DATA),
    _asked("to-decide", 0),
    _asked("weighed", 0, press("data.weigh")),
    _asked("extend", 0, press("data.extend")),
    _asked("refuse", 0, press("data.refuse")),
    _asked("weigh-refused", 0, press("data.weigh"), fails="data_requests.weigh"),
    _asked("to-approve", 1),
    _asked("approve", 1, press("data.approve_erasure")),
    _asked("under-way", 2),
    _asked("done", 3),
    _asked("lift", 3, press("data.lift")),
    _asked("who-asks", 4),
    _asked("identify", 4, press("data.identify")),
    _asked("auditor", 1, roles="auditor"),
)


def _over(name: str, at: int, *steps: object, **more: str) -> Scene:
    """Open one thing that is asked; before them stands what leads to past runs."""
    return portal(f"retention-{name}", "retention", row(at + 1), *steps, **{"roles": DATA, **more})  # type: ignore[arg-type]


OVER: Final = (
    portal("retention", "retention", roles=DATA),
    portal("retention-empty", "retention", roles=DATA, empty="retention_asks.list"),
    portal("retention-failed", "retention", roles=DATA, fails="retention_asks.list"),
    portal("retention-runs", "retention", press("retention.runs"), roles=DATA),
    portal(
        *("retention-runs-empty", "retention", press("retention.runs")),
        roles=DATA,
        empty="retention.runs",
    ),
    _over("to-decide", 0),
    _over("erase", 0, press("retention.erase")),
    _over("keep", 0, press("retention.keep")),
    _over(
        "own", 0, press("retention.erase"), fill("textarea", WHY, -1), press("retention.erase", -1)
    ),
    _over("to-approve", 1),
    _over("approve", 1, press("retention.approve")),
    _over(
        *("approve-refused", 1, press("retention.approve"), press("retention.approve", -1)),
        fails="retention_asks.approve",
    ),
    _over("under-way", 2),
    _over("done", 3),
    _over("kept", 4),
    _over("reopen", 4, press("retention.reopen")),
    _over("auditor", 3, roles="auditor"),
)

IMPORTS: Final = (
    portal("imports", "imports"),
    portal("imports-empty", "imports", empty="imports.list"),
    portal("imports-failed", "imports", fails="imports.list"),
    portal("import-new", "imports", press("imports.new")),
    portal("import-kept", "imports", row(0)),
    portal("import-seen", "imports", row(0), press("imports.look")),
    portal("import-brought", "imports", row(0), press("imports.look"), press("imports.bring")),
    portal("import-done", "imports", row(1)),
    portal("import-erased", "imports", row(2)),
    portal("import-partly", "imports", row(3)),
    portal("import-untold", "imports", row(1), fails="imports.retention"),
    portal("import-ask", "imports", press("bring.ask")),
    portal("import-asked", "imports", press("bring.ask"), **{"with": "bring"}),
)

EXPORTS: Final = (
    portal("exports", "exports"),
    portal("exports-empty", "exports", empty="exports.list"),
    portal("exports-failed", "exports", fails="exports.list"),
    portal("export-new", "exports", item="new"),
    portal("export-new-sealed", "exports", press("exports.seal"), item="new"),
    portal("export-new-no-grant", "exports", item="new", empty="grants.list"),
    portal("export-requested", "exports", row(0)),
    portal("export-approved", "exports", row(0), press("exports.approve")),
    portal("export-stopped", "exports", row(1)),
    portal("export-done", "exports", row(2)),
)

HEALTH: Final = (
    portal("health", "record"),
    portal("health-checking", "record", press("health.check")),
    portal("health-earlier", "record", press("health.earlier")),
    portal("health-ill", "record", press("health.earlier"), **{"with": "ill"}),
    portal("health-bare", "record", **{"with": "bare"}),
    portal("health-failed", "record", fails="record.health"),
    portal("health-refused", "record", press("health.check"), fails="record.check"),
    portal("health-waits", "record", waits="record.health"),
)

SCENES: Final = (*HOLDS, *REQUESTED, *OVER, *IMPORTS, *EXPORTS, *HEALTH)
