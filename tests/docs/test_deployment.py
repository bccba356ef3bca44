"""The two roles of the page on deployment: the app's does its work, and cannot touch the record."""

import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from onrecord_server import OnRecord
from onrecord_server.cli import main
from tests.docs.pages import blocks
from tests.record.conftest import TENANT, nobody
from tests.support.project import ROOT


PAGE = ROOT / "docs/guides/deployment.md"


@dataclass(frozen=True)
class Roles:
    """A database that was set up as the page says, under names of its own."""

    owner: str
    app: str
    url: str

    def engine(self, role: str) -> sa.Engine:
        """Connect as a role."""
        engine = sa.create_engine(self.url, poolclass=sa.pool.NullPool)

        @sa.event.listens_for(engine, "connect")
        def _become(connection: object, _: object) -> None:
            with connection.cursor() as cursor:  # type: ignore[attr-defined]
                cursor.execute(f'SET ROLE "{role}"')
            connection.commit()  # type: ignore[attr-defined]

        return engine

    def run(self, text: str, role: str | None = None) -> None:
        """Run statements as a role, or as who owns the server."""
        said = text.replace("shop_owner", self.owner).replace("shop_app", self.app)
        engine = self.engine(role) if role else sa.create_engine(self.url)
        with engine.begin() as connection:
            connection.exec_driver_sql(said)
        engine.dispose()


@pytest.fixture
def roles(postgres_url: str) -> Iterator[Roles]:
    """Owner and app, with everything that the page says."""
    mark = uuid.uuid4().hex[:8]
    made = Roles(f"owner_{mark}", f"app_{mark}", postgres_url)
    before, after = (block.text for block in blocks(PAGE, "sql"))
    made.run(before)
    owner = made.engine(made.owner)
    with closing(OnRecord(owner, identify=nobody, tenants=[TENANT], schema="onrecord")) as chat:
        chat.migrate()
    made.run(after, made.owner)
    yield made
    owner.dispose()
    made.run("DROP OWNED BY shop_app; DROP OWNED BY shop_owner CASCADE")
    made.run("DROP ROLE shop_app; DROP ROLE shop_owner")


@pytest.mark.req("SEC-8")
def test_the_apps_role_does_its_work_and_cannot_touch_the_record(roles: Roles) -> None:
    engine = roles.engine(roles.app)
    given = {"schema": "onrecord", "auto_migrate": False, "tenants": [TENANT]}
    with closing(OnRecord(engine, identify=nobody, **given)) as chat:  # type: ignore[arg-type]
        with chat.acting_as(TENANT) as host:
            host.people.upsert("bob", name="Bob")
        with chat.acting_as(TENANT, "alice") as me:
            room = me.conversations.create(kind="group", members=["bob"]).id
            said = me.messages.send(room, "hello")
            me.messages.edit(said.id, "hello, Bob")
            me.reactions.add(said.id, "\U0001f44d")
            me.messages.remove(said.id)
    for forbidden in (
        "DELETE FROM onrecord.onrecord_entries",
        "UPDATE onrecord.onrecord_entries SET type = 'x'",
        "TRUNCATE onrecord.onrecord_entries",
        "DELETE FROM onrecord.onrecord_contents",
        "ALTER TABLE onrecord.onrecord_entries DISABLE TRIGGER ALL",
        "DROP TABLE onrecord.onrecord_entries",
        "UPDATE onrecord.onrecord_alembic_version SET version_num = 'x'",
    ):
        with pytest.raises(sa.exc.ProgrammingError), engine.begin() as connection:
            connection.exec_driver_sql(forbidden)
    engine.dispose()
    assert main(["verify", "--database", roles.url, "--schema", "onrecord"]) == 0
