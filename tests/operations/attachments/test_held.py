"""Bytes that would be cleared away stay as long as a legal hold covers them."""

import pytest
import sqlalchemy as sa

from onrecord.client import Actor as Client
from onrecord.wire.holds import HoldScope
from onrecord.wire.people import UpsertPerson
from onrecord_server.attachments.rows import attachments
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.realtime.tending import Tending
from tests.operations.attachments.conftest import TEXT, Desk
from tests.support.engines import Worker
from tests.support.verified import findings


WHY = "A claim of a customer about order 1042"


def holder(desk: Desk, name: str, duty: str) -> Client:
    """Somebody who holds, by themselves."""
    said = UpsertPerson(person_id=name, name=name.title(), roles=[duty])
    desk.room.engines.call("people.upsert", said, host_actor("acme"))
    return Client(Worker(desk.room.engines, Actor("acme", name)))


def due(desk: Desk) -> None:
    """Let everything be looked at again, by what runs in the app."""
    past = sa.update(attachments).where(attachments.c.due.is_not(None)).values(due=1)
    with desk.room.engines.prepared("acme").write() as connection:
        connection.execute(past)
    desk.quiet()
    Tending(desk.room.engines, None).round()


@pytest.mark.req("LH-1")
def test_a_custodian_who_takes_an_upload_back_destroys_nothing(desk: Desk) -> None:
    cora = holder(desk, "cora", "compliance_officer")
    lena = holder(desk, "lena", "legal")
    scope = HoldScope(persons=["alice"], words=["pallet"])
    made = cora.holds.create("Acme v. Bolt", scope, reason=WHY, silent=True)
    mine, others = desk.upload("mine.txt", TEXT), desk.begin("half.txt", 9)
    desk.alice.attachments.put(others.id, 0, b"1234")
    for one in (mine, others):
        desk.alice.attachments.cancel(one.id)
    store = desk.room.engines.files.kept("acme").stores.current
    orphan = f"acme/att_{'7' * 32}/file-1"
    store.put(orphan, b"x")
    due(desk)
    due(desk)
    tidier = desk.room.engines.files.tidier
    assert tidier.sweep("acme", remove=True) == []
    assert (desk.blobs(mine.id) > 0, desk.blobs(others.id) > 0) == (True, True)
    assert desk.alice.attachments.get(mine.id).state == "cancelled"
    lena.holds.approve(made.id, scope_hash=made.scope_hash)
    cora.holds.ask_release(made.id, reason=WHY)
    lena.holds.release(made.id, scope_hash=made.scope_hash)
    assert desk.blobs(mine.id) > 0, "a release deletes nothing"
    due(desk)
    assert (desk.blobs(mine.id), desk.blobs(others.id)) == (0, 0)
    assert tidier.sweep("acme", remove=True) == [f"database {orphan}"]
    assert findings(desk.room) == []


def test_what_no_hold_covers_goes_as_ever(desk: Desk) -> None:
    cora = holder(desk, "cora", "compliance_officer")
    other = desk.person("carol").conversations.create(kind="group", title="Others").id
    cora.holds.create("Acme v. Bolt", HoldScope(conversations=[other]), reason=WHY)
    lost = desk.upload("lost.txt", TEXT)
    desk.alice.attachments.cancel(lost.id)
    due(desk)
    assert desk.blobs(lost.id) == 0
