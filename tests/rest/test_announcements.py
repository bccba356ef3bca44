"""Announcements over HTTP: paths, keys, and the sheet that is downloaded."""

import csv
import io
from collections.abc import Iterator

import pytest

from onrecord_server.announcements import sheet
from onrecord_server.rest.sheets import PAGE
from tests.support.live import Live, live


@pytest.fixture
def worker(database_url: str) -> Iterator[Live]:
    """One worker on each database."""
    with live(database_url) as found:
        yield found


@pytest.fixture
def small(small_url: str) -> Iterator[Live]:
    """One worker on SQLite, for what does not depend on the database."""
    with live(small_url) as found:
        yield found


def _announced(worker: Live, *people: str) -> str:
    with worker.chat.acting_as("acme", "alice") as me:
        made = me.conversations.create(kind="announcement", members=list(people))
        return me.messages.send(made.id, "Read this", acknowledge=True).id


def _cells(text: str) -> list[dict[str, str]]:
    assert text.startswith(sheet.MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(sheet.MARK))))


def test_the_paths_are_what_the_documentation_says(worker: Live) -> None:
    message = _announced(worker, "bob", "carol")
    alice, bob = worker.rest("alice"), worker.rest("bob")
    assert [m["id"] for m in bob.get("announcements/pending").json()["data"]] == [message]
    arrived = bob.put("announcements/reached", json={"message_ids": [message]})
    assert arrived.json() == {"message_ids": [message]}
    path = f"announcements/{message}"
    outdated = bob.put(f"{path}/acknowledgement", json={"version": 2})
    assert (outdated.status_code, outdated.json()["code"]) == (409, "version_outdated")
    assert outdated.json()["version"] == 1
    done = bob.put(f"{path}/acknowledgement", json={"version": 1}).json()
    assert bob.put(f"{path}/acknowledgement", json={"version": 1}).json() == done
    assert alice.get(path).json()["acknowledged"] == 1
    missing = alice.get(f"{path}/roster", params={"state": "missing"}).json()["data"]
    assert [entry["person_id"] for entry in missing] == ["carol"]
    assert alice.post(f"{path}/reminders", json={}).json()["people"] == 1
    again = alice.post(f"{path}/reminders", json={})
    assert (again.status_code, again.json()["code"]) == (429, "rate_limited")
    assert 0 < int(again.headers["retry-after"]) <= 3600


def test_a_key_makes_one_export_and_one_reminder(worker: Live) -> None:
    message, alice = _announced(worker, "bob"), worker.rest("alice")
    for kind, status in (("exports", 201), ("reminders", 200)):
        key = {"idempotency-key": f"one-{kind}"}
        answers = [
            alice.post(f"announcements/{message}/{kind}", json={}, headers=key) for _ in range(2)
        ]
        assert [answer.status_code for answer in answers] == [status, status]
        first, second = (answer.json() for answer in answers)
        assert {**first, "summary": None} == {**second, "summary": None}


def test_a_sheet_is_streamed_page_by_page(small: Live) -> None:
    people = [f"p{number:04}" for number in range(PAGE + 20)]
    message, alice = _announced(small, *people), small.rest("alice")
    with small.chat.acting_as("acme", "p0007") as me:
        me.announcements.acknowledge(message, 1)
    with small.chat.acting_as("acme") as host:
        host.people.upsert("p0001", name="=HYPERLINK(1)")
    made = alice.post(f"announcements/{message}/exports", json={}).json()
    answer = alice.get(f"announcements/exports/{made['id']}/csv")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == f'attachment; filename="{made["id"]}.csv"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "content-length" not in answer.headers
    found = {row["person_id"]: row for row in _cells(answer.text)}
    assert sorted(found) == people
    assert found["p0007"]["progress"] == "acknowledged"
    assert found["p0007"]["acknowledged_version"] == "1"
    assert found["p0001"]["name"] == "'=HYPERLINK(1)"
    head = alice.head(f"announcements/exports/{made['id']}/csv")
    assert (head.status_code, head.content) == (200, b"")


def test_a_sheet_takes_no_query_and_no_other_method(small: Live) -> None:
    alice, path = small.rest("alice"), f"announcements/exports/exp_{'0' * 32}/csv"
    assert alice.get("me").status_code == 200
    assert alice.get(path).status_code == 404
    assert alice.get(path, params={"x": "1"}).status_code == 422
    assert alice.post(path, json={}).status_code == 405
