"""The command line: what it says, and the status it ends with."""

import asyncio
import json
import threading
from pathlib import Path

import httpx2
import pytest

from onrecord_server import Identity, OnRecord, surveying
from onrecord_server.cli import main, parser
from onrecord_server.demo import demo_app
from tests.support.live import live
from tests.support.soon import PATIENCE, soon


def test_every_command_of_the_contract_exists() -> None:
    """The verbs that the design names are there, and each has a line of help."""
    text = parser().format_help()
    for verb in ("demo", "serve", "migrate", "doctor", "keys", "openapi"):
        assert verb in text


def test_migrate_brings_up_to_date_and_says_so(
    empty_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """``check`` ends with 1 before and 0 after; ``sql`` prints without connecting."""
    given = ["--database", empty_url]
    assert main(["migrate", "check", *given]) == 1
    assert main(["migrate", *given]) == 0
    assert main(["migrate", "check", *given]) == 0
    assert main(["migrate", "sql", *given]) == 0
    assert "CREATE TABLE" in capsys.readouterr().out


def test_a_database_without_a_record_is_said_to_have_none(
    empty_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for said in ("there is no record in this database", "no tenant has a record"):
        if empty_url.startswith("sqlite"):
            Path(empty_url.removeprefix("sqlite:///")).touch()
        assert main(["verify", "--database", empty_url]) == 2
        assert said in capsys.readouterr().err
        main(["migrate", "--database", empty_url])


@pytest.mark.req("CFTC-2")
def test_doctor_lists_no_outbound_call_on_a_default_install(
    sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The default installation calls nobody, and the doctor says whom one has to trust."""
    assert main(["doctor", "--database", sqlite_url]) == 1, "nothing was migrated yet"
    main(["migrate", "--database", sqlite_url])
    assert main(["doctor", "--database", sqlite_url]) == 0
    said = capsys.readouterr().out
    assert "outbound   none" in said
    assert "can go round the software" in said


def test_doctor_says_where_data_lies_and_who_may_delete_it(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """As one document: tables, role, record and what goes out; a record that does not hold is ill."""
    main(["migrate", "--database", database_url])
    chat = OnRecord(database_url, identify=lambda _: None, tenants=["acme"])
    with chat.acting_as("acme") as host:
        host.people.upsert("alice", name="Alice")
    chat.close()
    capsys.readouterr()
    assert main(["doctor", "--json", "--database", database_url]) == 0
    found = json.loads(capsys.readouterr().out)
    tables = {one["table"]: one["holds"] for one in found["data"]["tables"]}
    assert tables["onrecord_contents"].startswith("the words")
    (record,) = found["record"]
    assert (record["tenant"], record["check"], record["unsigned"]) == (
        "acme",
        None,
        record["entries"],
    )
    assert found["outbound"] == found["ill"] == []
    if database_url.startswith("postgresql"):
        assert "DELETE" in found["role"]["may"]["onrecord_entries"]
    else:
        assert "no roles" in found["role"]["said"]
    broken = {**record, "check_state": "failed"}
    assert surveying.ill({**found, "record": [broken]}) == ["the record of acme does not hold"]


def test_what_is_missing_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A command without its database, or with one we do not support, is refused with status 2."""
    assert main(["doctor"]) == 2
    assert main(["doctor", "--database", "sqlite://"]) == 2
    assert main(["serve", "no.such:thing"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("onrecord: ") for line in lines)


def test_openapi_prints_both_descriptions(capsys: pytest.CaptureFixture[str]) -> None:
    """REST as OpenAPI 3.1, the socket as AsyncAPI."""
    main(["openapi"])
    assert json.loads(capsys.readouterr().out)["openapi"].startswith("3.1")
    main(["openapi", "--socket"])
    assert "asyncapi" in json.loads(capsys.readouterr().out)


def test_the_demo_lets_in_demo_people_only(small_url: str) -> None:
    """Three people, by a plain cookie, from this machine."""
    app = demo_app(small_url)

    async def ask() -> tuple[int, int]:
        transport = httpx2.ASGITransport(app=app)
        chat = app.state.chat
        async with (
            chat.lifespan(),
            httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client,
        ):
            nobody = await client.get("/chat/v1/me")
            await client.get("/as/alice")
            return nobody.status_code, (await client.get("/chat/v1/me")).status_code

    answers: list[tuple[int, int]] = []
    thread = threading.Thread(target=lambda: answers.append(asyncio.run(ask())))
    thread.start()
    thread.join(PATIENCE)
    assert answers == [(401, 200)]


def test_heads_are_signed_while_the_mount_lives(sqlite_url: str, tmp_path: Path) -> None:
    """With a folder of keys, a checkpoint appears by itself and goes to the witness that was named."""
    given: list[str] = []

    def witness(tenant: str, note: str) -> None:
        given.append(f"{tenant} {note}")

    settings = {"checkpoint_keys": tmp_path / "keys", "checkpoint_origin": "test.example"}
    with live(sqlite_url, witnesses=[witness], **settings) as worker:
        with worker.chat.acting_as("acme", "alice") as me:
            me.conversations.create(kind="group")
        soon(lambda: given)
        found = worker.rest("alice").get("record/checkpoint").json()
    assert given[0].startswith("acme test.example/acme\n")
    assert found["origin"] == "test.example/acme"


def test_a_host_can_serve_the_chat_alone() -> None:
    """``onrecord serve module:name`` needs an OnRecord at that place."""
    from onrecord_server.commands import load

    assert isinstance(load("tests.cli.chat_of_a_host:chat"), OnRecord)
    assert Identity(person="a").person == "a"
