"""What providers call us with: kept as it came, then applied once; what names an unknown text waits a day."""

from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.sms import access, outbox, receiving, recording, rules, settling
from onrecord_server.sms.commands import (
    APPLY_HOOK,
    KEEP_HOOK,
    ApplyHook,
    HookKept,
    KeepHook,
    StatusItem,
)
from onrecord_server.sms.rows import sms_accounts, sms_attempts, sms_hooks, sms_outbox, sms_senders


_KEPT: Final = ("account", "kind", "state", "content_id", "at", "park_until")


@implements(KEEP_HOOK)
def keep_hook(tx: Tx, command: KeepHook) -> HookKept | Doc[HookKept]:
    """Keep a request of a provider, once."""
    tx.unit.lock([tx.tenant])
    access.found(tx, sms_accounts, sms_accounts.c.id == command.account_id)
    same = (sms_hooks.c.account == command.account_id, sms_hooks.c.key == command.key)
    there = access.one(tx, sms_hooks, *same)
    if there is not None:
        return _unchanged(there)
    hook_id = tx.ports.new_id("sms_hook")
    row = {
        "tenant": tx.tenant,
        "id": hook_id,
        "account": command.account_id,
        "key": command.key,
        "kind": command.kind,
        "state": "parked",
        "content_id": hook_id,
        "at": tx.now,
        "park_until": tx.now + rules.PARKED,
    }
    tx.execute(sa.insert(sms_hooks), row)
    said = command.model_dump(include={"method", "url", "headers", "body"})
    recording.record(
        *(tx, "sms.hook_kept", hook_id, {"hook_id": hook_id, "kind": command.kind}),
        {"set": {name: row[name] for name in _KEPT}},
        content={**said, "set": {"key": command.key}},
        content_id=hook_id,
    )
    return HookKept(hook_id=hook_id, state="parked", fresh=True)


def _unchanged(row: Any) -> Doc[HookKept]:
    said = HookKept(hook_id=row.id, state=row.state, fresh=False)
    return Unchanged(HookKept, said.model_dump(mode="json"))


@implements(APPLY_HOOK)
def apply_hook(tx: Tx, command: ApplyHook) -> HookKept | Doc[HookKept]:
    """Apply what a kept request tells; what was applied is so once."""
    tx.unit.lock([tx.tenant])
    row = access.found(tx, sms_hooks, sms_hooks.c.id == command.hook_id)
    if row.state != "parked":
        return _unchanged(row)
    if command.refused is not None:
        return _settle(tx, row, "refused", command.refused)
    waits = [reason for reason in _apply(tx, row, command) if reason is not None]
    if not waits:
        return _settle(tx, row, "applied", None)
    if row.park_until is not None and row.park_until <= tx.now:
        return _settle(tx, row, "refused", waits[0])
    shown = HookKept(hook_id=row.id, state="parked", fresh=False)
    if tx.recorded:
        return shown
    return Unchanged(HookKept, shown.model_dump(mode="json"))


def _apply(tx: Tx, row: Any, command: ApplyHook) -> Iterator[str | None]:
    """Apply each thing that a request tells; yield why one waits."""
    account = access.found(tx, sms_accounts, sms_accounts.c.id == row.account)
    for status in command.statuses:
        yield _report(tx, account, status)
    for inbound in command.inbound:
        yield receiving.receive(tx, account, row.id, inbound)


def _report(tx: Tx, account: Any, item: StatusItem) -> str | None:
    text = _text(tx, account, item)
    if text is None or not text.tries:
        return "unknown_text"
    settling.report(tx, text, item)
    return None


def _text(tx: Tx, account: Any, item: StatusItem) -> Any:
    """Return the text that a report is about, of a number of the account that it came to."""
    same = sa.and_(
        sms_senders.c.tenant == sms_outbox.c.tenant, sms_senders.c.id == sms_outbox.c.sender
    )
    of_account = sa.select(sms_outbox.c.id).join_from(sms_outbox, sms_senders, same)
    query = of_account.where(
        sms_outbox.c.tenant == tx.tenant,
        sms_senders.c.account == account.id,
        sms_outbox.c.id.in_(_meant(tx, item)),
    )
    found = tx.execute(query).scalars().first()
    return None if found is None else outbox.found(tx, found)


def _meant(tx: Tx, item: StatusItem) -> sa.Select[Any]:
    """Select the text of an attempt, by our reference or by what its provider calls it.

    What is said of an attempt before the newest is not of the newest: that one is a text of its own there.
    """
    of_attempt = (sms_attempts.c.provider_id == item.provider_id) | (
        sms_attempts.c.reference == (item.reference or "")
    )
    newest = sa.and_(
        sms_outbox.c.tenant == sms_attempts.c.tenant,
        sms_outbox.c.id == sms_attempts.c.outbox,
        sms_outbox.c.reference == sms_attempts.c.reference,
    )
    query = sa.select(sms_outbox.c.id).join_from(sms_attempts, sms_outbox, newest)
    return query.where(sms_attempts.c.tenant == tx.tenant, of_attempt)


def _settle(tx: Tx, row: Any, state: str, reason: str | None) -> HookKept:
    values = {"state": state, "reason": reason, "settled_at": tx.now, "park_until": None}
    recording.change(tx, sms_hooks, {"id": row.id}, values)
    event = {"hook_id": row.id, "state": state}
    recording.record(tx, "sms.hook_settled", row.id, event, {"set": values})
    return HookKept(hook_id=row.id, state=state, fresh=False)
