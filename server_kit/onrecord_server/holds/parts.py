"""Every module of holds whose import registers operations, events or what the record proves."""

from onrecord_server.holds import counting, laws, on_record, operations, present, telling


PARTS = (counting, laws, on_record, operations, present, telling)
