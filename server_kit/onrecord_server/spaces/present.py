"""Spaces, their members and requests, from row to wire."""

import json
from collections.abc import Mapping
from typing import Any

from onrecord.wire.spaces import Space, SpaceMember, SpaceRequest
from onrecord_server.core.doc import moment
from onrecord_server.core.stream import Stored, composes
from onrecord_server.spaces.rules import RANK


def space(row: Any, *, count: int | None, rank: str | None) -> Space:
    """Return a space from its row, joined with the asking person's membership and request."""
    words = {} if row.body is None else json.loads(row.body)
    moderates = rank is not None and RANK[rank] >= RANK["moderator"]
    return Space(
        id=row.id,
        kind=row.kind,
        access=row.access,
        title=words.get("title", "-"),
        about=words.get("about", ""),
        rule=row.rule if moderates else None,
        rule_role=row.rule_role if moderates else "member",
        role=row.role,
        channel_id=row.channel,
        member_count=None if rank == "guest" else count,
        archived=bool(row.archived),
        requested=row.request == "open",
        version=row.version,
        created_at=moment(row.created_at),
    )


def member(row: Any) -> SpaceMember:
    """Return a member from the row of the membership joined with the person's name."""
    return SpaceMember(
        person_id=row.person,
        name=row.name or row.person,
        role=row.role,
        source=row.source,
        channel_id=row.channel,
    )


def request(row: Any) -> SpaceRequest:
    """Return a request from its row joined with the person's name."""
    return SpaceRequest(
        space_id=row.space,
        person_id=row.person,
        name=row.name or row.person,
        state=row.state,
        at=moment(row.at),
    )


def _about(item: Stored) -> dict[str, Any]:
    facts: Mapping[str, Any] = item.entry.get("facts", {})
    return {"space_id": item.entry["object"], **facts}


def _words(item: Stored) -> dict[str, Any]:
    content = item.content or {}
    return {"title": content.get("title", ""), "about": content.get("about", "")}


@composes("space.created")
def _created(item: Stored) -> dict[str, Any]:
    return _about(item) | _words(item)


@composes("space.updated")
def _updated(item: Stored) -> dict[str, Any]:
    return _about(item) | _words(item) | {"version": item.entry["version"]}


@composes("space.ruled")
def _ruled(item: Stored) -> dict[str, Any]:
    facts = _about(item)
    return facts | {"rule": (item.content or {}).get("rule")}


@composes("space.members_added", "space.member_changed")
def _placed(item: Stored) -> dict[str, Any]:
    return {"channel_id": None, **_about(item)}


@composes(
    *("space.archived", "space.unarchived", "space.member_removed"),
    *("space.requested", "space.withdrawn", "space.decided"),
)
def _plain(item: Stored) -> dict[str, Any]:
    return _about(item)
