"""Ending a link before its time: what was sent to the wrong number is not read there."""

from onrecord import endpoints
from onrecord.errors import Conflict
from onrecord.wire import sms as wire
from onrecord.wire import sms_looks as looks
from onrecord_server.core.operation import Tx, implements
from onrecord_server.sms import access, outbox
from onrecord_server.sms.notices import making


@implements(endpoints.END_SMS_LINK)
def end_link(tx: Tx, command: looks.EndSmsLink) -> wire.SmsText:
    """End the link of a notice; pages that it opened close."""
    row = access.text_to_decide(tx, command.text_id)
    notice = making.of_text(tx, row.id)
    if notice is None or notice.ended_at is not None:
        raise Conflict("This text has no link, or it has ended already.")
    making.end(tx, notice)
    return outbox.shown(tx, [row])[0]
