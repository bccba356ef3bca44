"""Requests to the provider, read within bounds."""

import json
from typing import Any

from starlette.requests import Request


async def read_json(request: Request, most: int) -> dict[str, Any] | None:
    """Return an object of a request; None where there is none, or too long a one."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await read(request, most)
    if body is None or kind != "application/json":
        return None
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


async def read(request: Request, most: int) -> bytes | None:
    """Return a body; None where it is too long."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            return None
    return body
