"""Every module of texts whose import registers operations, events or what the record proves."""

from onrecord_server.sms import (
    accounts,
    beginning,
    carrying,
    contacts,
    deciding,
    health,
    hooks,
    ledger,
    on_record,
    opening,
    outbox,
    present,
    senders,
    serving,
    settling,
    standing,
    talks,
)
from onrecord_server.sms.campaigns import looking, moving, taking, writing
from onrecord_server.sms.campaigns import on_record as campaigns_on_record
from onrecord_server.sms.notices import answering, ending, reading
from onrecord_server.sms.notices import on_record as notices_on_record
from onrecord_server.sms.notices import opening as notices_opening


PARTS = (
    *(accounts, beginning, carrying, contacts, deciding, health, hooks, ledger, on_record, opening),
    *(outbox, present, senders, serving, settling, standing, talks),
    *(campaigns_on_record, looking, moving, taking, writing),
    *(answering, ending, notices_on_record, notices_opening, reading),
)
