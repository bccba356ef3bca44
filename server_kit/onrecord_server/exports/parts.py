"""Every module of exports whose import registers operations, events or what the record proves."""

from onrecord_server.exports import on_record, operations, settling


PARTS = (on_record, operations, settling)
