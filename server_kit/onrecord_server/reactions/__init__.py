"""Reactions: one emoji of one person to one message."""
