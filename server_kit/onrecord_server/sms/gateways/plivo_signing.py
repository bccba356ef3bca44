"""Plivo's two signatures, after its SDK (compliance 5; the vendor publishes no known answer)."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from onrecord_server.sms.gateways.base import Webhook
from onrecord_server.sms.gateways.reading import is_form, pairs
from onrecord_server.sms.gateways.signing import same, sha256_mac


#: Each under the account's own token, or that of the main account (``MA``).
V3: Final = ("x-plivo-signature-v3", "x-plivo-signature-ma-v3")
V3_NONCE: Final = "x-plivo-signature-v3-nonce"
V2: Final = ("x-plivo-signature-v2", "x-plivo-signature-ma-v2")
V2_NONCE: Final = "x-plivo-signature-v2-nonce"

Pairs = Sequence[tuple[str, str]]


def v3_signature(token: str, method: str, url: str, fields: Pairs, nonce: str) -> str:
    """Return the signature over URL, query, fields and nonce."""
    said = f"{_v3_base(method.upper(), url, fields)}.{nonce}"
    return sha256_mac(token, said.encode("utf-8", "surrogatepass"))


def v2_signature(token: str, url: str, nonce: str) -> str:
    """Return the signature over the URL without its query, and nonce. Nothing of the body is signed."""
    return sha256_mac(token, (_place(url) + nonce).encode("utf-8", "surrogatepass"))


def v3_holds(webhook: Webhook, token: str) -> bool:
    """Say whether one of the signatures of a V3 header is ours."""
    nonce, fields = webhook.header(V3_NONCE), _signed_fields(webhook)
    if not nonce or fields is None:
        return False
    return _any(
        webhook, V3, lambda: v3_signature(token, webhook.method, webhook.url, fields, nonce)
    )


def v2_holds(webhook: Webhook, token: str) -> bool:
    """Say whether one of the signatures of a V2 header is ours."""
    nonce = webhook.header(V2_NONCE)
    return bool(nonce) and _any(webhook, V2, lambda: v2_signature(token, webhook.url, nonce))


def has_v3(webhook: Webhook) -> bool:
    """Say whether it came with V3; then V2 counts for nothing."""
    names = {name.lower() for name in webhook.headers}
    return bool(names & {*V3, V3_NONCE})


def _any(webhook: Webhook, names: Iterable[str], make: Callable[[], str]) -> bool:
    try:
        expected = make()
    except ValueError:
        return False
    given = [one.strip() for name in names for one in webhook.header(name).split(",")]
    return any(same(expected, one) for one in given)


def _signed_fields(webhook: Webhook) -> Pairs | None:
    """Return the fields of the body; None for a body that is signed by nothing."""
    if not webhook.body:
        return []
    if webhook.method.upper() == "GET" or not is_form(webhook):
        return None
    return pairs(webhook.body) or None


def _v3_base(method: str, url: str, fields: Pairs) -> str:
    query = parse_qsl(urlsplit(url).query, keep_blank_values=True, max_num_fields=1000)
    if method == "GET":
        names = {name for name, _ in query}
        query, fields = [*query, *(pair for pair in fields if pair[0] not in names)], []
    asked = "&".join(f"{name}={value}" for name, value in sorted(query))
    said = "".join(name + value for name, value in sorted(fields))
    middle = "?" if asked or fields else ""
    return _place(url) + middle + asked + ("." if asked and fields else "") + said


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"
