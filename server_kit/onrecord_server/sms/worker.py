"""Sends what is due while the app runs, in threads of its own. Any number of processes may.

Each text is begun on the record, sent, and settled by the fence that its beginning gave out: a process that
lost its turn settles nothing, and one that was killed leaves an attempt whose lease runs out. Such a text is
``unconfirmed``, as one is whose answer told nothing: it is asked for, and never sent again blindly. Numbers
go side by side, so that a slow provider holds up nobody else.
"""

import logging
import threading
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Final

from onrecord.errors import OnRecordError, UsageError
from onrecord_server.core.database import Database
from onrecord_server.core.doc import micros
from onrecord_server.core.writer import Committed
from onrecord_server.sms import looking
from onrecord_server.sms.applying import apply
from onrecord_server.sms.carrier import says_so
from onrecord_server.sms.commands import (
    BEGIN_ATTEMPT,
    REPORT_TEXT,
    SETTLE_ATTEMPT,
    BeginAttempt,
    Begun,
    ReportText,
    SettleAttempt,
    house,
)
from onrecord_server.sms.gateways.base import Busy, Gateway, Outgoing, Refused, Report, Unsure
from onrecord_server.sms.lines import Lines
from onrecord_server.sms.resting import Rests


logger = logging.getLogger("onrecord.sms")

#: Seconds between two looks at what is due; a text that is written here is looked for at once.
LOOK: Final = 1.0
#: Seconds between two looks at what nobody knows of, and at requests that wait.
ROUND: Final = 5.0
#: Microseconds that an attempt has for its network call and for being settled.
LEASE: Final = 60_000_000
#: Threads for the network of one account.
LANES: Final = 8
#: The first and the longest wait, in seconds, before a provider is asked once more for a text.
FIRST: Final = 5.0
LONGEST: Final = 3600.0
#: Refusals that are about the account, not about the text: it waits until somebody has mended that.
_ACCOUNT: Final = frozenset({401, 402, 403})
_ASKED: Final = 20_000
#: After these there may be something to send.
_WAKES: Final = frozenset({"sms.moved", "sms.sender_set", "sms.account_set"})
#: Microseconds that the door has to apply what it kept.
_GRACE: Final = 2_000_000


