"""Notices with a link in place of a text: what of it people here are shown."""

from onrecord.wire._base import Wire
from onrecord.wire.scalars import Timestamp
from onrecord.wire.sms_words import SmsNoticeReason


class SmsNotices(Wire):
    """Which texts of a conversation go as notices with a link.

    ``reason`` says why whatever is written does. Where it is null, what has more than ``longest`` parts does, and
    with ``found`` what a trigger of the policy finds something in; null and false say that none does for that.
    """

    reason: SmsNoticeReason | None = None
    longest: int | None = None
    found: bool = False


class SmsNotice(Wire):
    """What became of a notice: why it went in place of the text, and when that was read on the page first.

    ``until`` is how long its link opens; it is null before it left, and once the link has ended.
    """

    reason: SmsNoticeReason
    read_at: Timestamp | None = None
    until: Timestamp | None = None
