"""Cards, from row to wire."""

import json
from typing import Any, Final

import sqlalchemy as sa

from onrecord.wire.subjects import PutSubject, SubjectCard
from onrecord_server.core.doc import Doc, time_text
from onrecord_server.core.rows import entries
from onrecord_server.core.stream import Stored, composes, hides, reads
from onrecord_server.subjects.rows import subjects


#: What of a card is words, and so content.
WORDS: Final = ("title", "state", "tone", "link", "fields", "actions")


def words(command: PutSubject) -> dict[str, Any]:
    """Return what a card says."""
    document = command.model_dump(mode="json")
    return {name: document[name] for name in WORDS}


def card(row: Any) -> Doc[SubjectCard]:
    """Return a card from its row joined with its content."""
    return _card(row.subject, row.visible, row.version, row.updated_at, json.loads(row.body))


def _card(
    subject: str, visible: str, version: int, at: int, content: dict[str, Any]
) -> Doc[SubjectCard]:
    said = {name: content.get(name) for name in WORDS}
    more = {"visible": visible, "version": version, "updated_at": time_text(at)}
    return Doc(SubjectCard, {"subject": subject, **said, **more})


# Only the newest version is told: who may not see that one, may not see those before either.
_NEWEST: Final = sa.exists().where(
    subjects.c.tenant == entries.c.tenant,
    subjects.c.id == entries.c.object,
    subjects.c.content_id == entries.c.content_id,
    subjects.c.removed == sa.false(),
)
reads(_NEWEST.correlate(entries).label("is_newest_card"))
hides(sa.and_(entries.c.type == "subject.described", ~_NEWEST.correlate(entries)))


@composes("subject.described")
def _described(item: Stored) -> dict[str, Any]:
    facts, version = item.entry["facts"], item.entry["version"]
    if item.content is None or not item.row.is_newest_card:
        return {"subject": facts["subject"], "card": None}
    content = dict(item.content)
    made = _card(facts["subject"], facts["visible"], version, item.at, content)
    return {"subject": facts["subject"], "card": made.value}


@composes("subject.removed")
def _removed(item: Stored) -> dict[str, Any]:
    return {"subject": item.entry["facts"]["subject"]}
