"""The tables whose rows a self-check compares with their leaves."""

from onrecord_server.messages.rows import messages
from onrecord_server.record.rooted import versioned


versioned("message", messages)
