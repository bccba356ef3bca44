"""Every module of imports whose import registers operations, events or what the record proves."""

from onrecord_server.imports import bringing, keeping, laws, on_record, operations


PARTS = (bringing, keeping, laws, on_record, operations)
