"""Loading is authorising: a campaign is shown to its owner, who writes from its number, and who looks after texts."""

from typing import Any

import sqlalchemy as sa

from onrecord.errors import NotAssigned, NotFound
from onrecord_server.core.decision import demand
from onrecord_server.core.operation import Tx
from onrecord_server.people import access as people_access
from onrecord_server.sms import access
from onrecord_server.sms.campaigns import rules
from onrecord_server.sms.campaigns.rows import sms_campaigns


def seen(tx: Tx) -> list[sa.ColumnElement[bool]]:
    """Say which campaigns the actor sees."""
    people_access.admit(tx)
    if access.reads_all(tx):
        return []
    return [sms_campaigns.c.sender.in_(access.writes_from(tx))]


def campaign(tx: Tx, campaign_id: str) -> Any:
    """Load a campaign for who sees it. Raises ``NotFound``."""
    return access.found(tx, sms_campaigns, sms_campaigns.c.id == campaign_id, *seen(tx))


def _demand_part(tx: Tx, row: Any) -> None:
    """Refuse who only reads: they neither write from its number nor look after texts."""
    if row.sender not in access.writes_from(tx) and not access.manages(tx):
        raise NotAssigned("You are not among those who write from this number.")


def campaign_to_approve(tx: Tx, campaign_id: str) -> Any:
    """Load a campaign for who approves it. Raises ``NotFound``, ``NotAssigned``, ``Forbidden``."""
    row = campaign(tx, campaign_id)
    _demand_part(tx, row)
    demand(rules.may_approve(row, tx.actor.person, tx.actor.on_behalf_of))
    return row


def campaign_to_move(tx: Tx, campaign_id: str, to: str) -> Any:
    """Load a campaign for who starts, pauses or stops it. Raises ``NotFound``, ``NotAssigned``, ``Forbidden``."""
    row = campaign(tx, campaign_id)
    _demand_part(tx, row)
    demand(rules.may_move(row, tx.actor.person, to))
    return row


def for_the_house(tx: Tx, campaign_id: str) -> Any:
    """Load a campaign for the house, which says what its owner wrote. Raises ``NotFound``."""
    if not tx.actor.is_service:
        raise NotFound
    tx.unit.lock([tx.tenant])
    return access.found(tx, sms_campaigns, sms_campaigns.c.id == campaign_id)
