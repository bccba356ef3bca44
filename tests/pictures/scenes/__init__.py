"""All scenes by name, in the order of the sections."""

from typing import Final

from tests.pictures.scenes import (
    accountability,
    centre,
    keeping,
    policing,
    reviewing,
    tending,
    texting,
)
from tests.pictures.stage import Scene


PARTS: Final = (reviewing, policing, tending, texting, keeping, accountability, centre)
SCENES: Final[dict[str, Scene]] = {one.name: one for part in PARTS for one in part.SCENES}
