"""Texts with customers: a number at the desk, two who agreed to get them, and what was said first."""

from dataclasses import dataclass
from typing import Final

from examples.order_desk.batches import Batches
from examples.order_desk.desk import Desk
from examples.order_desk.people import TENANT
from examples.order_desk.phone import ACCOUNT, NUMBER, Line
from onrecord import Actor


#: Who writes from the number; the first gets what unknown people write to it.
INBOX: Final = ["alice", "dan"]
AGREED: Final = (
    "I agree that Fairlight Supply sends texts about my orders to this number. Reply STOP to end them, "
    "HELP for help. Rates of the carrier may apply."
)


@dataclass(frozen=True)
class Client:
    """Somebody at a customer: their number is one that is given out to nobody, for films and the like."""

    name: str
    customer: str
    number: str
    zone: str


#: By their names, as orders have them.
CLIENTS: Final = {
    each.name: each
    for each in (
        Client("Jule Brandt", "Canteen of the Free University", "+4917604069001", "Europe/Berlin"),
        Client("Martin Egger", "Pension Edelweiss", "+491713920042", "Europe/Vienna"),
    )
}
#: The one is written to, the other writes first.
WRITTEN, WRITES = CLIENTS["Jule Brandt"], CLIENTS["Martin Egger"]
FIRST: Final = (
    "Hello Ms Brandt, this is Dan of Fairlight Supply: your order leaves tomorrow morning. "
    "Reply STOP to end these texts."
)
ASKED: Final = (
    "Good morning! Could you bring the next delivery before eight? Martin Egger, Edelweiss"
)


def open_line(desk: Desk, line: Line) -> bool:
    """Put the line up, once, and let the phone write to it; say whether it is new."""
    desk.chat.migrate()
    with desk.chat.acting_as(TENANT, "carol") as carol:
        new = all(each.name != ACCOUNT for each in carol.sms.accounts().data)
    if new:
        with Batches(desk) as speak:
            with speak("carol") as carol:
                sender = _set_up(carol)
            with speak("dan") as dan:
                _write(dan, sender)
    with desk.chat.acting_as(TENANT, "carol") as carol:
        (account,) = [each for each in carol.sms.accounts().data if each.name == ACCOUNT]
    line.phone.inbound = f"{line.chat}/{account.hook}"
    return new


def _set_up(carol: Actor) -> str:
    """Carol looks after texts: she adds the account, the number, and who agreed. Return the number's id."""
    account = carol.sms.add_account("local", ACCOUNT)
    sender = carol.sms.add_sender(account.id, NUMBER, "Fairlight Supply", inbox=INBOX)
    for each in CLIENTS.values():
        carol.sms.add_contact(
            each.number,
            name=f"{each.name}, {each.customer}",
            client_ref=f"customer:{each.customer}",
            tz=each.zone,
        )
        carol.sms.enter_consent(each.number, "consent", AGREED, means="form")
    return sender.id


def _write(dan: Actor, sender: str) -> None:
    """Dan writes first: it waits in the outbox, and leaves as soon as the desk is open."""
    talk = dan.sms.open(sender, number=WRITTEN.number)
    dan.messages.send(talk.id, FIRST, client_id="desk:text")


def ask(line: Line) -> None:
    """A customer writes; the provider calls until the desk is open, for a quarter of a minute."""
    line.phone.write(WRITES.number, NUMBER, ASKED, [])
