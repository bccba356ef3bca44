"""Joining the host's own transaction: its rows and our entries commit together, or neither does."""

from onrecord_server.joining.join import in_join, join


__all__ = ["in_join", "join"]
