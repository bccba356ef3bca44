"""The statements of the upgrading guide fill in what the revisions themselves do."""

import json
import random
import re
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord_server.core.database import Database
from onrecord_server.migrations.versions import onrecord_0034_seen_from as seen
from onrecord_server.migrations.versions import onrecord_0035_parties as parties
from tests.support.project import ROOT


(STATEMENTS,) = re.findall(
    r"```sql\n(-- 0034.*?)```", (ROOT / "docs/guides/upgrading.md").read_text("utf-8"), re.DOTALL
)
ENTRIES = "tenant text, position bigint, type text, actor text, object text, entry text"
MEMBERS = "tenant text, conversation text, person text, seen_from bigint, party_from bigint"


def _entries() -> list[dict[str, Any]]:
    """Return how people came, came again and read, by chance."""
    chance = random.Random(4711)
    found: list[dict[str, Any]] = []
    for position in range(400):
        place = f"c{chance.randint(1, 12)}"
        kinds = ["conversation.created", "members.added", "members.added", "conversation.read"]
        kind = (
            kinds[0] if place not in {one["object"] for one in found} else chance.choice(kinds[1:])
        )
        facts: dict[str, Any] = {"members": sorted(chance.sample("abcde", chance.randint(1, 3)))}
        facts |= {"history": chance.choice(["all", "from_now"])} if kind == "members.added" else {}
        facts |= {"kind": chance.choice(["direct", "group"])} if kind == kinds[0] else {}
        entry = json.dumps({"facts": {} if kind == kinds[3] else facts})
        one = {"tenant": "t", "position": position, "type": kind, "object": place, "entry": entry}
        found.append({**one, "actor": chance.choice("abcde")})
    return found


def test_they_do_what_the_revisions_do(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(postgres_url)
    entries = _entries()
    people = sorted({(one["object"], who) for one in entries for who in "abcde"})
    rows = [{"tenant": "t", "conversation": place, "person": who} for place, who in people]
    with database.engine.begin() as connection:
        for name, columns, filled in (
            ("entries", ENTRIES, entries),
            ("members", MEMBERS, rows),
        ):
            connection.exec_driver_sql(f"CREATE TABLE onrecord_{name} ({columns})")
            table = sa.table(f"onrecord_{name}", *map(sa.column, filled[0]))
            connection.execute(sa.insert(table), filled)
        connection.exec_driver_sql("UPDATE onrecord_members SET party_from = -1")
        for statement in STATEMENTS.split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement.replace("%", "%%"))
        told = _members(connection)
        for one in (seen, parties):
            monkeypatch.setattr(one, "schema", lambda: None)
            monkeypatch.setattr(one, "add", lambda *_: None)
            monkeypatch.setattr(one, "op", _Op(connection))
        connection.exec_driver_sql("UPDATE onrecord_members SET seen_from = NULL, party_from = -1")
        seen.upgrade()
        parties.upgrade()
        assert told == _members(connection)
    assert len({row[2:] for row in told}) > 10
    database.dispose()


class _Op:
    """As much of Alembic as the revisions use."""

    as_sql = False

    def __init__(self, connection: sa.Connection) -> None:
        self.execute = connection.execute
        self._connection = connection

    def get_context(self) -> "_Op":
        return self

    def get_bind(self) -> sa.Connection:
        return self._connection


def _members(connection: sa.Connection) -> list[Any]:
    query = "SELECT conversation, person, seen_from, party_from FROM onrecord_members ORDER BY 1, 2"
    return [tuple(row) for row in connection.exec_driver_sql(query)]
