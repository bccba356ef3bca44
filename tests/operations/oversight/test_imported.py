"""What was imported is looked at like any other conversation that one is not in: under a grant, on the record."""

import io
import json
from datetime import UTC, datetime

from onrecord.client import Actor as Client
from onrecord.wire.grants import GrantScope
from onrecord_server.core.actor import host_actor
from tests.operations.oversight.conftest import Case
from tests.support.engines import Worker
from tests.support.verified import findings


def _bring(case: Case) -> None:
    host = Client(Worker(case.house.room.engines, host_actor("acme")))
    lines = [
        {"author": author, "at": f"2019-05-01T10:0{n}:00Z", "text": f"old c4nary {n}"}
        for n, author in enumerate(("alice", "stranger", "alice"))
    ]
    data = "\n".join(json.dumps(line) for line in lines).encode()
    found = host.imports.upload("jsonl", "old.jsonl", io.BytesIO(data))
    host.imports.start(found.id)
    host.imports.advance(found.id)


def test_it_is_found_and_read_under_a_grant_for_the_time_in_which_it_was_said(case: Case) -> None:
    _bring(case)
    since, until = datetime(2019, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)
    grant = case.open(scope=GrantScope(people=["alice"], since=since, until=until))
    ivan = case.house.me("ivan")
    (place,) = ivan.grants.conversations(grant.id).data
    assert (place.messages, place.last_at.year) == (2, 2019)
    shown = ivan.grants.messages(grant.id, place.id)
    assert [one.text for one in shown.data] == ["old c4nary 2", "old c4nary 0"]
    assert {one.said_at.year for one in shown.data if one.said_at} == {2019}
    assert len(ivan.grants.search(grant.id, "c4nary before:2020-01-01").data) == 2
    assert shown.members == [], "nobody is there, so that nobody hears of it but by asking"
    assert findings(case.house.room) == []


def test_what_was_said_beyond_the_time_of_a_grant_is_not_opened(case: Case) -> None:
    _bring(case)
    grant = case.open(scope=GrantScope(people=["alice"], since=datetime(2020, 1, 1, tzinfo=UTC)))
    found = case.house.me("ivan").grants.conversations(grant.id).data
    assert [one.id for one in found] == [case.talk]
