"""An officer is also asked about what was kept back and never delivered, once that is decided."""

import pytest
import sqlalchemy as sa

from onrecord_server.messages.rows import held
from tests.operations.judging.conftest import IBAN, LOOKS, policy
from tests.operations.retention_asks.conftest import MONTH, Office


@pytest.fixture
def looked(office: Office) -> Office:
    """A policy that looks and asks, and ivan, who decides."""
    office.house.introduce("ivan", ["investigator"])
    office.house.put_in_force(policy(LOOKS).model_copy(update={"retention": [MONTH]}))
    office.house.acknowledge("alice")
    return office


def _reject(office: Office) -> None:
    """Let ivan decide that what waits longest is never delivered."""
    ivan = office.house.me("ivan").cases
    case = ivan.list(state="queued").data[0]
    version = ivan.open(case.id).case.version
    ivan.decide(case.id, version=version, disposition="coach", action="reject")


def _states(office: Office) -> dict[str, str]:
    database = office.house.room.engines.prepared("acme")
    query = sa.select(held.c.id, held.c.state)
    with database.read() as connection:
        found = connection.execute(query, execution_options=dict(database.options))
        return {row.id: row.state for row in found}


def test_what_is_decided_is_asked_about_and_goes_by_the_answer(looked: Office) -> None:
    looked.say("delivered")
    rejected = looked.say(f"account {IBAN}")
    _reject(looked)
    waits = looked.say(f"another account {IBAN}")
    (asked,) = looked.run(days=40)
    assert (asked.messages, asked.held) == (2, 0), "what waits for a reviewer is not asked about"
    looked.erase(asked)
    assert looked.run() == []
    assert _states(looked) == {rejected: "erased", waits: "held"}
    assert looked.types().count("held.erased") == 1
    _reject(looked)
    (again,) = looked.run(days=2)
    assert again.messages == 1, "rejected, it is asked about, too"


def test_a_hold_keeps_it_and_the_count_says_so(looked: Office) -> None:
    rejected = looked.say(f"account {IBAN}")
    _reject(looked)
    looked.say("delivered")
    looked.hold(words=["account"])
    (asked,) = looked.run(days=40)
    assert (asked.messages, asked.held) == (1, 1)
    looked.erase(asked)
    looked.run()
    assert _states(looked) == {rejected: "rejected"}
