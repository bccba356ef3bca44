"""A flood slows down the conversation that it is in, where the policy says so."""

from typing import Final

from onrecord_server.conversations import slowing
from onrecord_server.conversations.slowing import Slow
from onrecord_server.core.operation import Tx
from onrecord_server.moderation.findings import Verdict
from onrecord_server.moderation.flagging import Where
from onrecord_server.moderation.recurring import hits_since


#: Within how many microseconds floods are counted: ten minutes.
WITHIN: Final = 600_000_000


def calm(tx: Tx, where: Where, verdict: Verdict) -> None:
    """Begin slow mode where floods were found often enough by now."""
    for finding in verdict.findings:
        rule = verdict.slowing.get(finding.trigger)
        if rule is not None and finding.kind == "flood":
            most, seconds, lasts = rule
            since, place = tx.now - WITHIN, where.conversation
            if hits_since(tx, finding.trigger, since, conversation=place) >= most:
                slow = Slow(seconds, lasts, finding.trigger, verdict.policy_version)
                slowing.slow_down(tx, place, slow)
