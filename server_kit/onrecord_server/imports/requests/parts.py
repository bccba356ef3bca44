"""Every module of requests whose import registers operations, events or what the record proves."""

from onrecord_server.imports.requests import on_record, operations


PARTS = (on_record, operations)
