"""What an index answers is answered with it: nothing goes through the whole record, or all messages, for it."""

from typing import Any

import pytest
import sqlalchemy as sa

from onrecord_server import migrate
from onrecord_server.core.database import Database
from onrecord_server.core.rows import entries
from onrecord_server.messages.rows import messages
from onrecord_server.record.rooted import loose_contents, loose_rows
from onrecord_server.retention import sources


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


def _brought(number: int) -> list[sa.Select[Any]]:
    """What is asked of a file that an import brought: in messages and what was kept back, timeline and threads."""
    among, ids = sources.APART[number], ["ipt_1", "ipt_2"]
    table = among[0].table.c
    erased = sources.brought_by("acme", ids, among, table.state == "erased").limit(1)
    some = sources.brought_by("acme", ids, among, table.author.in_(["bob"]) | (table.said_at > 5))
    return [erased, some.limit(100), sources.newest_by("acme", ids, among)]


@pytest.mark.parametrize("number", range(len(sources.APART)))
def test_what_an_import_brought_is_looked_for_in_its_places(number: int, empty_url: str) -> None:
    database = Database(empty_url)
    migrate.migrate(database)
    sqlite = database.dialect == "sqlite"
    explain = "EXPLAIN QUERY PLAN" if sqlite else "EXPLAIN (COSTS OFF)"
    index = "ix_onrecord_held_said" if number >= 2 else "ix_onrecord_messages_timeline"
    with database.read() as connection:
        if not sqlite:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        for query in _brought(number):
            said = query.compile(connection, compile_kwargs={"literal_binds": True})
            found = connection.exec_driver_sql(f"{explain} {said}".replace("%", "%%"))
            plan = [row[3] if sqlite else row[0] for row in found]
            assert any(index in step and "conversation" in step for step in plan) or not sqlite, (
                plan
            )
            assert any(index in step for step in plan), plan
            assert not any("SCAN" in step or "Seq Scan" in step for step in plan), plan
    database.dispose()
