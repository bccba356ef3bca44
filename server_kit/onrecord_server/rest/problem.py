"""Refusals as RFC 9457 problem documents, and what every response says besides its body."""

import math
from collections.abc import Mapping
from typing import Any, Final

from onrecord.errors import Refusal
from onrecord_server.core.doc import encode
from onrecord_server.rest.http import Response


PROBLEM: Final = "application/problem+json"

#: Nothing that a person may see is kept by a cache, sniffed, framed or named to other sites.
STANDARD: Final[dict[str, str]] = {
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-site",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "vary": "Authorization, Cookie, Origin",
}


def problem(refusal: Refusal, request_id: str) -> Response:
    """Return the response for a refusal; its body never holds more than the refusal says."""
    document: Mapping[str, Any] = {**refusal.problem(), "request_id": request_id}
    headers = {"content-type": PROBLEM}
    if refusal.retry_after is not None:
        headers["retry-after"] = str(max(1, math.ceil(refusal.retry_after)))
    if refusal.status == 401:
        headers["www-authenticate"] = "Bearer"
    return Response(refusal.status, encode(document), headers)
