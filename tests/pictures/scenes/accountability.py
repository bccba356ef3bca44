"""What everybody sees in numbers, the record, and the branding."""

from typing import Final

from tests.pictures.stage import choose, fill, pause, pick, portal, press


AUDITOR: Final = "auditor"

TRANSPARENCY: Final = (
    portal("transparency", "transparency"),
    portal("transparency-empty", "transparency", empty="transparency.list"),
    portal("transparency-failed", "transparency", fails="transparency.get"),
)

RECORD: Final = (
    portal("record", "record"),
    portal("record-auditor", "record", roles=AUDITOR),
    portal("record-found", "record", press("grants.find"), roles=AUDITOR),
    portal("record-entry", "record", press("grants.find"), pick(".entries summary"), roles=AUDITOR),
    portal(
        "record-proved",
        "record",
        press("grants.find"),
        pick(".entries summary", 2),
        press("recorded.prove_this"),
        roles=AUDITOR,
    ),
    portal("record-none", "record", press("grants.find"), roles=AUDITOR, empty="record.search"),
    portal("record-failed", "record", press("grants.find"), roles=AUDITOR, fails="record.search"),
    portal("record-fetched", "record", fill("#f-position", "900"), press("recorded.fetch")),
)

GREEN: Final = fill("#f-branding-light-accent", "#0a6b4d")
YELLOW: Final = fill("#f-branding-light-accent", "#ffe14d")

BRANDING: Final = (
    portal("branding", "branding"),
    portal("branding-too-close", "branding", YELLOW, pause(800)),
    portal("branding-no-colour", "branding", fill("#f-branding-light-accent", "green"), pause()),
    portal("branding-compact", "branding", choose("#f-branding-density", "compact"), pause(800)),
    portal("branding-logo", "branding", press("branding.tab_logo")),
    portal("branding-words", "branding", press("branding.tab_words", -1)),
    portal("branding-versions", "branding", press("branding.tab_versions")),
    portal("branding-saved", "branding", GREEN, pause(800), press("branding.save")),
    portal("branding-save-refused", "branding", press("branding.save"), fails="branding.set"),
)

SCENES: Final = (*TRANSPARENCY, *RECORD, *BRANDING)
