"""What became of one attempt to send a text, from reports that come twice, late and in any order. Pure.

A delivery is the set of what was ever reported, and its state is that report which says most. Sets join in
any order and as often as one likes, so two workers that saw the same reports agree (SMS-7, F34).

    queued → sending → unconfirmed → sent → canceled → expired → failed → undelivered → delivered

The last five are terminal. An attempt never goes back along this line: a report from before its state
changes nothing, and is kept. Where two terminal reports contradict each other the later one along the line
stands, whichever came first, since what a phone says of itself is better known than what a carrier gave
up on: that it was delivered is never taken back. The other is kept, and is to be logged: see ``contrary``.

``unconfirmed`` is an attempt of which nobody knows whether the provider took it. It is below ``sent``: any
word of the provider shows that it did, its "queued" included (see ``from_provider``). A new try after a
refusal is another attempt, with a delivery of its own.
"""

from dataclasses import dataclass
from functools import reduce
from typing import Final, Literal


State = Literal[
    "queued",
    "sending",
    "unconfirmed",
    "sent",
    "canceled",
    "expired",
    "failed",
    "undelivered",
    "delivered",
]
#: From what says least to what says most.
RANK: Final[dict[State, int]] = {
    "queued": 0,
    "sending": 1,
    "unconfirmed": 2,
    "sent": 3,
    "canceled": 4,
    "expired": 5,
    "failed": 6,
    "undelivered": 7,
    "delivered": 8,
}
TERMINAL: Final[frozenset[State]] = frozenset(
    {"canceled", "expired", "failed", "undelivered", "delivered"}
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was ever reported of an attempt. It begins ``queued``."""

    reports: frozenset[State] = frozenset({"queued"})

    @property
    def state(self) -> State:
        """Return the report that says most."""
        return max(self.reports, key=RANK.__getitem__)

    @property
    def terminal(self) -> bool:
        """Say whether nothing more is waited for."""
        return self.state in TERMINAL

    @property
    def contrary(self) -> tuple[State, ...]:
        """Return the terminal reports that the state contradicts, from what says least."""
        return tuple(sorted((self.reports & TERMINAL) - {self.state}, key=RANK.__getitem__))


@dataclass(frozen=True, slots=True)
class Step:
    """What one report did to a delivery.

    ``moved``: the state is another. ``contrary``: it and an earlier report cannot both be so: log it.
    ``known``: the same was reported before. What neither moved nor was known came late, and is kept.
    """

    delivery: Delivery
    moved: bool
    contrary: bool
    known: bool


def join(one: Delivery, other: Delivery) -> Delivery:
    """Return what both know together; in any order, and as often as they meet, it is the same."""
    return Delivery(one.reports | other.reports)


def report(delivery: Delivery, state: State) -> Step:
    """Return what a delivery is after a report, and what the report did."""
    after = join(delivery, Delivery(frozenset({state})))
    known = state in delivery.reports
    contrary = not known and state in TERMINAL and delivery.terminal
    return Step(after, after.state != delivery.state, contrary, known)


def told(*states: State) -> Delivery:
    """Return what a delivery is after several reports."""
    reports = (Delivery(frozenset({state})) for state in states)
    return reduce(join, reports, Delivery())


def from_provider(state: State) -> State:
    """Return what a provider's word on an attempt comes to here: whatever it says, it has the text.

    Its "queued", "sending" and "unconfirmed" are ``sent``: the text left us, and was not lost on the way.
    """
    return "sent" if RANK[state] < RANK["sent"] else state
