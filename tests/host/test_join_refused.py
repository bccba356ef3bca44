"""What cannot be joined is refused with the reason, and a lock that is held is no hang."""

import threading
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from onrecord.errors import Unavailable, UsageError
from onrecord_server import OnRecord, immediate
from tests.support.postgres import Postgres
from tests.support.soon import PATIENCE


def _chat(url: str) -> OnRecord:
    return OnRecord(url, identify=lambda _: None, tenants=["acme"])


def _refused(chat: OnRecord, session: Any, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        chat.join(session, "acme", "alice").__enter__()


def test_a_second_session_in_the_same_context_is_refused(large_url: str) -> None:
    """It would wait for the first one's lock, and nobody would be there to give it back."""
    chat, engine = _chat(large_url), sa.create_engine(large_url)
    with Session(engine) as session, Session(engine) as other:
        with chat.join(session, "acme", "alice") as me:
            me.conversations.create(kind="group")
        _refused(chat, other, "another session has joined")
        session.rollback()
        chat.join(other, "acme", "alice").__enter__()
    engine.dispose()
    chat.close()


def test_a_session_on_another_database_is_refused(
    database_url: str, tmp_path: Path, postgres: Postgres
) -> None:
    chat = _chat(database_url)
    with postgres.database() as url:
        for other in (sa.create_engine(url), sa.create_engine(f"sqlite:///{tmp_path / 'b.db'}")):
            with Session(immediate(other)) as session:
                _refused(chat, session, "another database")
            other.dispose()
    chat.close()


def test_a_session_without_a_database_is_refused(database_url: str) -> None:
    chat = _chat(database_url)
    with Session() as session:
        _refused(chat, session, "bind the session")
    _refused(chat, object(), "takes an SQLAlchemy Session")
    chat.close()


def test_a_two_phase_session_is_refused(database_url: str) -> None:
    chat, engine = _chat(database_url), immediate(sa.create_engine(database_url))
    with Session(engine, twophase=True) as session:
        _refused(chat, session, "two-phase")
    engine.dispose()
    chat.close()


def test_on_sqlite_an_engine_that_begins_late_is_refused(small_url: str) -> None:
    chat, engine = _chat(small_url), sa.create_engine(small_url)
    with Session(engine) as session:
        _refused(chat, session, "immediate")
    with Session(immediate(engine).execution_options(onrecord_write=False)) as session:
        _refused(chat, session, "write lock from its beginning")
    engine.dispose()
    chat.close()


def test_on_postgresql_autocommit_is_refused(large_url: str) -> None:
    chat = _chat(large_url)
    engine = sa.create_engine(large_url, isolation_level="AUTOCOMMIT")
    with Session(engine) as session:
        _refused(chat, session, "AUTOCOMMIT")
    engine.dispose()
    chat.close()


def test_tables_that_cannot_be_made_under_the_hosts_own_lock_are_asked_for(
    sqlite_url: str,
) -> None:
    chat, engine = _chat(sqlite_url), immediate(sa.create_engine(sqlite_url))
    with Session(engine) as session:
        session.execute(sa.text("CREATE TABLE orders (id INTEGER)"))
        _refused(chat, session, "chat.migrate")
    engine.dispose()
    chat.close()


def test_a_hosts_lock_held_past_the_busy_timeout_gives_senders_a_503(
    small_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord_server.core.sqlite.BUSY_TIMEOUT_MS", 300)
    chat = OnRecord(small_url, identify=lambda _: None, tenants=["acme"])
    engine = immediate(sa.create_engine(small_url))
    with chat.acting_as("acme", "alice") as me:
        conversation = me.conversations.create(kind="group", members=["bob"]).id
    with Session(engine) as session, chat.join(session, "acme", "alice") as me:
        me.messages.send(conversation, "held")
        refusals: list[BaseException] = []
        thread = threading.Thread(target=_send, args=(chat, conversation, refusals))
        thread.start()
        thread.join(PATIENCE)
        assert [type(refusal) for refusal in refusals] == [Unavailable]
        session.commit()
    _send(chat, conversation, refusals)
    with chat.acting_as("acme", "bob") as me:
        assert [m.text for m in me.messages.list(conversation).data] == ["mine", "held"]
    engine.dispose()
    chat.close()


def _send(chat: OnRecord, conversation: str, refusals: list[BaseException]) -> None:
    try:
        with chat.acting_as("acme", "bob") as me:
            me.messages.send(conversation, "mine")
    except Unavailable as refusal:
        refusals.append(refusal)
