"""Who may do what in a space. Pure."""

from collections.abc import Collection
from typing import Final

from onrecord_server.core.decision import ALLOWED, Decision, denied


#: A role may give or take roles up to its own rank.
RANK: Final = {"guest": 0, "member": 1, "moderator": 2, "owner": 3}
EVERYBODY: Final = "everybody"
#: From here on an audience is confirmed with its number.
MOST_UNCONFIRMED: Final = 50


def may_create(
    kind: str, roles: Collection[str], creators: Collection[str], *, host: bool, guest: bool = False
) -> Decision:
    """Say whether somebody with these roles may make a space; ``everybody`` makes team spaces.

    ``everybody`` is not who is only a guest: with a space of their own they were a guest no more.
    """
    if host or set(roles) & set(creators):
        return ALLOWED
    if kind == "broadcast":
        return denied("Only the host, or who has a role for it, makes broadcast spaces.")
    if EVERYBODY in creators and not guest:
        return ALLOWED
    return denied("Only the host, or who has a role for it, makes spaces.")


def is_guest_only(places: Collection[tuple[str, bool]]) -> bool:
    """Say whether somebody is or was a guest, and is a member nowhere.

    ``places`` are the roles in spaces that one is or was in, each with whether one still is.
    """
    came_as_guest = any(role == "guest" for role, _ in places)
    return came_as_guest and not any(active and role != "guest" for role, active in places)


def may_moderate(role: str) -> Decision:
    """Say whether somebody may change a space's words and members."""
    if RANK[role] < RANK["moderator"]:
        return denied("Only owners and moderators of the space may do this.")
    return ALLOWED


def may_own(role: str) -> Decision:
    """Say whether somebody may say who comes in, archive a space, and rule it."""
    if role != "owner":
        return denied("Only owners of the space may do this.")
    return ALLOWED


def may_see_members(role: str) -> Decision:
    """Say whether somebody may see who is in a space."""
    if role == "guest":
        return denied("A guest sees who is in their channel, and not who is in the space.")
    return ALLOWED


def may_give(role: str, given: str) -> Decision:
    """Say whether somebody may give a role; nobody gives one above their own."""
    moderates = may_moderate(role)
    if moderates.allowed and RANK[given] > RANK[role]:
        return denied("Nobody gives a role above their own.")
    return moderates


def may_change(role: str, old: str, new: str) -> Decision:
    """Say whether somebody may change another's role; moderators do it below their own only."""
    given = may_give(role, new)
    if given.allowed and role != "owner" and RANK[old] >= RANK[role]:
        return denied("Only owners of the space change those of the same or a higher role.")
    return given


def may_remove(role: str, other: str) -> Decision:
    """Say whether somebody may remove another from a space."""
    moderates = may_moderate(role)
    if moderates.allowed and role != "owner" and RANK[other] >= RANK[role]:
        return denied("Only owners of the space remove those of the same or a higher role.")
    return moderates


def may_leave(kind: str, source: str) -> Decision:
    """Say whether somebody may leave: whom a rule made part of an audience, stays in it."""
    if kind == "broadcast" and source == "rule":
        return denied("A rule of your company put you into this space: mute it instead.")
    return ALLOWED


def may_join(access: str, role: str | None) -> Decision:
    """Say whether somebody may come into a space by themselves."""
    if role == "guest":
        return denied("A guest becomes a member through a moderator of the space.")
    if access == "request":
        return denied("This space is joined by request: ask its moderators.")
    if access == "closed":
        return denied("This space is closed: its moderators add people.")
    return ALLOWED


def may_request(access: str, role: str | None) -> Decision:
    """Say whether somebody may ask to be let in."""
    if role == "guest":
        return denied("A guest becomes a member through a moderator of the space.")
    if access == "open":
        return denied("This space is open: join it.")
    if access == "closed":
        return denied("This space is closed: its moderators add people.")
    return ALLOWED


def may_make_channel(role: str, kind: str, joining: str, posting: str) -> Decision:
    """Say whether somebody may make a channel; members make those that nobody must be in."""
    if RANK[role] >= RANK["moderator"]:
        return ALLOWED
    if role == "guest" or kind == "broadcast":
        return denied("Only owners and moderators of the space make channels here.")
    if joining == EVERYBODY or posting != EVERYBODY:
        return denied("Only owners and moderators of the space make channels of this kind.")
    return ALLOWED


def must_confirm(count: int, people: int) -> bool:
    """Say whether an audience of so many of all people must be confirmed with its number."""
    return count > MOST_UNCONFIRMED or (count > 0 and count == people)


def channel_role(role: str) -> str:
    """Return the role in a channel that comes with a role in its space."""
    return "member" if role == "guest" else role


def changed_channel_role(now: str, old: str, new: str) -> str:
    """Return the role in a channel after the role in its space changed.

    What came with the old role goes with it; what was given in the channel itself stays.
    """
    had, gets = channel_role(old), channel_role(new)
    return gets if now == had or RANK[gets] > RANK[now] else now
