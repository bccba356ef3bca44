"""Asking somebody for what they said elsewhere: they are asked, say yes or no, and choose what they send."""
