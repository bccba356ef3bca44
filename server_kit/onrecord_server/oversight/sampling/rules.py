"""What is drawn from whom, and when a period is over. Pure."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from onrecord.proofs import ProofError
from onrecord.proofs.sampling import chance, hundredths
from onrecord.wire.policy_document import PolicyDocument, SampleTrigger
from onrecord_server.policy.durations import after
from onrecord_server.spaces.language import Facts, Test, parse


#: Ids that one entry lists at most.
PART: Final = 1_000
#: A clock that stands so far before the beginning of a period has been set back.
_SET_BACK: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Written:
    """A message, as far as drawing asks: whose it is, and whether a tag keeps oversight out."""

    id: str
    author: str
    shielded: bool = False


@dataclass(frozen=True, slots=True)
class Draw:
    """What a period was drawn from, in the order of the record, and what came of it."""

    eligible: Sequence[str]
    drawn: frozenset[str]

    def parts(self) -> list[tuple[list[str], list[str]]]:
        """Return the ids in pieces that one entry lists: those it was drawn from, those drawn."""
        found = []
        for start in range(0, len(self.eligible), PART):
            some = list(self.eligible[start : start + PART])
            found.append((some, [one for one in some if one in self.drawn]))
        return found


def triggers(document: PolicyDocument) -> list[SampleTrigger]:
    """Return what of a policy draws by chance."""
    return [one for one in document.triggers if isinstance(one, SampleTrigger)]


def percent(trigger: SampleTrigger) -> int:
    """Return how much a trigger draws, in hundredths of a percent; never nothing."""
    try:
        return hundredths(trigger.percent)
    except ProofError:  # a policy from before two decimals were the most
        return max(1, int(trigger.percent * 100))


def over(
    now: datetime, began: datetime, ends: datetime, newer: Collection[datetime]
) -> tuple[str, datetime | None] | None:
    """Say why a period is over, and until when what was written belongs to it; ``None``: it is not.

    ``newer`` is since when later versions of the policy are in force. The record says where a
    period lies, so only a newer policy cuts off anything by its time.
    """
    if newer:
        return "policy", min(newer)
    if now >= ends:
        return "time", None
    return ("clock", None) if began - now > _SET_BACK else None


def ends(began: datetime, trigger: SampleTrigger) -> datetime:
    """Return until when a period runs."""
    return after(began, trigger.period)


def population(document: PolicyDocument, name: str | None) -> Test:
    """Return the test of whom a policy draws from: a population or everybody, without the excluded."""
    rules = {one.name: parse(one.rule) for one in document.scope.populations}
    left_out = [rules[one] for one in document.scope.excluded]
    among = (lambda _: True) if name is None else rules[name]
    return lambda facts: among(facts) and not any(test(facts) for test in left_out)


def draw(
    written: Sequence[Written],
    known: Callable[[str], Facts | None],
    among: Test,
    seed: bytes,
    percent: int,
) -> Draw:
    """Draw from what was written by whom the policy draws from; ``percent`` is in hundredths."""
    judged: dict[str, bool] = {}
    eligible = []
    for one in written:
        if one.author not in judged:
            facts = known(one.author)
            judged[one.author] = facts is not None and among(facts)
        if judged[one.author] and not one.shielded:
            eligible.append(one.id)
    return Draw(eligible, frozenset(one for one in eligible if chance(seed, one) < percent))
