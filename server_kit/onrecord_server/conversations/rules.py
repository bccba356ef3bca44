"""Who may do what in a conversation. Pure."""

import hashlib
from collections.abc import Sequence
from typing import Final

from onrecord_server.core.decision import ALLOWED, Decision, denied
from onrecord_server.people.rules import OUTSIDE


#: Where the part of those begins who came by their own act: with the conversation.
OWN: Final = -1
#: A role may give or take roles up to its own rank.
RANK = {"member": 0, "moderator": 1, "owner": 2}


def may_manage(role: str, kind: str) -> Decision:
    """Say whether a member may change title and membership."""
    if kind == "direct":
        return denied("A direct conversation has no title and no other members.")
    if RANK[role] < RANK["moderator"]:
        return denied("Only owners and moderators of the conversation may do this.")
    return ALLOWED


def may_remove(role: str, other: str, *, oneself: bool, kind: str) -> Decision:
    """Say whether a member may remove another, or leave."""
    if kind == "direct":
        return denied("Nobody leaves a direct conversation.")
    if oneself:
        return ALLOWED
    managed = may_manage(role, kind)
    if managed.allowed and role != "owner" and RANK[other] >= RANK[role]:
        return denied(
            "Only owners of the conversation remove members of the same or a higher role."
        )
    return managed


def may_stay_without(person: str) -> Decision:
    """Say whether a conversation may go on without somebody: with people outside it is about them."""
    if person.startswith(OUTSIDE):
        return denied("The conversation is with this person: archive it instead.")
    return ALLOWED


def may_grant(role: str, granted: str, kind: str) -> Decision:
    """Say whether a member may give a role; nobody gives one above their own."""
    managed = may_manage(role, kind)
    if managed.allowed and RANK[granted] > RANK[role]:
        return denied("Nobody gives a role above their own.")
    return managed


def may_give_history(history_from: int, history: str) -> Decision:
    """Say whether a member may open the history to others: nobody opens what they cannot read."""
    if history == "all" and history_from > 0:
        return denied("Your own history starts later: add people with history from_now.")
    return ALLOWED


def may_open(history_from: int, joining: str) -> Decision:
    """Say whether a member may let people come in by themselves, or by rule: they read all of it."""
    if joining != "invited" and history_from > 0:
        return denied("Your own history starts later: nobody opens what they cannot read.")
    return ALLOWED


def may_change_role(role: str, kind: str) -> Decision:
    """Say whether a member may change others' roles."""
    if kind == "direct" or role != "owner":
        return denied("Only owners of the conversation may change roles.")
    return ALLOWED


def heirs(there: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return who becomes an owner of a channel that is left by its owners; nobody where one stays.

    ``there`` has, for each who is in it, the person, the role in it and the role in its space.
    """
    if any(role == "owner" for _, role, _ in there):
        return []
    full = [one for one in there if one[2] != "guest"]
    owners = [person for person, _, in_space in full if in_space == "owner"]
    moderators = [person for person, role, _ in full if role == "moderator"]
    return owners or moderators or [person for person, *_ in full[:1]]


def may_bind(subject: str | None, *, host: bool) -> Decision:
    """Say whether a new conversation may be bound to a subject: only on the host's own word."""
    if subject is not None and not host:
        return denied(
            "Only the host binds a subject: create the conversation in process (acting_as, join) "
            "or with a token that has the scope subjects:bind."
        )
    return ALLOWED


def first_joining(kind: str) -> str:
    """Return how one comes into a channel of a space where nobody said it."""
    return "everybody" if kind == "announcement" else "free"


def first_posting(kind: str) -> str:
    """Return who begins messages where nobody said it."""
    return "moderators" if kind == "announcement" else "everybody"


def may_go(joining: str, *, in_space: bool) -> Decision:
    """Say whether somebody who is in a space may go from a channel of it alone."""
    if in_space and joining == "everybody":
        return denied("All members of the space are in this channel: mute it, or leave the space.")
    return ALLOWED


def direct_key(one: str, other: str) -> str:
    """Return the key that a pair of people shares, whoever comes first."""
    first, second = sorted((one, other))
    raw = f"{len(first)}:{first}{second}".encode()
    return hashlib.blake2b(raw, digest_size=20).hexdigest()
