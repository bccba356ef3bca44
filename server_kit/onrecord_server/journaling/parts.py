"""Every module of journaling whose import registers operations or what the record proves."""

from onrecord_server.journaling import on_record, settling


PARTS = (on_record, settling)
