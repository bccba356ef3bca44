"""Oversight: looking at what one is not a party to, and what it leaves for others to see."""
