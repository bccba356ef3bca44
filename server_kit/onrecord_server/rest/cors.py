"""Cross-origin answers (Fetch standard), for configured origins and nobody else. Pure."""

from collections.abc import Sequence

from onrecord_server.doorway.origins import REQUEST_HEADER, OriginPolicy, Request


ALLOWED_HEADERS = (
    "authorization, content-type, idempotency-key, if-none-match, if-range, "
    f"{REQUEST_HEADER}, range, x-request-id"
)
EXPOSED_HEADERS = (
    "accept-ranges, content-disposition, content-range, etag, idempotency-replayed, link, "
    "ratelimit, ratelimit-policy, retry-after, upload-length, upload-offset, x-request-id"
)


def cors_headers(policy: OriginPolicy, request: Request) -> dict[str, str]:
    """Return the headers that let a configured origin read the answer, with credentials."""
    if not policy.is_elsewhere(request):
        return {}
    return {
        "access-control-allow-origin": request.only("origin") or "",
        "access-control-allow-credentials": "true",
        "access-control-expose-headers": EXPOSED_HEADERS,
    }


def preflight_headers(
    policy: OriginPolicy, request: Request, allowed: Sequence[str]
) -> dict[str, str]:
    """Return the headers of the answer to ``OPTIONS``."""
    headers = {"allow": ", ".join(allowed)}
    granted = cors_headers(policy, request)
    if not granted:
        return headers
    return (
        headers
        | granted
        | {
            "access-control-allow-methods": ", ".join(allowed),
            "access-control-allow-headers": ALLOWED_HEADERS,
            "access-control-max-age": "600",
        }
    )
