"""What is imported is judged as what is sent is, and nobody who chats now hears or suffers from it."""

import io
import json

import pytest

from onrecord.client import Actor as Client
from onrecord.errors import Forbidden, NotFound
from onrecord.wire.imports import Import
from onrecord_server.core.actor import host_actor
from onrecord_server.imports.access import DUTY
from onrecord_server.messages import holding
from tests.operations.judging.conftest import CARD, IBAN, LOOKS, MAIL, SSN, Talk
from tests.support.engines import Worker


def _bring(talk: Talk, *texts: str, by: Client | None = None) -> Import:
    host = by or Client(Worker(talk.house.room.engines, host_actor("acme")))
    lines = [
        json.dumps({"author": "bob", "at": f"2019-05-01T10:0{n}:00Z", "text": text})
        for n, text in enumerate(texts)
    ]
    found = host.imports.upload("jsonl", "old.jsonl", io.BytesIO("\n".join(lines).encode()))
    host.imports.start(found.id)
    return host.imports.advance(found.id)


def _entries(talk: Talk, *types: str) -> list[dict[str, object]]:
    rows = talk.house.room.entries()
    return [json.loads(row.entry) for row in rows if row.type in types]


def test_it_is_flagged_covered_held_or_blocked(talk: Talk) -> None:
    now = _bring(talk, "plain", MAIL, f"mine is {SSN}", IBAN, CARD)
    assert (now.state, now.said, now.held) == ("done", 5, 2)
    assert len(_entries(talk, "message.created")) == 3
    kept = _entries(talk, "message.held", "message.blocked")
    assert [one["audience"] for one in kept] == ["-", "-"]
    assert all(one["facts"]["captured_via"] == "import" for one in kept)  # type: ignore[index]
    assert {one["facts"]["trigger"] for one in _entries(talk, "message.flagged")} == {  # type: ignore[index]
        *("mail", "ssn", "iban", "card")
    }


@pytest.mark.req("FIN-7")
def test_what_was_held_is_released_to_where_it_was_said_and_when(talk: Talk) -> None:
    _bring(talk, IBAN)
    (kept,) = _entries(talk, "message.held")
    message = talk.decide(holding.release, str(kept["object"]))
    assert message.text == IBAN
    (said,) = _entries(talk, "message.created")
    assert said["facts"]["captured"] == kept["facts"]["captured"]  # type: ignore[index]


def test_nobody_is_frozen_or_slowed_for_what_was_said_then(talk: Talk) -> None:
    freezing = {**LOOKS[3], "freeze_after": 1, "freeze_within": "P1D", "freeze_for": "P1D"}
    flood = {"id": "flood", "kind": "flood", "messages": 2}
    talk.adopt([freezing, flood])
    assert _bring(talk, CARD, "one", "two", "three", "four").held == 1
    assert talk.bob.messages.send(talk.id, "still here").state == "active"
    assert not _entries(talk, "person.frozen")


def test_whoever_brought_what_is_found_does_not_review_it(talk: Talk) -> None:
    for name in ("ivan", "iris"):
        talk.house.introduce(name, ["investigator", DUTY])
    ivan, iris = talk.house.me("ivan"), talk.house.me("iris")
    assert _bring(talk, IBAN, MAIL, by=ivan).state == "done"
    assert ivan.cases.list().data == []
    found = iris.cases.list().data
    assert len(found) == 2
    for case in found:
        for look in (ivan.cases.get, ivan.cases.open):
            with pytest.raises(NotFound):
                look(case.id)
        assert iris.cases.open(case.id).case.assignee == "iris"
        with pytest.raises(Forbidden):
            iris.cases.assign(case.id, version=iris.cases.get(case.id).version, person_id="ivan")
