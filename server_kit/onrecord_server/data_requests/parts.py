"""Every module of requests whose import registers operations, events or what the record proves."""

from onrecord_server.data_requests import (
    carrying_out,
    deciding,
    laws,
    on_record,
    operations,
    present,
)


PARTS = (carrying_out, deciding, laws, on_record, operations, present)
