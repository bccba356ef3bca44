"""Who asks for what is kept about them gets it, alone and once: their own words, and of others none."""

import hashlib
import io
import json
import zipfile
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.client import Actor as Client
from onrecord.errors import Conflict, KeyUnavailable, NotFound, StorageFull
from onrecord.wire.data_requests import GetDataArchive
from onrecord_server.core.actor import Actor
from onrecord_server.core.leases import LEASE, TRIES
from onrecord_server.data_requests import archives, telling
from onrecord_server.data_requests.copying import Copier
from onrecord_server.data_requests.rows import data_archives
from onrecord_server.exports.rows import export_parts
from onrecord_server.inprocess import DirectCaller, actor_for
from tests.operations.data_requests.conftest import WHY, Office


def write(office: Office) -> Copier:
    """Write the copies that wait."""
    engines = office.house.room.engines
    copier = Copier(engines)
    copier.round(engines.prepared("acme"))
    copier.wait()
    return copier


def asked(office: Office) -> str:
    """Let alice ask, and one officer approve; return the request's id."""
    made = office.of("alice").make("access")
    assert office.of("prue").approve(made.id).state == "approved"
    return str(made.id)


def fetch(office: Office, request_id: str, who: str = "alice") -> bytes:
    """Return the bytes of a copy that is open."""
    engines = office.house.room.engines
    command = GetDataArchive(request_id=request_id)
    plan: Any = engines.call(archives.CONTENT.name, command, Actor("acme", who)).resource()
    return b"".join(engines.files.read("acme", plan, 0, plan.size))


@pytest.mark.req("GDP-5")
def test_a_copy_tells_ones_own_words_and_of_others_none(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "PAGE", 2)
    theirs = office.say("bob's secret", "bob")
    me = office.house.me("alice")
    for text in ("first <b>", "second", "third"):
        office.say(text)
    me.messages.send(office.group, "an answer", reply_to=theirs)
    me.reactions.add(theirs, "👍")
    removed = office.say("taken back")
    me.messages.remove(removed)
    request = asked(office)
    office.say("said later")
    write(office)
    done = office.of("alice").get(request)
    assert done.state == "done"
    assert done.archive is not None
    office.of("alice").open_archive(request)
    packed = fetch(office, request)
    assert (hashlib.sha256(packed).hexdigest(), len(packed)) == (
        done.archive.sha256,
        done.archive.size,
    )
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        data, page = json.loads(archive.read("data.json")), archive.read("data.html").decode()
    assert [one["text"] for one in data["messages"]] == [
        *("first <b>", "second", "third", "an answer")
    ]
    assert data["messages"][3]["answers"] == theirs
    assert data["profile"][0]["name"] == "Alice"
    assert [one["emoji"] for one in data["reactions"]] == ["👍"]
    assert {"state": "removed", "count": 1} in data["not_shown"]
    assert data["requests"][0]["kind"] == "access"
    assert "first &lt;b&gt;" in page
    for secret in ("bob", "Bob", "said later", "taken back"):
        assert secret not in json.dumps(data) + page


