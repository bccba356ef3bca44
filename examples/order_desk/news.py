"""What the company announces: one message that everybody is asked to acknowledge."""

from examples.order_desk.load import As
from examples.order_desk.spaces import COMPANY


SUBJECT = "desk:news"
TEXT = (
    "**Stocktake on Friday.** From 14:00 nothing leaves the warehouse. "
    "Tell your customers today, and hold back orders that would be picked on Friday afternoon."
)


def announce(speak: As) -> None:
    """Announce it, and let one colleague acknowledge; the keys make a second run harmless."""
    with speak("alice") as me:
        (company,) = [space for space in me.spaces.list().data if space.title == COMPANY]
        news = me.conversations.create(
            kind="announcement", title="Company news", space_id=company.id, subject=SUBJECT
        )
        me.messages.send(
            news.id, TEXT, client_id="desk:stocktake", priority="important", acknowledge=True
        )


def acknowledge(speak: As) -> None:
    """One of those who are asked has done so already; it needs the announcement's commit."""
    with speak("dan") as me:
        for message in me.announcements.pending().data:
            me.announcements.acknowledge(message.id, message.version)
