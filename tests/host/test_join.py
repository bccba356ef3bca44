"""The host's row and its message are one transaction: both are there, or neither is."""

from contextlib import suppress
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from onrecord.errors import NotFound, UsageError
from onrecord_server import OnRecord
from tests.host.conftest import Order
from tests.support.engines import Room, check_invariants


def _orders(engine: sa.Engine) -> list[str]:
    with Session(engine) as session:
        return [order.status for order in session.scalars(sa.select(Order))]


def _texts(chat: OnRecord, conversation: str, person: str = "bob") -> list[str | None]:
    with chat.acting_as("acme", person) as me:
        return [message.text for message in reversed(me.messages.list(conversation).data)]


def test_order_and_message_commit_together(
    chat: OnRecord, room: Room, engine: sa.Engine, conversation: str
) -> None:
    with Session(engine) as session, session.begin():
        session.add(Order(id=1, status="shipped"))
        with chat.join(session, "acme", "alice") as me:
            sent = me.messages.send(conversation, "Shipped.")
            assert sent.position is None, "provisional until the commit"
    assert _orders(engine) == ["shipped"]
    assert _texts(chat, conversation) == ["Shipped."]
    entry = next(one for one in room.entries() if one.object == sent.id)
    assert entry.type == "message.created"
    assert '"on_behalf_of":"service:host"' in entry.entry
    check_invariants(room)


def test_a_rollback_leaves_nothing(
    chat: OnRecord, room: Room, engine: sa.Engine, conversation: str
) -> None:
    before = room.rows()
    with suppress(ZeroDivisionError), Session(engine) as session, session.begin():
        session.add(Order(id=1, status="shipped"))
        with chat.join(session, "acme", "alice") as me:
            me.messages.send(conversation, "Shipped.")
            me.conversations.create(kind="group", members=["dora"], title="Never")
        raise ZeroDivisionError
    assert room.rows() == before
    assert _orders(engine) == []


def test_a_host_row_that_cannot_be_flushed_takes_the_message_with_it(
    chat: OnRecord, room: Room, engine: sa.Engine, conversation: str
) -> None:
    """The flush at the commit fails; the entry must not be there either."""
    with Session(engine) as session, session.begin():
        session.add(Order(id=1, status="there"))
    before = room.rows()
    with Session(engine) as session:
        with chat.join(session, "acme", "alice") as me:
            me.messages.send(conversation, "Shipped.")
        session.add(Order(id=1, status="again"))
        with pytest.raises(sa.exc.IntegrityError):
            session.commit()
    assert room.rows() == before


def test_nobody_is_told_before_the_commit_and_everybody_after(
    chat: OnRecord, engine: sa.Engine, conversation: str
) -> None:
    told: list[Any] = []
    chat.engines.listeners.append(told.append)
    with Session(engine) as session:
        with chat.join(session, "acme", "alice") as me:
            me.messages.send(conversation, "One.")
            me.messages.send(conversation, "Two.")
        with session.begin_nested():
            pass
        assert told == []
        session.commit()
        assert [s.draft.type for c in told for s in c.sealed] == ["message.created"] * 2
        positions = [s.position for s in told[0].sealed]
        assert positions == [positions[0], positions[0] + 1]
        session.commit()
    assert len(told) == 1


def test_nothing_is_told_of_a_rollback(
    chat: OnRecord, engine: sa.Engine, conversation: str
) -> None:
    told: list[Any] = []
    chat.engines.listeners.append(told.append)
    with Session(engine) as session:
        with chat.join(session, "acme", "alice") as me:
            me.messages.send(conversation, "Never.")
        session.rollback()
        session.commit()
    assert told == []


def test_a_listener_that_fails_does_not_fail_the_hosts_commit(
    chat: OnRecord, engine: sa.Engine, conversation: str
) -> None:
    def fail(_: Any) -> None:
        raise ZeroDivisionError

    chat.engines.listeners.append(fail)
    with Session(engine) as session, session.begin(), chat.join(session, "acme", "alice") as me:
        me.messages.send(conversation, "Shipped.")
    chat.engines.listeners.clear()
    assert _texts(chat, conversation) == ["Shipped."]


def test_a_rolled_back_savepoint_forgets_what_was_recorded_inside_it(
    chat: OnRecord, room: Room, engine: sa.Engine, conversation: str
) -> None:
    with Session(engine) as session, session.begin(), chat.join(session, "acme", "alice") as me:
        me.messages.send(conversation, "kept")
        nested = session.begin_nested()
        session.add(Order(id=1, status="undone"))
        me.messages.send(conversation, "forgotten")
        me.conversations.create(kind="group", members=["carol"], title="forgotten")
        inner = session.begin_nested()
        me.messages.send(conversation, "forgotten too")
        inner.commit()
        nested.rollback()
        me.messages.send(conversation, "kept too")
        with session.begin_nested():
            me.messages.send(conversation, "kept as well")
    assert _texts(chat, conversation) == ["kept", "kept too", "kept as well"]
    assert _orders(engine) == []
    assert room.types()[-4:].count("message.created") == 3
    check_invariants(room)


def test_a_savepoint_older_than_the_join_forgets_all_of_it(
    chat: OnRecord, room: Room, engine: sa.Engine, conversation: str
) -> None:
    before = room.rows()
    with Session(engine) as session, session.begin():
        nested = session.begin_nested()
        with chat.join(session, "acme", "alice") as me:
            me.messages.send(conversation, "forgotten")
        nested.rollback()
    assert room.rows() == before


