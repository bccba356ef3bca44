"""SQLite answers with an index what an index answers: it never goes through the whole record for it."""

import pytest
import sqlalchemy as sa

from onrecord_server import migrate
from onrecord_server.core.database import Database
from onrecord_server.core.rows import entries
from onrecord_server.messages.rows import messages
from onrecord_server.record.rooted import loose_contents, loose_rows


_MINE = entries.c.tenant == "acme"
_OWN, _HEARD = entries.c.object == "msg_1", entries.c.audience == "c:cnv_1"


QUESTIONS = {
    "an object": (sa.select(entries).where(_MINE, _OWN), "ix_onrecord_entries_object"),
    "objects in their order": (
        sa.select(entries).where(_MINE, _OWN).order_by(entries.c.position),
        "ix_onrecord_entries_object",
    ),
    "a page of what was heard": (
        sa.select(entries).where(_MINE, _HEARD, entries.c.position > 5).limit(500),
        "ix_onrecord_entries_audience",
    ),
    "all in order": (sa.select(entries).where(_MINE).order_by(entries.c.position), "PRIMARY KEY"),
    "all": (sa.select(entries.c.content_id).where(_MINE), "PRIMARY KEY"),
    "loose contents": (loose_contents("acme"), "AUTOMATIC COVERING INDEX"),
    "loose rows": (loose_rows("acme", messages), "ix_onrecord_entries_object"),
}


@pytest.mark.parametrize("what", QUESTIONS)
def test_a_question_uses_its_index(sqlite_url: str, what: str) -> None:
    query, index = QUESTIONS[what]
    database = Database(sqlite_url)
    migrate.migrate(database)
    with database.read() as connection:
        said = query.compile(connection, compile_kwargs={"literal_binds": True})
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}")]
    database.dispose()
    assert any(index in step for step in plan), plan
    assert not any(step.startswith("SCAN") for step in plan), plan
