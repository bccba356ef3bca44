"""One function of the host's says which duties its people have here; nobody gets one by a mistake."""

from collections.abc import Iterator

import pytest

from onrecord.errors import Unavailable
from onrecord.wire.people import UpsertPerson
from onrecord_server import Identity
from onrecord_server.core.actor import host_actor
from tests.support import engines
from tests.support.engines import Room


def duties(identity: Identity) -> list[str]:
    """What a host may write: its own words in, our duties out."""
    found = ["member"]
    if "SUPERVISOR" in identity.attributes.get("title", ""):
        found.append("reviewer")
    if "audit-2019" in identity.roles:
        found.append("auditor")
    if identity.person == "broken":
        found.append("No Such Role")
    if identity.person == "raises":
        raise RuntimeError("the directory is down")
    return found


@pytest.fixture
def room(database_url: str) -> Iterator[Room]:
    with engines.room(database_url, roles=duties) as found:
        yield found


def _put(room: Room, person: str, roles: list[str], title: str = "") -> list[str]:
    said = UpsertPerson(
        person_id=person, name=person, roles=roles, attributes={"title": title} if title else {}
    )
    found = room.engines.call("people.upsert", said, host_actor("acme")).value["roles"]
    return [*found]


def test_the_hosts_words_become_our_duties_and_nothing_else_counts(room: Room) -> None:
    assert _put(room, "rita", ["sales"], "SUPERVISOR of sales") == ["member", "reviewer"]
    assert _put(room, "audrey", ["audit-2019"]) == ["auditor", "member"]
    assert _put(room, "mallory", ["auditor", "policy_author"]) == ["member"]
    assert _put(room, "rita", ["sales"], "clerk") == ["member"], "told anew, mapped anew"


@pytest.mark.parametrize("person", ["broken", "raises"])
def test_a_function_that_fails_gives_and_keeps_no_duty(room: Room, person: str) -> None:
    before = room.rows()
    with pytest.raises(Unavailable):
        _put(room, person, ["sales"])
    assert room.rows() == before
