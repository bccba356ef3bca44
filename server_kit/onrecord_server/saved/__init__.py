"""Saved messages: what a person keeps for themselves."""
