"""The matrix for the CSV of an export: for its maker alone, while they lead, in every state."""

import json

import pytest

from onrecord.endpoints import DOWNLOAD_EXPORT
from tests.matrix.table import CODES, cells, whole
from tests.matrix.world import World


SHEETS = whole(dict.fromkeys(("announced", "withdrawn", "announced_archived"), "YNNNN NNN SDXU NN"))
NOBODYS = "exp_" + "9" * 32


@pytest.mark.parametrize("state", sorted(SHEETS))
def test_a_sheet_is_for_who_made_the_export(world: World, state: str) -> None:
    before, wrong = world.rows(), []
    for principal, expected in cells(SHEETS[state]).items():
        scene = world.scene_for(principal, state)
        client, path = world._client(principal), DOWNLOAD_EXPORT.path[1:]
        answer = client.get(path.format(export_id=scene.export))
        if expected == "Y":
            assert scene.text not in answer.text
            assert "person_id" in answer.text
            continue
        nothing = client.get(path.format(export_id=NOBODYS))
        codes = [json.loads(each.text)["code"] for each in (answer, nothing)]
        if codes[0] != CODES[expected] or (expected == "N" and codes[0] != codes[1]):
            wrong.append((principal, codes))
    assert wrong == []
    assert world.rows() == before, "a read wrote something"
