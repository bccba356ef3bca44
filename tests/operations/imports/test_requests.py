"""Nobody's chats come from another program but those they chose themselves, after they said yes."""

import io
from typing import Any

import pytest

from onrecord.client import Actor as Client
from onrecord.errors import Conflict, Forbidden, Invalid, NotFound
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.actor import host_actor
from onrecord_server.policy.starting import start
from onrecord_server.record.heads import Evidence
from onrecord_server.verifying import verify_database
from tests.operations.policy.conftest import ROLES, House
from tests.support.clocked import Clock
from tests.support.engines import Room, Worker


CHAT = b"13/06/18, 21:25 - Bob: the price is 12\n13/06/18, 21:26 - Kim: thanks\n"
WHY = "He said that he wrote to Brasserie du Port by phone"


@pytest.fixture
def house(room: Room) -> House:
    """People of every duty, under a policy."""
    found = House(room, Clock())
    for name, roles in ROLES.items():
        found.introduce(name, roles)
    found.introduce("carol", [])
    return found


@pytest.fixture
def office(house: House, general: PolicyDocument) -> dict[str, Client]:
    """An officer, two people who write, and the host."""
    house.put_in_force(general)
    host = Client(Worker(house.room.engines, host_actor("acme")))
    return {**{name: house.me(name) for name in ("cora", "bob", "carol")}, "host": host}


@pytest.fixture
def general() -> PolicyDocument:
    """The plainest policy to start from."""
    return start("general")


def _asked(office: dict[str, Client]) -> str:
    return office["cora"].import_requests.create("bob", "whatsapp", reason=WHY).id


def _sent(who: Client, request_id: str, **more: Any) -> str:
    source = io.BytesIO(more.pop("data", CHAT))
    return who.imports.upload("whatsapp", "_chat.txt", source, request_id=request_id).id


def test_who_is_asked_agrees_sends_what_they_chose_and_keeps_a_receipt(
    room: Room, office: dict[str, Client]
) -> None:
    cora, bob = office["cora"], office["bob"]
    request_id = _asked(office)
    assert bob.notices.list().data[0].kind == "import_request"
    mine = bob.import_requests.list(mine=True).data[0]
    assert (mine.id, mine.reason, mine.state, mine.requested_by) == (
        request_id,
        WHY,
        "asked",
        "cora",
    )
    bob.import_requests.answer(request_id, agree=True, said="One chat only.")
    import_id = _sent(bob, request_id)
    done = bob.import_requests.finish(request_id)
    (receipt,) = done.receipts
    assert (receipt.name, receipt.size, receipt.state) == ("_chat.txt", len(CHAT), "kept")
    assert bob.imports.get(import_id).sha256 == receipt.sha256
    now = cora.imports.start(import_id, tz="Europe/Paris", people={"Bob": "bob"})
    while now.state == "running":
        now = cora.imports.advance(import_id)
    assert bob.import_requests.get(request_id).receipts[0].said == 2
    assert cora.import_requests.get(request_id).answer == "One chat only."
    database = room.engines.prepared("acme")
    report = verify_database(database, Evidence(), ["acme"], None)["acme"]
    assert not report.findings, report.findings


def test_nothing_is_sent_before_a_yes_after_a_no_or_by_anybody_else(
    office: dict[str, Client],
) -> None:
    bob, carol, cora = office["bob"], office["carol"], office["cora"]
    request_id = _asked(office)
    with pytest.raises(Conflict, match="agree"):
        _sent(bob, request_id)
    bob.import_requests.answer(request_id, agree=True)
    for other in (carol, cora):
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
    bob, cora = office["bob"], office["cora"]
    request_id = _asked(office)
    bob.import_requests.answer(request_id, agree=True)
    import_id = _sent(bob, request_id)
    with pytest.raises(Forbidden):
        bob.imports.start(import_id, tz="UTC")
    assert bob.import_requests.answer(request_id, agree=False).state == "declined"
    with pytest.raises(Conflict, match="consent"):
        cora.imports.start(import_id, tz="UTC")
    bob.import_requests.answer(request_id, agree=True)
    assert bob.imports.cancel(import_id).state == "cancelled"


def test_a_request_is_between_two_and_ends_once(office: dict[str, Client]) -> None:
    cora, bob, carol = office["cora"], office["bob"], office["carol"]
    request_id = _asked(office)
    with pytest.raises(NotFound):
        carol.import_requests.get(request_id)
    for other in (carol, cora):
        with pytest.raises(NotFound):
            other.import_requests.answer(request_id, agree=True)
    assert carol.import_requests.list().data == []
    with pytest.raises(Forbidden):
        carol.import_requests.create("bob", "whatsapp", reason=WHY)
    for person in ("nobody", "cora"):
        with pytest.raises(Invalid, match="person_id"):
            cora.import_requests.create(person, "whatsapp", reason=WHY)
    assert cora.import_requests.withdraw(request_id).state == "withdrawn"
    assert cora.import_requests.withdraw(request_id).state == "withdrawn"
    with pytest.raises(Conflict, match="Nobody asks"):
        bob.import_requests.answer(request_id, agree=True)


def test_nobody_is_asked_without_a_policy_that_says_so(house: House) -> None:
    with pytest.raises(Conflict, match="policy"):
        house.me("cora").import_requests.create("bob", "whatsapp", reason=WHY)
