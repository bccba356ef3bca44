"""A host with its own orders table, in the same database as the chat."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from onrecord_server import OnRecord, immediate
from tests.support.engines import Room


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column()


def async_url(url: str) -> str:
    return url.replace("sqlite:", "sqlite+aiosqlite:")


@pytest.fixture
def chat(database_url: str) -> Iterator[OnRecord]:
    made = OnRecord(database_url, identify=lambda _: None, tenants=["acme", "globex"])
    made.migrate()
    yield made
    made.close()


@pytest.fixture
def room(chat: OnRecord) -> Room:
    return Room(chat.engines)


@pytest.fixture
def engine(database_url: str, chat: OnRecord) -> Iterator[sa.Engine]:
    """The host's own engine, as a host writes it."""
    made = immediate(sa.create_engine(database_url))
    Base.metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def conversation(chat: OnRecord) -> str:
    with chat.acting_as("acme", "alice") as me:
        return me.conversations.create(kind="group", members=["bob"], title="Order 1234").id
