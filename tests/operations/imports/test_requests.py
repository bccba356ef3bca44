"""Nobody's chats come from another program but those they chose themselves, after they said yes."""

import io
from typing import Any

import pytest

from onrecord.client import Actor as Client
from onrecord.errors import Conflict, Forbidden, Invalid, NotFound
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.record.heads import Evidence
from onrecord_server.verifying import verify_database
from tests.support.engines import Room, Worker


CHAT = b"13/06/18, 21:25 - Bob: the price is 12\n13/06/18, 21:26 - Kim: thanks\n"
WHY = "He said that he wrote to Brasserie du Port by phone"


@pytest.fixture
def office(room: Room) -> dict[str, Client]:
    """An officer, two people who write, and the host."""
    host = Client(Worker(room.engines, host_actor("acme")))
    host.people.upsert("olga", name="Olga", roles=["compliance_officer"])
    for name in ("bob", "carol"):
        room.person(name)
    names = ("olga", "bob", "carol")
    people = {name: Client(Worker(room.engines, Actor("acme", name))) for name in names}
    return {**people, "host": host}


def _asked(office: dict[str, Client]) -> str:
    return office["olga"].import_requests.create("bob", "whatsapp", reason=WHY).id


def _sent(who: Client, request_id: str, **more: Any) -> str:
    source = io.BytesIO(more.pop("data", CHAT))
    return who.imports.upload("whatsapp", "_chat.txt", source, request_id=request_id).id


def test_who_is_asked_agrees_sends_what_they_chose_and_keeps_a_receipt(
    room: Room, office: dict[str, Client]
) -> None:
    olga, bob = office["olga"], office["bob"]
    request_id = _asked(office)
    mine = bob.import_requests.list(mine=True).data[0]
    assert (mine.id, mine.reason, mine.state, mine.requested_by) == (
        request_id,
        WHY,
        "asked",
        "olga",
    )
    bob.import_requests.answer(request_id, agree=True, said="One chat only.")
    import_id = _sent(bob, request_id)
    done = bob.import_requests.finish(request_id)
    (receipt,) = done.receipts
    assert (receipt.name, receipt.size, receipt.state) == ("_chat.txt", len(CHAT), "kept")
    assert bob.imports.get(import_id).sha256 == receipt.sha256
    now = olga.imports.start(import_id, tz="Europe/Paris", people={"Bob": "bob"})
    while now.state == "running":
        now = olga.imports.advance(import_id)
    assert bob.import_requests.get(request_id).receipts[0].said == 2
    assert olga.import_requests.get(request_id).answer == "One chat only."
    database = room.engines.prepared("acme")
    report = verify_database(database, Evidence(), ["acme"], None)["acme"]
    assert not report.findings, report.findings


def test_nothing_is_sent_before_a_yes_after_a_no_or_by_anybody_else(
    office: dict[str, Client],
) -> None:
    bob, carol, olga = office["bob"], office["carol"], office["olga"]
    request_id = _asked(office)
    with pytest.raises(Conflict, match="agree"):
        _sent(bob, request_id)
    bob.import_requests.answer(request_id, agree=True)
    for other in (carol, olga):
        with pytest.raises(NotFound):
            _sent(other, request_id)
    with pytest.raises(Forbidden):
        _sent(office["host"], request_id)
    with pytest.raises(Invalid, match="whatsapp"):
        bob.imports.create("slack", "all.zip", request_id=request_id)
    with pytest.raises(Forbidden):
        bob.imports.create("whatsapp", "_chat.txt")
    bob.import_requests.answer(request_id, agree=False)
    with pytest.raises(Conflict, match="said no"):
        _sent(bob, request_id)


def test_who_takes_their_yes_back_keeps_what_they_sent_from_becoming_messages(
    office: dict[str, Client],
) -> None:
    bob, olga = office["bob"], office["olga"]
    request_id = _asked(office)
    bob.import_requests.answer(request_id, agree=True)
    import_id = _sent(bob, request_id)
    with pytest.raises(Forbidden):
        bob.imports.start(import_id, tz="UTC")
    assert bob.import_requests.answer(request_id, agree=False).state == "declined"
    with pytest.raises(Conflict, match="consent"):
        olga.imports.start(import_id, tz="UTC")
    bob.import_requests.answer(request_id, agree=True)
    assert bob.imports.cancel(import_id).state == "cancelled"


def test_a_request_is_between_two_and_ends_once(office: dict[str, Client]) -> None:
    olga, bob, carol = office["olga"], office["bob"], office["carol"]
    request_id = _asked(office)
    for asking in (
        lambda: carol.import_requests.get(request_id),
        lambda: carol.import_requests.answer(request_id, agree=True),
        lambda: olga.import_requests.answer(request_id, agree=True),
    ):
        with pytest.raises(NotFound):
            asking()
    assert carol.import_requests.list().data == []
    with pytest.raises(Forbidden):
        carol.import_requests.create("bob", "whatsapp", reason=WHY)
    for person in ("nobody", "olga"):
        with pytest.raises(Invalid, match="person_id"):
            olga.import_requests.create(person, "whatsapp", reason=WHY)
    assert olga.import_requests.withdraw(request_id).state == "withdrawn"
    assert olga.import_requests.withdraw(request_id).state == "withdrawn"
    with pytest.raises(Conflict, match="Nobody asks"):
        bob.import_requests.answer(request_id, agree=True)
