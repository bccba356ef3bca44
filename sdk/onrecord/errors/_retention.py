"""Refusals of retention."""

from onrecord.errors._general import Conflict


class StillKept(Conflict):
    """Nothing allows that this is destroyed: ``because`` says what keeps it.

    It is ``hold``, ``minimum`` (with ``until``), ``case`` where somebody still decides about what was never
    delivered, or ``nothing`` where nobody asked and no time is over.
    """

    code = "still_kept"
    title = "This is kept"


class TrialNeeded(Conflict):
    """Who approves what may destroy more has counted before what would go, of exactly this document."""

    code = "trial_needed"
    title = "Count first what would go"


class RetentionAskChanged(Conflict):
    """What an officer is asked was counted anew since it was read: read it again, and answer that."""

    code = "retention_ask_changed"
    title = "This was counted anew"


class RetentionAskOver(Conflict):
    """The rule that asks, or the version of the policy that was counted by, is not in force any more."""

    code = "retention_ask_over"
    title = "This is not asked any more"
