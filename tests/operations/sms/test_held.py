"""What is held before it leaves, leaves as a text when somebody has released it, and never before."""

from onrecord_server.core import stream
from onrecord_server.core.actor import Actor
from onrecord_server.core.operation import Tx, begin
from onrecord_server.core.unit import Unit
from onrecord_server.core.writer import Committed
from onrecord_server.messages import holding
from tests.operations.judging.conftest import IBAN, LOOKS, policy
from tests.operations.sms.conftest import Desk


def release(desk: Desk, message_id: str) -> None:
    """Release what was held, as cases do: inside a transaction of a reviewer."""
    room = desk.room
    with room.engines.prepared("acme").write() as connection:
        unit = Unit(connection, room.engines.ports, room.engines.hooks, {})
        tx: Tx = begin(unit, Actor("acme", "ivan"), room.engines.limits)
        holding.release(tx, message_id)
        sealed = stream.seal(unit)
    room.engines.tell(Committed(sealed))


def test_what_was_held_leaves_once_it_is_released(desk: Desk) -> None:
    desk.introduce("ivan", "investigator")
    desk.put_in_force(policy(LOOKS))
    desk.agree()
    talk = desk.open()
    held = desk.me("anna").messages.send(talk, f"Pay to {IBAN}")
    assert held.state == "held"
    assert desk.texts(talk) == []
    release(desk, held.id)
    (text,) = desk.texts(talk)
    assert (text.message_id, text.state) == (held.id, "queued")
    assert desk.begin(text.id)["text"] == f"Pay to {IBAN}"


def test_what_was_released_after_a_stop_stays_here(desk: Desk) -> None:
    desk.introduce("ivan", "investigator")
    desk.put_in_force(policy(LOOKS))
    desk.agree()
    talk = desk.open()
    held = desk.me("anna").messages.send(talk, f"Pay to {IBAN}")
    desk.receive("STOP")
    release(desk, held.id)
    text = next(one for one in desk.texts(talk) if one.message_id == held.id)
    assert desk.begin(text.id)["reason"] == "opted_out"
