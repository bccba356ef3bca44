"""The OpenAPI document, served as it was made."""

from collections.abc import Callable
from typing import Any

from starlette.types import Scope

from onrecord_server.core.doc import encode
from onrecord_server.rest.http import Response


class Document:
    """A JSON document that is made once, on the first request."""

    def __init__(self, make: Callable[[], dict[str, Any]]) -> None:
        """Keep the maker."""
        self._make = make
        self._body: bytes | None = None

    async def page(self, scope: Scope) -> Response:
        """Return it."""
        if self._body is None:
            self._body = encode(self._make())
        return Response(200, self._body, {"content-type": "application/json"})
