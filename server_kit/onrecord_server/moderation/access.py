"""Who may write lists of words, who approves them, and who reads them."""

from typing import Any

import sqlalchemy as sa

from onrecord.errors import Forbidden, Invalid, NotFound
from onrecord.wire.lexicon_document import LexiconDocument
from onrecord_server.core.operation import Tx
from onrecord_server.moderation import rules
from onrecord_server.moderation.rows import lexicons
from onrecord_server.policy import access as policy_access
from onrecord_server.policy.rules import APPROVERS


def demand_reading(tx: Tx) -> None:
    """Let in who writes, approves or audits policies. Raises ``Forbidden``."""
    policy_access.demand_reading(tx)


def demand_author(tx: Tx) -> None:
    """Let in who writes policies, and so lists of words. Raises ``Forbidden``."""
    policy_access.demand_author(tx)


def demand_trial(tx: Tx) -> None:
    """Let in who writes or approves policies. Raises ``Forbidden``."""
    demand_reading(tx)
    decides = not APPROVERS.isdisjoint(policy_access.duties(tx))
    if not decides:
        demand_author(tx)


def demand_approver(tx: Tx, row: Any) -> None:
    """Let in who may approve a version. Raises ``Forbidden``."""
    duties, actor = policy_access.duties(tx), tx.actor
    decision = rules.may_approve(duties, row.author, actor.person, actor.on_behalf_of)
    if not decision.allowed:
        raise Forbidden(decision.reason)


def demand_withdrawing(tx: Tx, row: Any) -> None:
    """Let in who may take a version back. Raises ``Forbidden``."""
    duties, actor = policy_access.duties(tx), tx.actor
    decision = rules.may_withdraw(
        duties, row.author, actor.person, actor.on_behalf_of, approved=row.approved_at is not None
    )
    if not decision.allowed:
        raise Forbidden(decision.reason)


def demand_sound(document: LexiconDocument) -> None:
    """Let through what is a list of words. Raises ``Invalid`` with each fault and its place."""
    found = rules.faults(document)
    if found:
        places = [{"pointer": f"/document{one.pointer}", "detail": one.said} for one in found]
        raise Invalid(f"This is no list of words yet: {found[0].said}", errors=places)


def version(tx: Tx, name: str, number: int | None = None) -> Any:
    """Load a version, or the newest. Raises ``Forbidden`` and ``NotFound``."""
    demand_reading(tx)
    row = newest(tx, name, number)
    if row is None:
        raise NotFound
    return row


def changing(tx: Tx, name: str, number: int) -> Any:
    """Load a version for who is about to change it; nobody else does so meanwhile."""
    demand_reading(tx)
    tx.unit.lock([tx.tenant])
    return version(tx, name, number)


def newest(tx: Tx, name: str, number: int | None = None) -> Any:
    """Return the newest version of a list, or the one of a number, or ``None``."""
    query = sa.select(lexicons).where(lexicons.c.tenant == tx.tenant, lexicons.c.name == name)
    if number is not None:
        query = query.where(lexicons.c.version == number)
    return tx.execute(query.order_by(lexicons.c.version.desc()).limit(1)).one_or_none()