def names_of(packed: bytes) -> list[str]:
    """Return what files lie in a copy."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return [name for name in archive.namelist() if name.startswith("files/")]


def test_files_are_given_of_what_is_told_and_of_nothing_out_of_sight(office: Office) -> None:
    engines = office.house.room.engines
    me = Client(DirectCaller(engines, actor_for("acme", "alice", "host")))

    def sent(name: str) -> tuple[str, str]:
        file = me.attachments.upload(b"words", name=name, conversation_id=office.group).id
        return me.messages.send(office.group, name, attachments=[file]).id, file

    _, shown = sent("shown.txt")
    gone, _ = sent("gone.txt")
    me.messages.remove(gone)
    request = asked(office)
    sent("later.txt")
    write(office)
    office.of("alice").open_archive(request)
    assert names_of(fetch(office, request)) == [f"files/{shown}"]


def test_a_copy_that_names_somebody_else_than_its_request_is_not_written(office: Office) -> None:
    office.say("bob's secret", "bob")
    request = asked(office)
    database = office.house.room.engines.prepared("acme")
    with database.write() as connection:
        changed = sa.update(data_archives).values(person="bob")
        connection.execute(changed, execution_options=dict(database.options))
    write(office)
    assert office.of("alice").get(request).state == "approved"
    with database.write() as connection:
        restored = sa.update(data_archives).values(person="alice")
        connection.execute(restored, execution_options=dict(database.options))


@pytest.mark.req("GDP-5")
def test_it_is_for_the_person_alone_and_once_and_the_record_says_what_was_given(
    office: Office,
) -> None:
    office.say("mine")
    request = asked(office)
    with pytest.raises(Conflict):
        office.of("alice").open_archive(request)
    write(office)
    done = office.of("alice").get(request)
    (certificate,) = [one for one in office.house.room.entries() if one.position == done.position]
    facts = json.loads(certificate.entry)["facts"]
    assert (facts["step"], facts["sha256"]) == ("copied", done.archive.sha256)
    with pytest.raises(Conflict):
        fetch(office, request)
    for name in ("prue", "bob"):
        with pytest.raises(NotFound):
            office.of(name).open_archive(request)
    opened = office.of("alice").open_archive(request)
    assert office.of("alice").open_archive(request).archive == opened.archive
    assert fetch(office, request) == fetch(office, request)
    with pytest.raises(NotFound):
        fetch(office, request, "prue")
    office.house.clock.forward(hours=2)
    for again in (lambda: fetch(office, request), lambda: office.of("alice").open_archive(request)):
        with pytest.raises(Conflict):
            again()


@pytest.mark.req("GDP-5")
@pytest.mark.parametrize("ending", ["taken back", "too late"])
def test_what_nobody_may_fetch_any_more_is_gone(office: Office, ending: str) -> None:
    office.say("mine")
    request = asked(office)
    if ending == "taken back":
        office.of("alice").withdraw(request)
        write(office)
        assert office.of("alice").get(request).archive is None
    else:
        write(office)
        office.house.clock.forward(days=15)
    copier = write(office)
    engines = office.house.room.engines
    assert copier.round(engines.prepared("acme")) == 0
    with pytest.raises(Conflict):
        office.of("alice").open_archive(request)
    assert office.of("alice").make("access", said=WHY).state == "identified"


# -- what cannot be written ------------------------------------------------------------------------


def rows(office: Office, table: sa.Table) -> list[Any]:
    """Return the rows of a table."""
    database = office.house.room.engines.prepared("acme")
    with database.read() as connection:
        options = dict(database.options)
        return list(connection.execute(sa.select(table), execution_options=options))


def try_in_vain(office: Office, times: int) -> None:
    """Let a copy be begun some times, each after the lease of who began it last has run out."""
    for _ in range(times):
        write(office)
        office.house.clock.forward(seconds=LEASE // 1_000_000 + 1)


def broken(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let what is packed fail behind its first bytes."""

    def fails(target: Any, *_: Any) -> None:
        target.write(b"half of it")
        target._target.end()
        raise error

    monkeypatch.setattr("onrecord_server.data_requests.copying.pack", fails)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (StorageFull(), "storage"),
        (KeyUnavailable(), "key_unavailable"),
        (OSError("the disk is gone"), "failed"),
    ],
)
def test_a_copy_that_fails_is_tried_a_few_times_and_then_begun_anew_by_who_answers(
    office: Office, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    office.say("mine")
    request = asked(office)
    with monkeypatch.context() as patched:
        broken(patched, error)
        try_in_vain(office, TRIES - 1)
        assert office.of("prue").get(request).stopped is None
        try_in_vain(office, 1)
        seen = office.of("prue").get(request)
        assert (seen.state, seen.stopped, seen.archive) == ("identified", reason, None)
        assert office.of("alice").get(request).stopped == reason
        try_in_vain(office, 2)
    (row,) = rows(office, data_archives)
    assert (row.tries, row.store, rows(office, export_parts)) == (TRIES, None, [])
    assert office.of("prue").approve(request).stopped is None
    write(office)
    office.of("alice").open_archive(request)
    done = office.of("alice").get(request)
    assert hashlib.sha256(fetch(office, request)).hexdigest() == done.archive.sha256
    assert office.house.room.engines.files.tidier.sweep("acme", remove=False) == []


def test_one_that_nobody_lived_to_give_up_is_given_up(office: Office) -> None:
    request, engines = asked(office), office.house.room.engines
    copier, database = Copier(engines), engines.prepared("acme")
    for _ in range(TRIES):
        assert copier._leases.take(database) is not None
        office.house.clock.forward(seconds=LEASE // 1_000_000 + 1)
    write(office)
    assert office.of("prue").get(request).stopped == "failed"
    refused = office.of("prue").refuse(request, reason="It cannot be written at all")
    assert (refused.state, refused.stopped) == ("refused", None)
    assert [row.state for row in rows(office, data_archives)] == ["over"]


def test_who_clears_what_was_given_up_takes_nothing_of_what_was_begun_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.say("mine")
    request, engines = asked(office), office.house.room.engines
    with monkeypatch.context() as patched:
        broken(patched, StorageFull())
        try_in_vain(office, TRIES)
    database = engines.prepared("acme")
    (late,) = rows(office, data_archives)
    assert late.store is not None
    office.of("prue").approve(request)
    copier = write(office)
    copier._forget(database, late, engines.files.kept("acme").stores.named(late.store))
    office.of("alice").open_archive(request)
    assert zipfile.is_zipfile(io.BytesIO(fetch(office, request)))
