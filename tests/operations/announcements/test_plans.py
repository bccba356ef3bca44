"""What everybody asks at every start reads few rows, however many messages the tenant has."""

import pytest

from onrecord_server.announcements import pending
from tests.support import engines


def test_what_waits_is_found_by_the_index_of_what_asks(small_url: str) -> None:
    """SQLite plans without statistics: a join the other way round would read all messages."""
    given = {"tenant": "acme", "person": "bob", "before": 9, "most": 5}
    with engines.room(small_url) as room:
        room.person("bob")
        with room.engines.prepared("acme").read() as connection:
            query = pending._ASKED.params(**given).compile(
                dialect=connection.dialect, compile_kwargs={"literal_binds": True}
            )
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}").all()
    steps = [str(row[3]) for row in plan if "onrecord_messages" in str(row[3])]
    assert len(steps) == 1
    assert "ix_onrecord_messages_acknowledge (tenant=? AND conversation=?" in steps[0]


@pytest.mark.parametrize("conversations", [0, 201])
def test_however_many_conversations_one_is_in(small_url: str, conversations: int) -> None:
    with engines.room(small_url) as room:
        alice, bob = room.person("alice"), room.person("bob")
        sent = []
        for number in range(conversations):
            made = alice.conversations.create(kind="announcement", members=["bob"])
            if number % 100 == 0:
                sent.append(alice.messages.send(made.id, "Read this", acknowledge=True).id)
        found = [message.id for message in bob.announcements.iterate_pending(limit=2)]
        assert found == sent[::-1]
