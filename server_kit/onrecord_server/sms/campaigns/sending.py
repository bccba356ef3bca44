"""Says what campaigns say while the app runs: as their owners, by the same door as everybody, one at a time.

A turn is taken on the record, the message is sent with an id of the campaign's own, and the turn is settled. A
process that is killed in between leaves a turn that runs out: who takes it next sends with the same id, which
answers the message that is there.
"""

import logging
import threading
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import ClientIdReused, Forbidden, NotAssigned, OnRecordError, Refusal
from onrecord.wire.messages import SendMessage
from onrecord.wire.sms import OpenSmsConversation
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import micros
from onrecord_server.sms.campaigns import rules
from onrecord_server.sms.campaigns.commands import (
    SETTLE_RECIPIENT,
    TAKE_RECIPIENT,
    SettleRecipient,
    Taken,
    TakeRecipient,
)
from onrecord_server.sms.campaigns.rows import sms_campaigns, sms_recipients
from onrecord_server.sms.commands import house
from onrecord_server.sms.lines import House


logger = logging.getLogger("onrecord.sms")

#: Seconds between two looks.
LOOK: Final = 1.0
#: Campaigns that one look goes on with.
MOST: Final = 50
#: From this status on a refusal is ours, not the message's: the turn runs out, and it is tried again.
_OURS: Final = 500


def due(database: Database, now: int) -> Sequence[Any]:
    """Return of each campaign the recipient that is due first, and turns that ran out."""
    same = sa.and_(
        sms_campaigns.c.tenant == sms_recipients.c.tenant,
        sms_campaigns.c.id == sms_recipients.c.campaign,
    )
    runs = sa.and_(sms_campaigns.c.state == "running", sms_campaigns.c.slot_at <= now)
    first = sa.func.row_number().over(
        partition_by=(sms_recipients.c.tenant, sms_recipients.c.campaign),
        order_by=sms_recipients.c.place,
    )
    found = (
        sa.select(
            *(sms_recipients.c.tenant, sms_recipients.c.campaign, sms_recipients.c.contact),
            first.label("nth"),
        )
        .join_from(sms_recipients, sms_campaigns, same)
        .where(sms_recipients.c.next_at <= now, runs | (sms_recipients.c.state == "taken"))
        .subquery()
    )
    query = sa.select(found).where(found.c.nth == 1).limit(MOST)
    with database.read() as connection:
        return connection.execute(query, execution_options=dict(database.options)).all()


class Campaigning:
    """Goes on with every campaign that runs, in every database in use; any number of processes may."""

    def __init__(self, engines: House, *, look: float = LOOK, lease: int = rules.LEASE) -> None:
        """Keep the parts; nothing runs yet."""
        self._house = engines
        self._look = look
        self._lease = lease
        self._ends = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look."""
        self._ends.clear()
        self._thread = threading.Thread(target=self._run, name="onrecord-campaigns", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End, once what is being said is settled."""
        self._ends.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._ends.is_set():
            try:
                begun = self.round()
            except Exception:
                begun = 0
                logger.exception("a look at campaigns failed; the next one follows")
            if not begun:
                self._ends.wait(self._look)

    def round(self) -> int:
        """Go on with each campaign by one recipient; return how many were said something."""
        said = 0
        for database in self._house.in_use():
            for row in due(database, self._now()):
                if self._ends.is_set():
                    break
                said += self._one(row)
        return said

    def _one(self, row: Any) -> bool:
        try:
            return self._turn(row)
        except OnRecordError as error:
            logger.warning("a recipient of a campaign of %s waits: %s", row.tenant, error)
        except Exception:
            logger.exception("a recipient of a campaign of %s waits", row.tenant)
        return False

    def _turn(self, row: Any) -> bool:
        """Take one turn, say it, and settle it."""
        lease = self._now() + self._lease
        take = TakeRecipient(campaign_id=row.campaign, contact_id=row.contact, lease=lease)
        taken = Taken.model_validate(self._call(TAKE_RECIPIENT.name, take, house(row.tenant)))
        if not taken.goes:
            return False
        outcome = self._say(row, taken)
        keys = {"campaign_id": row.campaign, "contact_id": row.contact}
        settle = SettleRecipient.model_validate({**keys, **outcome})
        self._call(SETTLE_RECIPIENT.name, settle, house(row.tenant))
        return True

    def _say(self, row: Any, taken: Taken) -> dict[str, Any]:
        """Send the message as the owner; return what came of it. Raises a ``Refusal`` that is ours."""
        owner = Actor(row.tenant, taken.owner, on_behalf_of=house(row.tenant).person)
        try:
            opens = OpenSmsConversation(sender_id=taken.sender_id, contact_id=row.contact)
            conversation = self._call("sms.open", opens, owner)["id"]
            send = SendMessage(
                conversation_id=conversation, text=taken.text, client_id=taken.client_id
            )
            message = self._call("messages.send", send, owner)
        except Refusal as refusal:
            return self._refused(refusal)
        state = "said" if message["state"] == "active" else "held"
        return {"state": state, "conversation_id": conversation, "message_id": message["id"]}

    def _refused(self, refusal: Refusal) -> dict[str, Any]:
        if refusal.status >= _OURS or isinstance(refusal, ClientIdReused):
            raise refusal  # another process said it meanwhile, or none did: who takes it next sees
        reason = str(refusal.extra.get("reason") or refusal.code)[:80]
        if reason in rules.WAITS or refusal.retry_after is not None:
            return {"state": "waiting", "reason": reason, "next_at": self._later(refusal)}
        if isinstance(refusal, Forbidden) and not isinstance(refusal, NotAssigned):
            again = self._now()
            return {"state": "waiting", "reason": reason, "next_at": again, "pauses": True}
        return {"state": "skipped", "reason": reason}

    def _later(self, refusal: Refusal) -> int:
        """Return when what holds a text back has passed."""
        until = refusal.extra.get("until")
        if until is not None:
            return micros(datetime.fromisoformat(until))
        wait = refusal.retry_after
        return self._now() + (rules.LATER if wait is None else int(wait * 1_000_000))

    def _now(self) -> int:
        return micros(self._house.ports.clock())

    def _call(self, name: str, command: Any, actor: Actor) -> Any:
        return self._house.call(name, command, actor).value
