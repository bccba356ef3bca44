"""Which texts go as notices: what the policy asks for, and what is known of a text by then."""

import sqlalchemy as sa

from onrecord.wire.policy_sms import SmsNoticeRules
from onrecord.wire.sms_notices import SmsNotices
from onrecord.wire.sms_words import SmsNoticeReason
from onrecord_server.conversations import tags
from onrecord_server.core.operation import Tx
from onrecord_server.moderation import judging
from onrecord_server.moderation.rows import hits
from onrecord_server.sms import house
from onrecord_server.sms.notices import rules
from onrecord_server.sms.segments import segments


def why(
    tx: Tx, conversation_id: str, text: str, message_id: str | None = None
) -> SmsNoticeReason | None:
    """Say why a text goes as a notice, or that it goes as it is.

    What was found when it was judged counts, and what is found in it now: where a tag keeps reviewers out
    nothing was looked for, and it is content all the same.
    """
    policy = house.rules_of(tx).notices
    if not policy.when:
        return None
    said = rules.Said(segments(text).count)
    if "classified" in policy.when:
        found = _found(tx, text, message_id) if policy.triggers else frozenset()
        said = rules.Said(said.parts, found, _labels(tx, conversation_id))
    return rules.why(policy, said)


def _found(tx: Tx, text: str, message_id: str | None) -> frozenset[str]:
    judge = judging.judge_of(tx)
    now = [] if judge is None else [one.trigger for one in judge.find(text)]
    return frozenset(now) | _flagged(tx, message_id)


def _flagged(tx: Tx, message_id: str | None) -> frozenset[str]:
    """Return the triggers that found something in a message when it was judged."""
    if message_id is None:
        return frozenset()
    tx.unit.flush()
    query = sa.select(hits.c.trigger).where(
        hits.c.tenant == tx.tenant, hits.c.message == message_id
    )
    return frozenset(tx.execute(query).scalars())


def _labels(tx: Tx, conversation_id: str) -> frozenset[str]:
    return frozenset(tags.tags_of(tx, [conversation_id])[conversation_id])


def ahead(tx: Tx, conversation_id: str) -> SmsNotices:
    """Say which texts of a conversation go as notices, before one is written."""
    policy = house.rules_of(tx).notices
    if not policy.when:
        return SmsNotices()
    reason = rules.ahead(policy, _labels(tx, conversation_id))
    return SmsNotices(
        reason=reason,
        longest=policy.longest if "long" in policy.when else None,
        found="classified" in policy.when and bool(policy.triggers),
    )


def base(tx: Tx) -> str | None:
    """Return how the mount is seen from outside, or ``None``: then there is no page to link to."""
    return tx.unit.hooks.public_base_url


def days(policy: SmsNoticeRules) -> int:
    """Return how long a link opens, in microseconds."""
    return policy.days * rules.DAY
