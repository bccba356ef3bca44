"""Who may pin. Pure."""

from onrecord_server.core.decision import ALLOWED, Decision, denied


def may_pin(role: str, posting: str) -> Decision:
    """Say whether a member may pin and unpin: whoever may begin a message here, may."""
    if posting == "moderators" and role not in ("moderator", "owner"):
        return denied("Only moderators and owners pin here.")
    return ALLOWED


def may_be_pinned(state: str) -> Decision:
    """Say whether a message may be pinned."""
    if state != "active":
        return denied("A removed message cannot be pinned.")
    return ALLOWED
