"""Every module of watching whose import registers operations."""

from onrecord_server.oversight.watching import days, noticing, operations


PARTS = (days, noticing, operations)
