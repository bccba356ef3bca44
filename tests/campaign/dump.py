"""Reads the database as it is, by plain SQL and none of the server's code."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from tests.campaign.checker import Dump, Entry, Row, Window
from tests.campaign.history import sha


ROWS = """
    select m.id, m.conversation, m.author, m.client_id, m.position, c.body
    from onrecord_messages m
    join onrecord_contents c on c.tenant = m.tenant and c.id = m.content_id
    where m.tenant = :tenant order by m.position
"""
ENTRIES = "select position, entry from onrecord_entries where tenant = :tenant order by position"


def read(url: str, tenant: str) -> Dump:
    """Return the messages, the entries, and who could see what, of one tenant."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(sa.text(ROWS), {"tenant": tenant}).all()
        found = connection.execute(sa.text(ENTRIES), {"tenant": tenant}).all()
    engine.dispose()
    entries = [(int(each.position), json.loads(each.entry)) for each in found]
    people = frozenset(each["object"] for _, each in entries if each["type"] == "person.added")
    return Dump(
        [_row(each) for each in rows],
        [_entry(position, each, people) for position, each in entries],
        list(_windows(entries)),
    )


def _row(row: Any) -> Row:
    body = sha(json.loads(row.body)["text"])
    return Row(row.id, row.conversation, row.author, row.client_id, body, row.position)


def _entry(position: int, entry: dict[str, Any], people: frozenset[str]) -> Entry:
    kind, audience = entry["type"], entry["audience"]
    message = entry["object"] if kind.startswith("message.") else ""
    if audience.startswith("c:"):
        also = entry.get("also", "").removeprefix("p:")
        return Entry(position, kind, audience[2:], message, also=also)
    only = {audience[2:]} if audience.startswith("p:") else people if audience == "t" else ()
    return Entry(position, kind, "", message, frozenset(only))


def _windows(entries: Sequence[tuple[int, dict[str, Any]]]) -> Iterator[Window]:
    """From being let in to being removed; both events are themselves seen."""
    inside: dict[tuple[str, str], int] = {}
    for position, entry in entries:
        facts = entry.get("facts", {})
        conversation = entry["object"]
        if entry["type"] in ("conversation.created", "members.added"):
            inside |= {(person, conversation): position for person in facts["members"]}
        elif entry["type"] == "member.removed":
            person = facts["person_id"]
            since = inside.pop((person, conversation))
            yield Window(person, conversation, since, position)
    yield from (Window(*key, since) for key, since in inside.items())