class Texting:
    """Looks for what is due in every database in use, and sends it."""

    def __init__(self, lines: Lines, *, look: float = LOOK, lease: int = LEASE) -> None:
        """Keep the parts; nothing runs yet."""
        self._lines = lines
        self._house = lines.house
        self._look = look
        self._lease = lease
        self._wake = threading.Event()
        self._ends = threading.Event()
        self._lock = threading.Lock()
        self._beginning: set[str] = set()
        self._lanes: dict[tuple[str, str], ThreadPoolExecutor] = {}
        self._flying: dict[tuple[str, str], int] = {}
        self._rests = Rests()
        self._asked: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._round_at = 0.0
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look."""
        self._ends.clear()
        self._thread = threading.Thread(target=self._run, name="onrecord-sms", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End. What is being sent is settled, or unconfirmed once its lease has run out."""
        self._ends.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        with self._lock:
            lanes = list(self._lanes.values())
            self._lanes.clear()
        for lane in lanes:
            lane.shutdown(wait=True, cancel_futures=True)

    def heard(self, committed: Committed) -> None:
        """Look now, where a text was put into the outbox or may go earlier than before."""
        if any(item.draft.type == "sms.account_set" for item in committed.sealed):
            self._rests.clear()
        if any(item.draft.type in _WAKES for item in committed.sealed):
            self._wake.set()

    def _run(self) -> None:
        while not self._ends.is_set():
            self._wake.clear()
            try:
                self.round()
            except Exception:
                logger.exception("a look at the outbox failed; the next one follows")
            self._wake.wait(self._look)

    def round(self) -> int:
        """Look once at everything that is due; return how many texts are being begun."""
        begun = 0
        whole = time.monotonic() >= self._round_at
        self._round_at = time.monotonic() + ROUND if whole else self._round_at
        for database in self._house.in_use():
            begun += self._due(database)
            if whole:
                self._lost(database)
                self._unconfirmed(database)
                self._parked(database)
        return begun

    # -- sending -----------------------------------------------------------------------------------

    def _due(self, database: Database) -> int:
        with self._lock:
            busy = set(self._beginning)
            full = {where[1] for where, count in self._flying.items() if count >= LANES}
        rows = looking.due(database, self._now(), busy, full | self._rests.now())
        return sum(self._take(database, row) for row in rows)

    def _take(self, database: Database, row: Any) -> bool:
        """Hand a text to a thread of its account, where one is free."""
        where = (row.tenant, row.account)
        with self._lock:
            if self._ends.is_set() or self._flying.get(where, 0) >= LANES:
                return False
            self._beginning.add(row.sender)
            self._flying[where] = self._flying.get(where, 0) + 1
            lane = self._lanes.get(where)
            if lane is None:
                lane = self._lanes[where] = ThreadPoolExecutor(LANES, "onrecord-sms-lane")
            lane.submit(self._text, database, row)
        return True

    def _text(self, database: Database, row: Any) -> None:
        try:
            self._attempt(database, row)
            self._rests.over(row.account)
        except OnRecordError as error:
            wait = self._rests.begin(row.account)
            logger.warning("texts of %s wait for %d s: %s", row.tenant, wait, error)
        except Exception:
            wait = self._rests.begin(row.account)
            logger.exception("texts of %s wait for %d s", row.tenant, wait)
        finally:
            with self._lock:
                self._beginning.discard(row.sender)
                self._flying[row.tenant, row.account] -= 1
            self._wake.set()

    def _attempt(self, database: Database, row: Any) -> None:
        """Begin, send and settle one attempt. Nothing begins that could not be sent."""
        account = self._lines.account(database, row.tenant, row.account)
        gateway = self._lines.gateway(database, account)
        lease = self._now() + self._lease
        said = BeginAttempt(text_id=row.id, lease=lease)
        begun = Begun.model_validate(self._call(BEGIN_ATTEMPT.name, said, row.tenant))
        with self._lock:
            self._beginning.discard(row.sender)
        self._wake.set()
        if begun.goes:
            settle = self._sent(gateway, begun, row.id, account)
            self._call(SETTLE_ATTEMPT.name, settle, row.tenant)

    def _sent(self, gateway: Gateway, begun: Begun, text_id: str, account: Any) -> SettleAttempt:
        """Send, and return what came of it."""
        turn: dict[str, Any] = {"text_id": text_id, "fence": begun.fence}
        callback = self._lines.callback(account)
        try:
            outgoing = Outgoing(
                *(begun.sender, begun.to, begun.text, begun.reference), callback=callback
            )
            taken = gateway.send(outgoing)
        except Refused as refused:
            return self._refused(refused, turn, account.provider)
        except UsageError as error:
            return SettleAttempt(**turn, outcome="refused", code="unsendable", answer=str(error))
        except Busy as busy:
            return SettleAttempt(**turn, outcome="busy", answer=busy.why, next_at=self._later(busy))
        except Unsure as unsure:
            return SettleAttempt(**turn, outcome="unsure", answer=unsure.why)
        except Exception as error:  # a gateway of the host's own: nobody knows how far it came
            logger.exception("a gateway failed in a way that it should not")
            return SettleAttempt(**turn, outcome="unsure", answer=type(error).__name__)
        turn |= {"provider_id": taken.provider_id, "status": taken.status}
        return SettleAttempt(**turn, outcome="accepted")

    def _refused(self, refused: Refused, turn: dict[str, Any], provider: str) -> SettleAttempt:
        if refused.status in _ACCOUNT and not says_so(provider, refused.code):
            logger.error("an account for texts is refused by its provider: %s", refused.code)
            return SettleAttempt(**turn, outcome="busy", code=refused.code)
        return SettleAttempt(**turn, outcome="refused", code=refused.code)

    def _later(self, busy: Busy) -> int | None:
        return None if busy.after is None else self._now() + int(busy.after * 1_000_000)

    # -- what nobody knows of ----------------------------------------------------------------------

    def _lost(self, database: Database) -> None:
        for row in looking.lost(database, self._now()):
            lost = SettleAttempt(text_id=row.id, fence=row.fence, outcome="lost")
            with suppress(OnRecordError):
                self._call(SETTLE_ATTEMPT.name, lost, row.tenant)

    def _unconfirmed(self, database: Database) -> None:
        """Ask for texts of which nobody knows, each after a longer time than before."""
        for row in looking.unconfirmed(database, self._now()):
            if self._is_asked_now(row.id):
                self._aside(database, row)

    def _is_asked_now(self, text_id: str) -> bool:
        at, wait = self._asked.pop(text_id, (0.0, FIRST))
        now = time.monotonic()
        asks = now >= at
        self._asked[text_id] = (now + wait, min(wait * 2, LONGEST)) if asks else (at, wait)
        if len(self._asked) > _ASKED:
            self._asked.popitem(last=False)
        return asks

    def _aside(self, database: Database, row: Any) -> None:
        where = (row.tenant, f"{row.account} asks")
        with self._lock:
            if self._ends.is_set():
                return
            lane = self._lanes.get(where)
            if lane is None:
                lane = self._lanes[where] = ThreadPoolExecutor(1, "onrecord-sms-asks")
            lane.submit(self._reconcile, database, row)

    def _reconcile(self, database: Database, row: Any) -> None:
        """Ask a provider for a text. That it does not know it proves nothing."""
        try:
            account = self._lines.account(database, row.tenant, row.account)
            found = _asked_for(self._lines.gateway(database, account), row)
            if found is not None:
                self._call(REPORT_TEXT.name, _said(row, found), row.tenant)
        except (Refused, Busy, Unsure, OnRecordError) as error:
            logger.info("a provider could not be asked for a text: %s", error)
        except Exception:
            logger.exception("a provider could not be asked for a text")

    def _parked(self, database: Database) -> None:
        """Apply requests that wait: nobody did, or they name a text that was not known yet."""
        now = self._now()
        for row in looking.parked(database, now - _GRACE, now):
            try:
                apply(self._lines, database, row)
            except OnRecordError as error:
                logger.warning("a request of a provider waits: %s", error)
            except Exception:  # one that cannot be read holds up no other one
                logger.exception("a request of a provider waits")

    def _now(self) -> int:
        return micros(self._house.ports.clock())

    def _call(self, name: str, command: Any, tenant: str) -> Any:
        return self._house.call(name, command, house(tenant)).value


def _asked_for(gateway: Gateway, row: Any) -> Report | None:
    if row.provider_id:
        return gateway.ask(row.provider_id)
    return gateway.find(row.reference)


def _said(row: Any, found: Report) -> ReportText:
    answer = found.raw.decode("utf-8", "replace")
    return ReportText(
        text_id=row.id,
        status=found.status,
        provider_id=found.provider_id,
        code=found.code,
        answer=answer,
    )
