"""onrecord: chat on the record. This package is the client; it imports nothing of the server."""

__version__ = "0.1.0"

__all__ = ["__version__"]
