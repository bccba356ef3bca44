"""What follows from what the host says of a person: whoever cares hangs itself on here."""

from collections.abc import Callable
from typing import Final

from onrecord.wire.people import Person
from onrecord_server.core.operation import Tx


#: Called in the same transaction, after the person's own row and event are written.
Follower = Callable[[Tx, Person], None]
_followers: Final[list[Follower]] = []


def follows(follower: Follower) -> Follower:
    """Register what follows when a person was added, updated, shut out or let in again."""
    _followers.append(follower)
    return follower


def follow(tx: Tx, person: Person) -> None:
    """Tell all who care that the host says something else of a person now."""
    for follower in _followers:
        follower(tx, person)
