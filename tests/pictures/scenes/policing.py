"""The policy with its drafts, form, trial and words for notices; lists of words; samples."""

from typing import Final

from tests.pictures.stage import AUTHOR, Scene, fill, pause, pick, portal, press, row


APPROVER: Final = "privacy_officer"
WORDS: Final = "lexicons"
WHY: Final = "It lets more be seen than we agreed with the works council."


def _version(name: str, at: int, *steps: object, **more: str) -> Scene:
    asked = {"roles": APPROVER, **more}
    return portal(f"policy-{name}", "policy", row(at), *steps, **asked)  # type: ignore[arg-type]


def _draft(name: str, *steps: object, **more: str) -> Scene:
    return _version(name, 0, *steps, roles=AUTHOR, **more)


def _editor(name: str, *steps: object, **more: str) -> Scene:
    return _draft(f"editor-{name}", press("studio.edit"), *steps, **more)


POLICY: Final = (
    portal("policy", "policy", roles=AUTHOR),
    portal("policy-empty", "policy", roles=AUTHOR, empty="policies.list"),
    portal("policy-failed", "policy", roles=APPROVER, fails="policies.list"),
    _version("version-failed", 1, fails="policies.get"),
    _draft("draft"),
    _draft("draft-withdraw", press("studio.withdraw")),
    _draft("draft-propose", press("studio.propose")),
    _version("proposed", 1),
    _version("proposed-changes", 1, press("studio.changes")),
    _version("proposed-trial", 1, press("studio.trial")),
    _version(
        "proposed-trial-counted",
        1,
        press("studio.trial"),
        press("lexicons.trial_run"),
        pause(),
    ),
    _version("proposed-document", 1, press("studio.document")),
    _version("approved", 1, press("studio.approve")),
    _version("approve-refused", 1, press("studio.approve"), fails="policies.approve"),
    _version("in-force", 2),
    _version("in-force-auditor", 2, roles="auditor"),
    _version("in-force-changes", 2, press("studio.changes")),
    portal("policy-new", "policy", item="new", roles=AUTHOR),
    _editor("form"),
    _editor("form-open", pick("onrecord-admin-policy-form summary")),
    _editor("text", press("studio.text")),
    _editor("text-broken", press("studio.text"), fill("textarea", "triggers: [", -1), pause(900)),
    _editor("refused", press("studio.save"), fails="policies.revise"),
)

NOTICES: Final = (
    portal("notices", "policy", press("words.title"), roles=AUTHOR),
    portal("notices-chosen", "policy", press("words.title"), row(-1), roles=AUTHOR),
    portal("notices-read", "policy", press("words.title"), row(-1), roles=APPROVER),
    portal("notices-empty", "policy", press("words.title"), roles=AUTHOR, empty="templates.list"),
    portal("notices-failed", "policy", press("words.title"), roles=AUTHOR, fails="templates.list"),
    portal(
        "notices-refused",
        "policy",
        press("words.title"),
        row(-1),
        fill("textarea", "Ask {who} until {appeal_until}.", -1),
        press("action.save"),
        roles=AUTHOR,
    ),
    portal(
        "notices-saved",
        "policy",
        press("words.title"),
        row(-1),
        fill("textarea", "{product} looks at this first. Ask until {appeal_until}.", -1),
        press("action.save"),
        roles=AUTHOR,
    ),
)


def _list(name: str, *steps: object, **more: str) -> Scene:
    asked = {"roles": APPROVER, **more}
    return portal(f"lexicon-{name}", WORDS, row(0), *steps, **asked)  # type: ignore[arg-type]


TRIED: Final = "It is a guaranteed profit, and keep this between us."

LEXICONS: Final = (
    portal("lexicons", WORDS, roles=AUTHOR),
    portal("lexicons-empty", WORDS, roles=AUTHOR, empty="lexicons.list"),
    portal("lexicons-failed", WORDS, roles=AUTHOR, fails="lexicons.list"),
    portal("lexicon-new", WORDS, press("lexicons.new"), roles=AUTHOR),
    _list("words"),
    _list("changes", press("lexicons.tab_changes")),
    _list("try", press("lexicons.tab_try")),
    _list("tried", press("lexicons.tab_try"), fill("#tried", TRIED), pause(800)),
    _list("trial", press("lexicons.tab_trial")),
    _list("trial-counted", press("lexicons.tab_trial"), press("lexicons.trial_run"), pause()),
    _list("approved", press("studio.approve")),
    _list("edit", press("studio.edit"), roles=AUTHOR),
    _list("edit-added", press("studio.edit"), press("lexicons.add"), roles=AUTHOR),
    _list(
        "edit-refused",
        press("studio.edit"),
        press("studio.keep"),
        roles=AUTHOR,
        fails="lexicons.put",
    ),
    _list("withdraw", press("studio.withdraw")),
)

SAMPLES: Final = (
    portal("samples", "samples"),
    portal("samples-empty", "samples", empty="samples.list"),
    portal("samples-failed", "samples", fails="samples.list"),
    portal("samples-draw-refused", "samples", press("samples.draw"), fails="samples.draw"),
    portal("sample", "samples", row(0)),
    portal("sample-auditor", "samples", row(0), roles="auditor"),
)

SCENES: Final = (*POLICY, *NOTICES, *LEXICONS, *SAMPLES)
