"""A kept request, read by the gateway of its account and applied."""

import hashlib
import logging
from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from onrecord_server.core.database import Database
from onrecord_server.core.doc import micros
from onrecord_server.sms import looking
from onrecord_server.sms.commands import (
    APPLY_HOOK,
    ApplyHook,
    InboundItem,
    StatusItem,
    house,
)
from onrecord_server.sms.gateways.base import Gateway, Inbound, Report, Unreadable, Webhook
from onrecord_server.sms.lines import Lines


logger = logging.getLogger("onrecord.sms")

#: The longest key of a request.
_KEY = 300


def key_of(said: Sequence[Inbound | Report], body: bytes) -> tuple[str, str]:
    """Return what a repetition of a request is known by, and its kind."""
    names = [_name(one) for one in said]
    key = "|".join(names)
    if not names or len(key) > _KEY:
        key = f"sha256:{hashlib.sha256(body).hexdigest()}"
    kinds = {"inbound" if isinstance(one, Inbound) else "status" for one in said}
    return key, kinds.pop() if len(kinds) == 1 else "other"


def _name(one: Inbound | Report) -> str:
    return f"{one.provider_id}:{'in' if isinstance(one, Inbound) else one.status}"


def command(hook_id: str, said: Sequence[Inbound | Report]) -> ApplyHook:
    """Return what applies a request that was read."""
    return ApplyHook(
        hook_id=hook_id,
        inbound=tuple(_inbound(one) for one in said if isinstance(one, Inbound)),
        statuses=tuple(_status(one) for one in said if isinstance(one, Report)),
    )


def _inbound(one: Inbound) -> InboundItem:
    return InboundItem(
        provider_id=one.provider_id,
        sender=one.sender,
        to=one.to,
        text=one.text,
        at=None if one.at is None else micros(one.at),
        media=tuple((media.url, media.kind) for media in one.media),
    )


def _status(one: Report) -> StatusItem:
    return StatusItem(
        provider_id=one.provider_id, status=one.status, code=one.code, reference=one.reference
    )


@runtime_checkable
class Subscribed(Protocol):
    """A gateway whose provider calls only once it was told that it may."""

    def confirm(self, webhook: Webhook) -> bool | None:
        """Tell it, where a request asks for that; say whether it took it."""
        ...


def read(gateway: Gateway, webhook: Webhook, hook_id: str) -> ApplyHook:
    """Return what applies a kept request; one that asks whether it may call is told so, once."""
    try:
        told = _confirmed(gateway, webhook)
        if told is False:
            logger.error("a subscription was not confirmed: let the provider ask for it once more")
            return ApplyHook(hook_id=hook_id, refused="not_confirmed")
        return command(hook_id, gateway.parse(webhook))
    except Unreadable:
        return ApplyHook(hook_id=hook_id, refused="unreadable")


def _confirmed(gateway: Gateway, webhook: Webhook) -> bool | None:
    return gateway.confirm(webhook) if isinstance(gateway, Subscribed) else None


def apply(lines: Lines, database: Database, hook: Any) -> None:
    """Apply a kept request; what was applied is so once."""
    account = lines.account(database, hook.tenant, hook.account)
    webhook = looking.request(database, hook.tenant, hook.id)
    if webhook is None:
        said = ApplyHook(hook_id=hook.id, refused="erased")
    else:
        said = read(lines.gateway(database, account), webhook, hook.id)
    lines.house.call(APPLY_HOOK.name, said, house(hook.tenant))
