"""The same house and conversation as for other looks, and what is erased in it."""

from tests.operations.oversight.conftest import case, clock, house, room


__all__ = ["case", "clock", "house", "room"]
