"""Every module of hand-overs whose import registers operations, events or what the record proves."""

from onrecord_server.handovers import carrying_out, on_record, operations, present


PARTS = (carrying_out, on_record, operations, present)
