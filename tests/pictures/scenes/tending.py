"""People, spaces, reach and who watches the watchers."""

from typing import Final

from tests.pictures.stage import OFFICER, Scene, Step, choose, fill, pause, pick, portal, press, row


OWNER: Final = "tenant_owner"
MANAGE: Final = "spaces:manage"
FROZEN, ACTIVE, SELF, GONE = 5, 1, 0, "nobody"


def _person(name: str, item: str, *steps: object, **more: str) -> Scene:
    return portal(f"person-{name}", "people", *steps, item=item, **{"roles": OFFICER, **more})  # type: ignore[arg-type]


PEOPLE: Final = (
    portal("people", "people"),
    portal("people-frozen", "people", press("people.state_frozen")),
    portal("people-none-of-the-name", "people", fill("onrecord-admin-people input", "zz")),
    portal("people-failed", "people", fails="people.standings"),
    portal("people-waits", "people", waits="people.standings"),
    _person("active", "ben"),
    _person("freeze", "ben", press("people.freeze")),
    _person("freeze-no-reason", "ben", press("people.freeze"), press("people.freeze", -1)),
    _person("sign-out", "ben", press("people.sign_out")),
    _person("frozen", "farid"),
    _person("thawed", "farid", press("people.unfreeze")),
    _person("thaw-refused", "farid", press("people.unfreeze"), fails="people.unfreeze"),
    _person("not-acknowledged", "elif"),
    _person("investigator", "grete"),
    _person("left", "hana"),
    _person("oneself", "ana"),
    _person("auditor", "farid", roles="auditor"),
    _person("gone", GONE),
)

TENDS: Final = "people:write"


def _whom(which: str, name: str) -> tuple[Step, ...]:
    """Choose the first of this name in one of the two fields."""
    return (fill(f"onrecord-people[data-which={which}] input", name), pick("[role=option]:visible"))


BOTH: Final = (*_whom("leaver", "farid"), *_whom("successor", "ben"))


def _hands(name: str, *steps: Step, **more: str) -> Scene:
    return portal(
        f"handover{name}", "people", *steps, **{"roles": "member", "scopes": TENDS, **more}
    )


HANDOVERS: Final = (
    _hands("s"),
    _hands("s-empty", empty="handovers.list"),
    _hands("s-failed", fails="handovers.list"),
    _hands("s-waits", waits="handovers.list"),
    _hands("-chosen", *BOTH),
    _hands("-previewed", *BOTH, press("handovers.preview")),
    _hands("-preview-refused", *BOTH, press("handovers.preview"), fails="handovers.preview"),
    _hands("-begun", *BOTH, press("handovers.preview"), press("handovers.confirm")),
    _hands("-done", *BOTH, press("handovers.preview"), press("handovers.confirm"), pause(3_000)),
    _hands("-again", press("handovers.again")),
)

SPACES: Final = (
    portal("spaces", "spaces", roles=OWNER),
    portal("spaces-empty", "spaces", roles=OWNER, empty="spaces.list,spaces.directory"),
    portal(
        "spaces-none-of-the-name", "spaces", fill("onrecord-admin-spaces input", "zz"), roles=OWNER
    ),
    portal("space", "spaces", row(0), roles=OWNER),
    portal("space-led", "spaces", row(0), roles=OWNER, scopes=MANAGE),
    portal("space-edit", "spaces", row(0), press("action.edit"), roles=OWNER, scopes=MANAGE),
    portal("space-archive", "spaces", row(0), press("space.archive"), roles=OWNER, scopes=MANAGE),
    portal("space-other", "spaces", row(1), roles=OWNER),
    portal("space-gone", "spaces", item="spc_gone", roles=OWNER),
)

REACH: Final = (
    portal("reach", "reach"),
    portal("reach-not-reached", "reach", pick(".choices button", 6)),
    portal("reach-nobody", "reach", empty="reach.report"),
    portal("reach-failed", "reach", fails="reach.report"),
    portal("reach-waits", "reach", waits="reach.report"),
    portal(
        "reach-into-a-space",
        "reach",
        choose("onrecord-admin-reach select", "spc_1"),
        roles=OWNER,
        spaces="known",
    ),
)

WATCHERS: Final = (
    portal("watchers", "watchers", roles="auditor"),
    portal("watchers-empty", "watchers", roles="auditor", empty="watch.reviewers"),
    portal("watchers-failed", "watchers", roles="auditor", fails="watch.reviewers"),
)

SCENES: Final = (*PEOPLE, *HANDOVERS, *SPACES, *REACH, *WATCHERS)
