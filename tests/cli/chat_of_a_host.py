"""A host's module with its chat, for ``onrecord serve``."""

from onrecord_server import OnRecord


chat = OnRecord("sqlite:///never-opened.db", identify=lambda connection: None)
