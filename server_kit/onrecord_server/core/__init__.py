"""The heart: one transaction, one order, one way to write."""
