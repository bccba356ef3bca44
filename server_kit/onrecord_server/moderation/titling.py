"""Words beside messages that are shown at once: titles, descriptions, cards. Nothing holds or covers them."""

from onrecord.errors import Forbidden
from onrecord_server.core.operation import Tx
from onrecord_server.moderation import judging


def demand_showable(tx: Tx, *texts: str | None) -> None:
    """Refuse words that a message would not be delivered with as they are. Raises ``Forbidden``.

    The host's own words are its own affair; what is merely flagged in a message is let through.
    """
    if tx.actor.is_service:
        return
    for text in texts:
        verdict = judging.judge(tx, text) if text else None
        if verdict is not None and verdict.action != "flag":
            raise Forbidden(f"Write this without what a rule keeps back: {verdict.said}")
