"""Grants, what they open, and the looks at it, from rows to wire."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import from_json

from onrecord.wire import grants as wire
from onrecord.wire.grant_places import GrantPlace
from onrecord_server.core.doc import moment
from onrecord_server.core.stream import Stored, composes
from onrecord_server.oversight import rules


def _moment(value: int | None) -> Any:
    return None if value is None else moment(value)


def grant(
    row: Any,
    said: Mapping[str, Mapping[str, Any]],
    approvals: Sequence[Any],
    places: Mapping[str, GrantPlace],
    now: int,
) -> wire.Grant:
    """Return a grant; ``said`` are its contents by their ids, ``places`` what is known of its conversations."""
    asked = said[row.content_id]
    ended, review = said.get(row.ended_content_id), said.get(row.review_content_id)
    kept = ("id", "trigger", "kind", "scope_hash", "requester", "duty", "policy_version")
    more = ("policy_hash", "lasts", "approvals_needed", "ended_by", "reviewed_by")
    times = ("requested_at", "opened_at", "expires_at", "deferred_until", "review_due")
    return wire.Grant.model_validate(
        {
            **{name: getattr(row, name) for name in (*kept, *more)},
            **{name: _moment(getattr(row, name)) for name in times},
            "state": rules.state_at(row.state, row.expires_at, now),
            "scope": asked["scope"],
            "places": [places[one] for one in asked["scope"]["conversations"] if one in places],
            "reason": asked["reason"],
            "document_hash": asked.get("document_hash"),
            "approvals": [
                {"person_id": one.person, "at": moment(one.at)}
                for one in approvals
                if one.grant == row.id and one.scope_hash == row.scope_hash
            ],
            "ended_reason": None if ended is None else ended["reason"],
            "review": None if review is None else review["finding"],
        }
    )


def message(row: Any, before: Sequence[Any] = ()) -> wire.GrantedMessage:
    """Return a message as a grant shows it: with its newest words of the dates, be it removed."""
    held = {} if row.body is None else from_json(row.body)
    return wire.GrantedMessage(
        id=row.id,
        conversation_id=row.conversation,
        position=row.position,
        author=row.author,
        on_behalf_of=row.on_behalf_of,
        text=held.get("text"),
        version=row.version,
        state=row.state,
        thread_id=row.thread,
        versions=[_version(one) for one in before],
        attachments=held.get("attachments", []),
        created_at=moment(row.created_at),
        said_at=_moment(row.said_at),
        edited_at=_moment(row.edited_at),
        edited_later=row.edited_later,
        removed_at=_moment(row.removed_at),
        removed_by=row.removed_by,
    )


def _version(row: Any) -> wire.GrantedVersion:
    words = {} if row.body is None else from_json(row.body)
    version = from_json(row.entry)["version"]
    return wire.GrantedVersion(version=version, at=moment(row.at), text=words.get("text"))


def disclosure(row: Any) -> wire.Disclosure:
    """Return a look as those see it whose conversation it was."""
    return wire.Disclosure(
        id=row.id,
        at=moment(row.at),
        look=row.look,
        kind=row.kind,
        trigger=row.trigger,
        duty=row.duty,
        conversation_id=row.conversation,
        messages=row.messages,
        kept_back=row.person is not None,
        policy_version=row.policy_version,
        position=row.position,
    )


@composes("grant.requested", "grant.approved", "grant.denied", "grant.closed", "grant.reviewed")
def _named(item: Stored) -> dict[str, Any]:
    return {"grant_id": item.entry["object"]}


@composes("grant.listed", "grant.searched")
def _listed(item: Stored) -> dict[str, Any]:
    return {"grant_id": item.entry["object"]}


@composes("grant.sought")
def _sought(_: Stored) -> dict[str, Any]:
    return {}


@composes("grant.opened")
def _opened(item: Stored) -> dict[str, Any]:
    return {"grant_id": item.entry["object"], "expires_at": item.entry["facts"]["expires_at"]}


@composes("disclosure.made")
def _made(item: Stored) -> dict[str, Any]:
    """A look under a grant is an entry of the grant; one at a case is about itself."""
    facts = item.entry["facts"]
    look = facts.get("disclosure", item.entry["object"])
    return {"disclosure_id": look, "conversation_id": facts["conversation"]}


@composes("impersonation.used")
def _used(item: Stored) -> dict[str, Any]:
    return {"service": item.entry["on_behalf_of"]}
