"""Pins: messages that a conversation keeps at hand."""
