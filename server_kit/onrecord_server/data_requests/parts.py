"""Every module of requests whose import registers operations, events or what the record proves."""

from onrecord_server.data_requests import (
    archives,
    carrying_out,
    deciding,
    laws,
    on_record,
    operations,
    present,
    telling,
)


PARTS = (archives, carrying_out, deciding, laws, on_record, operations, present, telling)
