"""What oversight at the desk has to look at from the start: words on a list, a report, and what was drawn by chance."""

import anyio

from examples.order_desk.desk import Desk
from examples.order_desk.door import Door, door
from examples.order_desk.oversight import POLICY, put_in_force


#: Said in private: by whom, to whom, and what.
SAID = (
    ("bob", "frank", "Nordlys wants the tumblers by Monday. I guarantee they are there."),
    ("frank", "bob", "Two boxes are gone. Delete this when you have read it, and WhatsApp me."),
    ("dan", "erin", "She paid by card, it is 4111 1111 1111 1111, please note it in the order."),
    (
        "erin",
        "bob",
        "For the carrier: our purchase prices of the glasses are in the attached sheet.",
    ),
    ("frank", "dan", "Move my pallets once more and you will be sorry."),
)


def happen(desk: Desk) -> None:
    """Let it happen, once; then a narrower policy follows, and what the first one drew is drawn."""
    anyio.run(_happen, desk)


async def _happen(desk: Desk) -> None:
    async with door(desk) as enter:
        for number, (who, to, text) in enumerate(SAID):
            said = await _whisper(enter, who, to, text, f"incident:{number}")
        await enter("dan").reports.make("threat", message_id=said, said="It is the third time.")
        await put_in_force(enter, 2, POLICY)
        await enter("cora").samples.draw()


async def _whisper(enter: Door, who: str, to: str, text: str, key: str) -> str:
    """Say something in private; the key makes a second run harmless."""
    me = enter(who)
    talk = await me.conversations.create(kind="direct", members=[to])
    return (await me.messages.send(talk.id, text, client_id=key)).id
