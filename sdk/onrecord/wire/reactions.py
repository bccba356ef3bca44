"""Reactions: one emoji of one person to one message."""

from onrecord.wire._base import Wire


class ReactionTotal(Wire):
    """How many people reacted so, and whether the asking person is one of them."""

    emoji: str
    count: int
    mine: bool = False
