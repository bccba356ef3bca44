"""Campaigns: one text with fields to many people outside, each in the conversation that is theirs."""
