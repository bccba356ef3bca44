"""Every module of self-checks whose import registers operations, events or what the record proves."""

from onrecord_server.checks import comparing, on_record, operations, settling


PARTS = (comparing, on_record, operations, settling)
