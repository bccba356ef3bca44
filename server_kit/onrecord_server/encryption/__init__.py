"""Encryption at rest: a key per tenant, kept wrapped under a key that the database never sees."""
