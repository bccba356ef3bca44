"""What was allowed when it was asked is asked again, under the lock, when it is sealed."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from onrecord.errors import NotFound, Unavailable
from onrecord_server import OnRecord
from tests.host.conftest import Base, Order
from tests.support.engines import Room, check_invariants, room


@pytest.fixture
def chat(large_url: str) -> Iterator[OnRecord]:
    """Only PostgreSQL lets others commit while a joined transaction is open."""
    made = OnRecord(large_url, identify=lambda _: None, tenants=["acme", "globex"])
    yield made
    made.close()


@pytest.fixture
def engine(large_url: str, chat: OnRecord) -> Iterator[sa.Engine]:
    made = sa.create_engine(large_url)
    Base.metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def elsewhere(large_url: str, chat: OnRecord) -> Iterator[Room]:
    """Another worker."""
    with room(large_url) as found:
        yield found


def test_a_member_removed_meanwhile_does_not_get_in(
    chat: OnRecord, engine: sa.Engine, conversation: str, elsewhere: Room
) -> None:
    with Session(engine) as session:
        session.add(Order(id=1, status="shipped"))
        with chat.join(session, "acme", "bob") as me:
            me.messages.send(conversation, "too late")
        elsewhere.plain("alice").conversations.remove_member(conversation, "bob")
        with pytest.raises(Unavailable, match="run it again"):
            session.commit()
        session.rollback()
        with chat.join(session, "acme", "bob") as me, pytest.raises(NotFound):
            me.messages.send(conversation, "too late")
    assert "message.created" not in elsewhere.types()
    with Session(engine) as session:
        assert session.scalars(sa.select(Order)).all() == []
    check_invariants(elsewhere)


def test_a_person_deactivated_meanwhile_does_not_get_in(
    chat: OnRecord, engine: sa.Engine, conversation: str, elsewhere: Room
) -> None:
    with Session(engine) as session:
        with chat.join(session, "acme", "bob") as me:
            me.messages.send(conversation, "too late")
        elsewhere.plain(None).people.deactivate("bob")
        with pytest.raises(Unavailable, match="run it again"):
            session.commit()
        session.rollback()


def test_a_tenant_suspended_meanwhile_gets_nothing(
    chat: OnRecord, engine: sa.Engine, conversation: str, elsewhere: Room
) -> None:
    with Session(engine) as session:
        with chat.join(session, "acme", "bob") as me:
            me.messages.send(conversation, "too late")
        elsewhere.plain(None).tenant.suspend()
        with pytest.raises(Unavailable, match="run it again"):
            session.commit()
        session.rollback()


def test_what_happens_in_other_conversations_delays_nobody(
    chat: OnRecord, engine: sa.Engine, conversation: str, elsewhere: Room
) -> None:
    with Session(engine) as session:
        with chat.join(session, "acme", "bob") as me:
            me.messages.send(conversation, "in time")
            mine = me.conversations.create(kind="group", members=["alice"])
        other = elsewhere.person("carol").conversations.create(kind="group", members=["dora"])
        elsewhere.plain("carol").conversations.remove_member(other.id, "dora")
        elsewhere.plain("alice").messages.send(conversation, "meanwhile")
        session.commit()
    texts = [m.text for m in elsewhere.plain("alice").messages.list(conversation).data]
    assert texts == ["in time", "meanwhile"]
    assert elsewhere.plain("alice").conversations.get(mine.id).member_count == 2
    check_invariants(elsewhere)


def test_two_joined_transactions_that_create_conversations_both_commit(
    chat: OnRecord, engine: sa.Engine, elsewhere: Room, large_url: str
) -> None:
    other = OnRecord(large_url, identify=lambda _: None, tenants=["acme"])
    with Session(engine) as first, Session(engine) as second:
        with chat.join(first, "acme", "alice") as me:
            me.conversations.create(kind="group", members=["bob"], subject="order:1")
        with other.join(second, "acme", "carol") as me:
            me.conversations.create(kind="group", members=["dora"], subject="order:2")
        second.commit()
        first.commit()
    other.close()
    assert elsewhere.types().count("conversation.created") == 2
    check_invariants(elsewhere)
