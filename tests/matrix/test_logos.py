"""The matrix for a logo: who makes the look sees it, and everybody of its tenant once it is named."""

import json

from onrecord.endpoints import GET_LOGO
from onrecord.wire.logos import Logo
from onrecord.wire.tenants import Branding
from tests.matrix.table import CODES, cells
from tests.matrix.world import World
from tests.support import files


UNNAMED = "NNNNN NNN SDXU NY N"
LOGO = "YYYYY YYN SDXU YY Y"
NOBODYS = "lgo_" + "9" * 32


def test_a_logo_is_for_everybody_in_the_tenant(world: World) -> None:
    with world.worker.chat.acting_as("acme") as host:
        kept = host.branding.add_logo("logo.png", files.picture(colour=(1, 2, 3)))
        _judge(world, kept, UNNAMED)
        host.branding.set(Branding(logo_light=kept.id))
    _judge(world, kept, LOGO)


def _judge(world: World, kept: Logo, row: str) -> None:
    before, wrong = world.rows(), []
    for principal, expected in cells(row).items():
        client, path = world._client(principal), GET_LOGO.path[1:]
        answer = client.get(path.format(logo_id=kept.id))
        if expected == "Y":
            assert answer.headers["content-type"] == kept.media_type
            continue
        nothing = client.get(path.format(logo_id=NOBODYS))
        codes = [json.loads(each.text)["code"] for each in (answer, nothing)]
        if codes[0] != CODES[expected] or (expected == "N" and codes[0] != codes[1]):
            wrong.append((principal, codes))
    assert wrong == []
    assert world.rows() == before, "a read wrote something"
