"""onrecord_server: chat that a company mounts in its own ASGI app, in its own database."""

from onrecord import __version__


__all__ = ["__version__"]
