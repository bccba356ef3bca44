"""The privacy centre of one person, with what waits for them as the second person."""

from typing import Final

from tests.pictures.stage import pick, press, privacy


SCENES: Final = (
    privacy("centre"),
    privacy("centre-seconds", **{"with": "seconds"}),
    privacy("centre-looks", **{"with": "looks,uses"}),
    privacy("centre-asked", **{"with": "asked"}),
    privacy("centre-ask", press("data.own_ask")),
    privacy("centre-withdraw", press("data.withdraw"), **{"with": "asked"}),
    privacy("centre-bring", **{"with": "bring"}),
    privacy("centre-keep", **{"with": "keep"}),
    privacy("centre-appeal", press("notices.appeal_it")),
    privacy("centre-sign-out", press("privacy.sessions_end")),
    privacy("centre-version", pick(".version", -1)),
    privacy("centre-nothing", empty="notices.list,reports.list,appeals.list,policies.list"),
    privacy("centre-no-policy", policy="none"),
)
