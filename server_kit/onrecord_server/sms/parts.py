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


PARTS = (
    *(accounts, beginning, carrying, contacts, deciding, health, hooks, ledger, on_record, opening),
    *(outbox, present, senders, serving, settling, standing, talks),
)
