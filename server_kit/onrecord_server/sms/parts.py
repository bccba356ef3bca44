"""Every module of texts whose import registers tables, operations, events or what the record proves."""

from onrecord_server.sms import rows


PARTS = (rows,)
