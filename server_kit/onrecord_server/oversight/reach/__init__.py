"""Reach: who is in no space, whom no announcement reached, and who has not acknowledged."""
