"""Whatever happens in whatever order: no attempt begins after a stop, in the night, or without consent."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import Refusal
from tests.operations.sms.conftest import CLIENT, Desk


#: What may happen next. Each is a name, so that a failing history can be read.
STEPS: Final = (
    *("send", "begin", "begin", "begin", "stop", "start", "phone_stop", "doubt", "cleared"),
    *(
        "consent",
        "short_consent",
        "help",
        "hour",
        "day",
        "settle",
        "busy",
        "lost",
        "write",
        "stale_form",
    ),
)


#: What we say; all else that leaves is said by the house.
OURS: Final = "Your pallet left."


@dataclass
class Model:
    """What a careful clerk would know of one person: nothing of it is read from the code under test."""

    stopped: bool = False
    doubtful: bool = False
    helped: bool = False
    until: list[Any] = field(default_factory=list)

    def agreed(self, now: Any) -> bool:
        """Say whether they agreed, and it has not ended."""
        return any(end is None or now < end for end in self.until)


class History:
    """Plays steps at one desk for one new person, and watches every attempt that begins."""

    def __init__(self, desk: Desk, number: str) -> None:
        self.desk = desk
        self.number = number
        self.talk = desk.open(number)
        self.model = Model()
        self.turns: dict[str, int] = {}
        self.stops, self.asked = 0, False
        self.confirmed: set[str] = set()

    def wait_for_morning(self) -> None:
        """Let it be nine in Berlin, where most may happen."""
        self.desk.clock.forward(hours=(8 - self.desk.clock().hour) % 24)

    def play(self, step: str) -> None:
        getattr(self, f"do_{step}")()

    def _enter(self, kind: Any, **more: Any) -> None:
        more.setdefault("means", "form")
        self.desk.me("cora").sms.enter_consent(self.number, kind, "As they said.", **more)

    def do_send(self) -> None:
        try:
            self.desk.me("anna").messages.send(self.talk, OURS)
        except Refusal:
            return

    def do_begin(self) -> None:
        for text in self.desk.texts(self.talk):
            begun = self.desk.begin(text.id)
            if begun["goes"]:
                self.turns[text.id] = begun["fence"]
                self._demand_allowed(text.id, begun["text"])

    def _demand_allowed(self, text_id: str, said: str) -> None:
        """Say of what begins whether it may: ours, an answer to a START, or the one confirmation of a STOP."""
        model, now = self.model, self.desk.clock()
        if "no more texts" in said:
            self.confirmed.add(text_id)
            assert len(self.confirmed) <= self.stops
            return
        if "somebody of us reads this" in said:
            assert model.helped or not (model.stopped or model.doubtful)
            return
        assert not model.stopped
        assert not model.doubtful
        if said == OURS:
            assert model.agreed(now)
            assert 8 <= (now.hour + 1) % 24 < 21, "in Berlin"

    def do_stop(self) -> None:
        self.desk.receive("Stop", self.number)
        self.stops += not self.asked
        self.asked = self.model.stopped = True
        self.model.helped = False

    def do_start(self) -> None:
        self.desk.receive("START", self.number)
        self.asked = self.model.stopped = self.model.doubtful = False

    def do_phone_stop(self) -> None:
        self._enter("opt_out", means="phone")
        self.model.stopped, self.model.helped = True, False

    def do_doubt(self) -> None:
        self.desk.receive("please do not stop now, that is great", self.number)
        self.model.doubtful, self.model.helped = True, False

    def do_cleared(self) -> None:
        self._enter("cleared", means="staff")
        self.model.doubtful = False

    def do_consent(self) -> None:
        self._enter("consent", categories=["marketing"])
        self.model.until.append(None)

    def do_short_consent(self) -> None:
        end = self.desk.clock() + timedelta(hours=3)
        self._enter("consent", categories=["marketing"], expires=end)
        self.model.until.append(end)

    def do_stale_form(self) -> None:
        """A form from before a stop that is filed after it lifts nothing."""
        then = self.desk.clock() - timedelta(days=400)
        self._enter("resubscription", at=then)

    def do_help(self) -> None:
        """Whoever asks for help after a stop is answered once."""
        self.desk.receive("HELP", self.number)
        self.model.helped = True

    def do_hour(self) -> None:
        self.desk.clock.forward(hours=1)

    def do_day(self) -> None:
        self.desk.clock.forward(hours=23)

    def do_write(self) -> None:
        self.desk.receive("Thank you", self.number)

    def do_settle(self) -> None:
        for text, fence in self.turns.items():
            self.desk.settle(text, fence, "accepted", provider_id=f"p-{text}")

    def do_busy(self) -> None:
        for text, fence in self.turns.items():
            self.desk.settle(text, fence, "busy")

    def do_lost(self) -> None:
        for text, fence in self.turns.items():
            self.desk.settle(text, fence, "lost")


@pytest.fixture
def numbers() -> Iterator[str]:
    """New people, each with a number of their own."""
    return (f"+49151{20_000_000 + one}" for one in range(1_000_000))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.sampled_from(STEPS), min_size=4, max_size=24))
def test_no_attempt_begins_that_may_not(
    desk: Desk, numbers: Iterator[str], steps: list[str]
) -> None:
    desk.me("cora").sms.change_sender(desk.sender, category="marketing", rate=60_000)
    history = History(desk, next(numbers))
    history.wait_for_morning()
    for step in ("consent", *steps):
        history.play(step)
        history.do_begin()


def test_the_history_that_this_is_about(desk: Desk) -> None:
    """In the morning somebody agreed, a text waits, they say stop, and it never leaves."""
    desk.me("cora").sms.change_sender(desk.sender, category="marketing")
    history = History(desk, CLIENT)
    for step in ("consent", *["hour"] * 6, "send", "stop", "begin", "day", "begin"):
        history.play(step)
    states = {text.state for text in desk.texts(history.talk)}
    assert "suppressed" in states
    assert history.turns.keys() != {text.id for text in desk.texts(history.talk)}
