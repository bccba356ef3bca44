"""Moderation: what a text is judged by, before or after others see it."""
