"""Serves the pages and the widgets' files."""

from starlette.types import Receive, Scope, Send

from onrecord_server.services import Services


class WebApp:
    """Serves ``{mount}/`` and ``{mount}/widgets/…``."""

    def __init__(self, services: Services) -> None:
        """Keep the parts."""
        self._services = services

    def serves(self, path: str) -> bool:
        """Say whether a path below the mount is a page or a file of ours."""
        return False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
