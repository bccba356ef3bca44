"""What follows from who is in a space: the channels hang themselves on here, from above."""

from collections.abc import Sequence
from typing import Final, Protocol

from onrecord_server.core.operation import Tx


class Follower(Protocol):
    """Keeps the channels of a space in step, in the same transaction.

    It is told after the space's own rows and event are written, and works in sets.
    """

    def entered(self, tx: Tx, space_id: str, people: Sequence[str], role: str) -> None:
        """Full members came: they are in every channel that all of them are in."""

    def came_as_guest(self, tx: Tx, space_id: str, person: str, channel_id: str) -> None:
        """A guest came to one channel. Raises ``NotFound`` where the space has no such channel."""

    def left(self, tx: Tx, space_id: str, people: Sequence[str], but: str | None = None) -> None:
        """People are gone from the space: they leave its channels, all ``but`` one."""

    def changed(self, tx: Tx, space_id: str, person: str, old: str, new: str) -> None:
        """A full member has another role: so they have in the channels."""

    def archived(self, tx: Tx, space_id: str, *, archived: bool) -> None:
        """A space was archived or is used again: so are its channels."""


_followers: Final[list[Follower]] = []


def follows(follower: Follower) -> Follower:
    """Register what follows from who is in a space."""
    _followers.append(follower)
    return follower


def followers() -> Sequence[Follower]:
    """Return who is to be told."""
    return _followers
