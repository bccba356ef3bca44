"""Deliberate breaks of the invariants of oversight, one patch each, and the tests that must see them."""
