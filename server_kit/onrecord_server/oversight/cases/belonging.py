"""Which entries belong to a case: found from the record alone, without the rows of cases."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord_server.core.rows import contents, entries
from onrecord_server.core.words import WORDS
from onrecord_server.oversight.cases.rules import case_id
from onrecord_server.record.story import joins


#: What rules and decisions do to a message.
ABOUT_MESSAGE: Final = (
    "message.flagged",
    "message.held",
    "message.blocked",
    "message.released",
    "message.rejected",
    "message.withdrawn",
    "message.removed",
    "message.restored",
    "message.erased",
    "held.erased",
)


@joins("cas")
def of_case(connection: Connection, tenant: str, case: str) -> sa.ColumnElement[bool]:
    """Choose what names the case in its facts, and what was done to the message that it is about."""
    about = sa.and_(
        entries.c.object.in_(list(_messages(connection, tenant, case))),
        entries.c.type.in_(ABOUT_MESSAGE),
    )
    looks = entries.c.content_id.in_(list(_looks(connection, tenant, case)))
    return about | looks | entries.c.entry.contains(f'"{case}"', autoescape=True)


def _looks(connection: Connection, tenant: str, case: str) -> Iterator[str]:
    """Yield the contents of looks that name a case; they may be encrypted, so no database finds them."""
    held = sa.and_(contents.c.tenant == entries.c.tenant, contents.c.id == entries.c.content_id)
    query = (
        sa.select(contents.c.id, WORDS)
        .join(entries, held)
        .where(entries.c.tenant == tenant, entries.c.type == "disclosure.made")
    )
    for content, body in connection.execute(query):
        if f'"{case}"' in (body or ""):
            yield content


def _messages(connection: Connection, tenant: str, case: str) -> Iterator[str]:
    """Yield the message of a case: one of its cases, numbered from the first, has that id."""
    for message, cases in _looked_at(connection, tenant).items():
        if any(case_id(message, number) == case for number in range(cases)):
            yield message


def _looked_at(connection: Connection, tenant: str) -> Counter[str]:
    """Count for each message how many cases there can be of it: of findings, reports and draws."""
    found = sa.select(entries.c.type, entries.c.object, entries.c.entry).where(
        entries.c.tenant == tenant, entries.c.type.in_(("message.flagged", "case.queued"))
    )
    counted: Counter[str] = Counter()
    for kind, about, text in connection.execute(found):
        counted[about if kind == "message.flagged" else _message(text)] += 1
    return counted


def _message(text: str) -> str:
    return str(json.loads(text)["facts"].get("message", ""))
