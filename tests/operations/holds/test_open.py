"""Which holds keep something now, and what becomes of one whose scope cannot be read."""

import json
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.core.rows import contents
from onrecord_server.core.unit import Unit
from onrecord_server.holds.queries import open_holds
from onrecord_server.holds.rows import holds
from onrecord_server.holds.rules import Facts, covers, names_nothing
from tests.support import engines


_EVERYWHERE: dict[str, Any] = {
    **dict.fromkeys(("conversations", "spaces", "words"), ()),
    **dict.fromkeys(("since", "until")),
}
SAID = {
    "a": (
        "open",
        json.dumps({"name": "Acme v. Bolt", "scope": {**_EVERYWHERE, "persons": ["ann"]}}),
    ),
    "b": ("open", None),
    "c": ("releasing", '{"name": "No scope"}'),
    "d": ("released", '{"name": "Over"}'),
    "e": ("requested", '{"name": "Silent"}'),
    "f": ("refused", '{"name": "No"}'),
}


def _row(name: str, state: str) -> dict[str, Any]:
    return {
        "tenant": "acme",
        "id": f"hld_{name}",
        "state": state,
        "silent": False,
        "requester": "cora",
        "scope_hash": "sha256:0",
        "revision": 1,
        "content_id": f"hld_{name}:1",
        "requested_at": 1,
    }


@pytest.mark.req("LH-1")
def test_a_hold_keeps_until_it_is_released_and_an_unreadable_one_keeps_everything(
    database_url: str,
) -> None:
    with engines.room(database_url) as room:
        database = room.engines.prepared("acme")
        with database.write() as connection:
            unit = Unit(connection, Ports(), Hooks(), database.options)
            for name, (state, body) in SAID.items():
                unit.execute(sa.insert(holds), _row(name, state))
                unit.execute(
                    sa.insert(contents),
                    {"tenant": "acme", "id": f"hld_{name}:1", "body": body},
                )
            found = {one.id: one for one in open_holds(unit, "acme")}
            assert open_holds(unit, "other") == ()
    assert list(found) == ["hld_a", "hld_b", "hld_c", "hld_e"]
    assert (found["hld_a"].name, found["hld_a"].persons) == ("Acme v. Bolt", frozenset({"ann"}))
    eve = Facts("eve", "cnv", None, None, "Hello")
    assert not covers(found["hld_a"], eve)
    assert all(
        names_nothing(found[name]) and covers(found[name], eve)
        for name in ("hld_b", "hld_c", "hld_e")
    )
