"""What may be saved. Pure."""

from onrecord_server.core.decision import ALLOWED, Decision, denied


def may_be_saved(state: str) -> Decision:
    """Say whether a message may be saved."""
    if state != "active":
        return denied("A removed message cannot be saved.")
    return ALLOWED
