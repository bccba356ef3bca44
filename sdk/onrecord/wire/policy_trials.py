"""What a version of the policy would have found of what was written lately: counts, and no words."""

from datetime import date
from typing import Literal

from onrecord.wire._base import Command, Wire
from onrecord.wire.policies import PolicyHash
from onrecord.wire.policy_document import PartName
from onrecord.wire.scalars import Timestamp, Version


class TriggerTrial(Wire):
    """What one trigger would have found, with noise, rounded down to a multiple of five.

    ``counted`` is false for what no text of the past can tell: floods, reports, samples, and what a
    program of the host says. ``messages`` is null there, and zero where it was few messages or people.
    ``now`` is the same of the trigger with this id in the policy in force, null where there is
    none. ``unjudged`` says that it could not look, as where its list has no approved version: what it
    would have held for that is counted.
    """

    trigger: PartName
    kind: str
    action: Literal["flag", "mask", "hold", "block"] | None = None
    counted: bool
    messages: int | None = None
    now: int | None = None
    unjudged: bool = False


class TrialDay(Wire):
    """One day, in UTC: how many messages were looked at, and how many found (with noise), both rounded down to five."""

    day: date
    looked_at: int
    found: int


class PolicyTrial(Wire):
    """What a version would have found of what was written lately.

    ``looked_at`` messages were looked at, written since ``since``; ``complete`` says that those are all of
    that time. ``found`` are those in which some trigger finds something, ``stopped`` those of them that it
    holds or blocks, ``found_now`` and ``stopped_now`` the same of the policy in force, ``base``. All are
    rounded down to multiples of five, after noise that hides a single message. ``days`` are all days since ``since``, also those on which nothing was
    written; where it is not ``complete``, those since the oldest message that was looked at.
    """

    version: Version
    hash: PolicyHash
    base: Version
    since: Timestamp
    looked_at: int
    complete: bool
    found: int
    found_now: int
    stopped: int
    stopped_now: int
    triggers: list[TriggerTrial]
    days: list[TrialDay]


class TrialPolicy(Command):
    """Count what a version would have found of the last 30 whole days, in UTC, against the policy in force.

    For who writes or approves policies, while a policy is in force; that it was asked is on the record.
    Nobody sees a word, nor whose it is. At most the newest 10,000 messages are looked at, as they are now;
    conversations with protected tags and people whom the version excludes are left out, for both.
    """

    version: Version


class PolicyTried(Wire):
    """Somebody counted what a version would have found. Audience: nobody."""

    type: Literal["policy.tried"] = "policy.tried"
    version: Version
    hash: PolicyHash
