"""Every module of what is asked whose import registers operations, events or what the record proves."""

from onrecord_server.retention_asks import (
    asking,
    carrying_out,
    deciding,
    laws,
    on_record,
    operations,
    present,
)


PARTS = (asking, carrying_out, deciding, laws, on_record, operations, present)
