"""Accounts at providers: adding, changing and listing them."""

import json
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict
from onrecord.wire import sms as wire
from onrecord.wire.page import Page
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.paging import latest_first
from onrecord_server.sms import access, present, recording, sealing
from onrecord_server.sms.rows import sms_accounts


_HOOK_BYTES = 24


@implements(endpoints.ADD_SMS_ACCOUNT)
def add_account(tx: Tx, command: wire.AddSmsAccount) -> wire.SmsAccount:
    """Add an account; its secrets are kept in a box, or the host's code has them."""
    access.demand_manager(tx)
    if access.one(tx, sms_accounts, sms_accounts.c.name == command.name) is not None:
        raise Conflict(f"There is an account of the name {command.name}: change that one.")
    account_id = tx.ports.new_id("sms_account")
    made = {"provider": command.provider, "state": "active", "version": 1, "created_at": tx.now}
    named = {"name": command.name, **_said(command.settings, command.secrets)}
    hidden = {
        "hook": tx.ports.entropy(_HOOK_BYTES).hex(),
        **sealing.close(tx, account_id, command.secrets),
    }
    row = {"tenant": tx.tenant, "id": account_id, **made, **named, **hidden}
    tx.execute(sa.insert(sms_accounts), row)
    _record(tx, account_id, made, named)
    return present.account(access.account(tx, account_id))


def again(tx: Tx, command: wire.AddSmsAccount) -> wire.SmsAccount:
    """Return the account of this name, as it is now. Raises ``Forbidden``, ``NotFound``."""
    access.demand_manager(tx)
    return present.account(access.found(tx, sms_accounts, sms_accounts.c.name == command.name))


def _said(settings: dict[str, str], secrets: dict[str, str]) -> dict[str, str]:
    return {
        "settings": json.dumps(settings, sort_keys=True),
        "secret_names": json.dumps(sorted(secrets)),
    }


def _record(tx: Tx, account_id: str, made: dict[str, Any], named: dict[str, Any]) -> None:
    event = {"account_id": account_id}
    words = {"set": named} if named else None
    content_id = f"{account_id}:{made['version']}" if named else None
    recording.record(
        *(tx, "sms.account_set", account_id, event, {"set": made}),
        content=words,
        content_id=content_id,
    )


@implements(endpoints.CHANGE_SMS_ACCOUNT)
def change_account(tx: Tx, command: wire.ChangeSmsAccount) -> wire.SmsAccount:
    """Change an account; what is null stays."""
    tx.unit.lock([tx.tenant])
    row = access.account(tx, command.account_id)
    made = {"state": command.state or row.state, "version": row.version + 1}
    named: dict[str, str] = {}
    hidden: dict[str, str | None] = {}
    if command.settings is not None:
        named["settings"] = json.dumps(command.settings, sort_keys=True)
    if command.secrets is not None:
        named["secret_names"] = json.dumps(sorted(command.secrets))
        hidden = sealing.close(tx, row.id, command.secrets)
    recording.change(tx, sms_accounts, {"id": row.id}, made | named | hidden)
    _record(tx, row.id, made, named)
    return present.account(access.account(tx, row.id))


@implements(endpoints.LIST_SMS_ACCOUNTS)
def list_accounts(tx: Tx, command: wire.ListSmsAccounts) -> Page[wire.SmsAccount]:
    """List accounts, the newest first."""
    access.demand_manager(tx)
    query = sa.select(sms_accounts).where(sms_accounts.c.tenant == tx.tenant)
    by = (sms_accounts.c.created_at, sms_accounts.c.id)
    rows, cursor = latest_first(tx, query, by, command)
    return Page[wire.SmsAccount](data=[present.account(row) for row in rows], next_cursor=cursor)