def test_a_commit_with_a_savepoint_still_open_keeps_all(
    chat: OnRecord, room: Room, engine: sa.Engine, conversation: str
) -> None:
    with Session(engine) as session:
        session.begin_nested()
        with chat.join(session, "acme", "alice") as me:
            me.messages.send(conversation, "kept")
        session.get_transaction().commit()  # type: ignore[union-attr]
    assert _texts(chat, conversation) == ["kept"]
    check_invariants(room)


def test_two_tenants_join_one_session(chat: OnRecord, room: Room, engine: sa.Engine) -> None:
    made = {}
    for tenant in ("acme", "globex"):
        with chat.acting_as(tenant, "alice") as me:
            made[tenant] = me.conversations.create(kind="group", members=["bob"]).id
    with Session(engine) as session, session.begin():
        for tenant in ("globex", "acme"):
            with chat.join(session, tenant, "alice") as me:
                me.messages.send(made[tenant], f"to {tenant}")
        with chat.join(session, "acme", "bob") as me, pytest.raises(NotFound):
            me.messages.send(made["globex"], "across")
    for tenant in ("acme", "globex"):
        assert room.types(tenant).count("message.created") == 1
        check_invariants(room, tenant)


def test_a_refusal_inside_a_join_writes_nothing_and_hurts_nothing(
    chat: OnRecord, room: Room, engine: sa.Engine, conversation: str
) -> None:
    with Session(engine) as session, session.begin():
        session.add(Order(id=1, status="shipped"))
        with chat.join(session, "acme", "mallory") as me, pytest.raises(NotFound):
            me.messages.send(conversation, "let me in")
        with chat.join(session, "acme", "alice") as me:
            me.messages.send(conversation, "Shipped.")
    assert _texts(chat, conversation) == ["Shipped."]
    assert _orders(engine) == ["shipped"]
    check_invariants(room)


def test_people_whom_the_host_has_not_shown_yet_are_introduced(
    chat: OnRecord, room: Room, engine: sa.Engine
) -> None:
    with Session(engine) as session, session.begin(), chat.join(session, "acme", "dora") as me:
        made = me.conversations.create(kind="group", members=["emil"], title="Order 7")
        assert (made.title, made.member_count) == ("Order 7", 2)
    assert room.types()[-4:] == [
        "person.added",
        "person.added",
        "conversation.created",
        "impersonation.used",
    ]
    assert _texts(chat, made.id, "emil") == []


def test_a_message_can_be_edited_in_the_transaction_that_sends_it(
    chat: OnRecord, room: Room, engine: sa.Engine, conversation: str
) -> None:
    with Session(engine) as session, session.begin(), chat.join(session, "acme", "alice") as me:
        sent = me.messages.send(conversation, "Shiped.", client_id="one")
        again = me.messages.send(conversation, "Shiped.", client_id="one")
        edited = me.messages.edit(sent.id, "Shipped.")
        assert again == sent
        assert (edited.state, edited.version, edited.text) == ("active", 2, "Shipped.")
    assert _texts(chat, conversation) == ["Shipped."]
    check_invariants(room)


def test_a_tenant_that_nobody_used_yet_can_be_joined(
    chat: OnRecord, room: Room, engine: sa.Engine
) -> None:
    """On SQLite the host holds the write lock already, so the tenant is set up in its transaction."""
    with Session(engine) as session, session.begin():
        session.add(Order(id=1, status="shipped"))
        session.flush()
        with chat.join(session, "globex", "alice") as me:
            me.conversations.create(kind="group", members=["bob"])
    assert room.types("globex")[0] == "tenant.created"
    check_invariants(room, "globex")


def test_a_scoped_session_can_be_joined(
    chat: OnRecord, engine: sa.Engine, conversation: str
) -> None:
    session = scoped_session(sessionmaker(engine))
    with chat.join(session, "acme", "alice") as me:  # type: ignore[arg-type]
        me.messages.send(conversation, "Shipped.")
    session.commit()
    session.remove()
    assert _texts(chat, conversation) == ["Shipped."]


def test_a_session_on_a_connection_of_the_hosts_is_sealed_when_that_commits(
    chat: OnRecord, room: Room, engine: sa.Engine, conversation: str
) -> None:
    """As in test suites that wrap a session in an outer transaction."""
    before = room.rows()
    for commits in (False, True):
        with engine.connect() as connection:
            outer = connection.begin()
            with Session(connection, join_transaction_mode="create_savepoint") as session:
                with chat.join(session, "acme", "alice") as me:
                    me.messages.send(conversation, "Shipped.")
                session.commit()
            if commits:
                outer.commit()
            else:
                outer.rollback()
                assert room.rows() == before
    assert _texts(chat, conversation) == ["Shipped."]
    check_invariants(room)


def test_what_join_gave_is_over_with_the_transaction(
    chat: OnRecord, engine: sa.Engine, conversation: str
) -> None:
    with Session(engine) as session:
        with chat.join(session, "acme", "alice") as me:
            me.messages.send(conversation, "in time")
        session.commit()
        with pytest.raises(UsageError, match="over: join again"):
            me.messages.send(conversation, "too late")
        with chat.join(session, "acme", "alice") as me:
            me.messages.send(conversation, "in the next one")
        session.commit()
    assert _texts(chat, conversation) == ["in time", "in the next one"]


def test_acting_as_inside_an_open_join_is_refused(
    chat: OnRecord, engine: sa.Engine, conversation: str
) -> None:
    """It would wait for the lock that this very transaction holds."""
    with Session(engine) as session:
        with chat.join(session, "acme", "alice") as me:
            me.messages.send(conversation, "one")
            with pytest.raises(UsageError, match="inside a join"), chat.acting_as("acme", "bob"):
                pass
        with pytest.raises(UsageError, match="inside a join"), chat.acting_as("acme", "bob"):
            pass
        session.commit()
    with chat.acting_as("acme", "bob") as me:
        me.messages.send(conversation, "two")
