"""What is encrypted at rest: no word of it is in the database, and nobody who reads through us notices."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.client import Actor as Client
from onrecord.errors import ClientIdReused, ContentDamaged, KeyUnavailable, UsageError
from onrecord.wire.messages import SendMessage
from onrecord_server.cli import main
from onrecord_server.core.database import Database
from onrecord_server.core.leaf import SALT_SIZE
from onrecord_server.core.rows import contents
from onrecord_server.encryption.providers import FileKeys, new_key
from onrecord_server.encryption.rows import data_keys
from onrecord_server.inprocess import DirectCaller, actor_for
from onrecord_server.messages.rows import messages
from onrecord_server.messages.rules import body_hash
from onrecord_server.record.heads import Evidence
from onrecord_server.search.reactors import catch_up
from onrecord_server.tenants.directory import Tenant
from onrecord_server.verifying import verify_database
from tests.support import engines
from tests.support.engines import Room


#: No text of ours holds them.
CANARIES = [f"canary{number:04d}bird" for number in range(1_000)]


def _settle(room: Room) -> None:
    for _ in catch_up(room.engines.prepared("acme"), "acme"):
        pass


def _say_all(room: Room) -> Client:
    """Let people write every canary, in every way that words come in."""
    for name in ("bob", "carol"):
        room.person(name)
    room.person("alice")
    alice = Client(DirectCaller(room.engines, actor_for("acme", "alice", "host")))
    words = iter(CANARIES)
    group = alice.conversations.create(kind="group", members=["bob"], title=next(words)).id
    message = alice.messages.send(group, f"{next(words)} {next(words)}")
    alice.messages.edit(message.id, next(words))
    alice.conversations.update(group, title=next(words))
    alice.reactions.add(message.id, "👍")
    file = alice.attachments.upload(
        f"{next(words)}\n".encode() * 20_000, name=f"{next(words)}.txt", conversation_id=group
    )
    room.engines.files.wait()
    alice.messages.send(group, next(words), attachments=[file.id])
    gone = alice.messages.send(group, next(words))
    alice.messages.remove(gone.id, reason=next(words))
    rest = list(words)
    for start in range(0, len(rest), 40):
        room.plain("bob").messages.send(group, " ".join(rest[start : start + 40]))
    _settle(room)
    return alice


def _dump(room: Room) -> Iterator[bytes]:
    """Yield everything that the database holds, as somebody would who copied it."""
    database = room.engines.prepared("acme")
    if database.dialect == "sqlite":
        for path in Path(str(database.url.database)).parent.glob("*.db*"):
            yield path.read_bytes()
        return
    with database.read() as connection:
        for name in sa.inspect(connection).get_table_names():
            for row in connection.execute(sa.text(f'SELECT * FROM "{name}"')):
                yield b" ".join(
                    bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode()
                    for one in row
                )


@pytest.mark.req("HIP-5")
def test_a_dump_holds_none_of_a_thousand_words(encrypted: Room) -> None:
    alice = _say_all(encrypted)
    dumped = b"\n".join(_dump(encrypted))
    assert not [word for word in CANARIES if word.encode() in dumped]
    assert len(dumped) > 100_000
    for word in ("canary0002bird", "canary0500bird"):
        assert [hit.message_id for hit in alice.search.messages(word).data] or word < "canary0003"


@pytest.mark.req("HIP-5")
def test_a_guess_is_not_confirmed_by_a_dump(encrypted: Room) -> None:
    encrypted.person("bob")
    encrypted.person("alice")
    alice = encrypted.plain("alice")
    group = alice.conversations.create(kind="group", members=["bob"], title="Team").id
    sent = alice.messages.send(group, "yes", client_id="one")
    row, content = _kept(encrypted, messages, sent.id), _kept(encrypted, contents, f"{sent.id}:1")
    guess = SendMessage(conversation_id=group, text="yes", client_id="one")
    assert bytes(row.body_hash) != body_hash(guess)
    assert len(bytes(content.salt)) > SALT_SIZE
    assert alice.messages.send(group, "yes", client_id="one").id == sent.id
    with pytest.raises(ClientIdReused):
        alice.messages.send(group, "no", client_id="one")


def _kept(room: Room, table: sa.Table, key: str) -> Any:
    with room.engines.prepared("acme").read() as connection:
        return connection.execute(sa.select(table).where(table.c.id == key)).one()


def test_without_a_provider_the_same_dump_holds_them(room: Room) -> None:
    _say_all(room)
    dumped = b"\n".join(_dump(room))
    assert all(word.encode() in dumped for word in CANARIES[5:])


def test_what_is_encrypted_is_read_found_and_proved_as_ever(encrypted: Room) -> None:
    alice = _say_all(encrypted)
    group = alice.conversations.list().data[0]
    assert group.title == CANARIES[4]
    assert CANARIES[-1] in (alice.messages.list(group.id).data[0].text or "")
    assert alice.search.messages(f"{CANARIES[700]}").data
    assert alice.search.messages("canary07*").data
    report = verify_database(encrypted.engines.prepared("acme"), Evidence(), ["acme"], None)["acme"]
    assert not report.findings, report.findings


@pytest.mark.req("HIP-7")
def test_words_do_not_open_in_another_row(encrypted: Room) -> None:
    for name in ("bob", "alice"):
        encrypted.person(name)
    alice = encrypted.plain("alice")
    group = alice.conversations.create(kind="group", members=["bob"], title="Team").id
    first, second = (alice.messages.send(group, text) for text in ("one", "two"))
    database = encrypted.engines.prepared("acme")
    _swap(database, f"{first.id}:1", f"{second.id}:1")
    with pytest.raises(ContentDamaged):
        alice.messages.get(first.id)
    report = verify_database(database, Evidence(), ["acme"], None)["acme"]
    assert {one.code for one in report.findings} >= {"content_differs"}
    _swap(database, f"{first.id}:1", f"{second.id}:1")


def _swap(database: Database, one: str, other: str) -> None:
    """Exchange two ciphertexts as somebody could who may write to the database."""
    with database.write() as connection:
        _let_in(connection)
        held = {
            row.id: row.body
            for row in connection.execute(
                sa.select(contents).where(contents.c.id.in_([one, other]))
            )
        }
        for target, source in ((one, other), (other, one)):
            changed = sa.update(contents).where(contents.c.id == target)
            connection.execute(changed.values(body=held[source]))


def _let_in(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS onrecord_contents_no_update")
    else:
        connection.exec_driver_sql("ALTER TABLE onrecord_contents DISABLE TRIGGER USER")


def test_without_its_key_nothing_is_read_or_written(database_url: str, encrypted: Room) -> None:
    encrypted.person("alice")
    alice = encrypted.plain("alice")
    group = alice.conversations.create(kind="group", members=[], title="Team").id
    message = alice.messages.send(group, "secret")
    with engines.room(database_url) as other, pytest.raises(KeyUnavailable):
        other.plain("alice").messages.get(message.id)
    before = encrypted.end()
    with engines.room(database_url, encryption=_Gone()) as other:
        with pytest.raises(KeyUnavailable):
            other.plain("alice").messages.get(message.id)
        with pytest.raises(KeyUnavailable):
            other.plain("alice").messages.send(group, "plain?")
    assert encrypted.end() == before


class _Gone:
    """A provider that lost everything."""

    active = "first"
    hosts: tuple[str, ...] = ()

    def wrap(self, tenant: str, key: bytes) -> str:
        raise KeyUnavailable(tenant)

    def unwrap(self, tenant: str, name: str, wrapped: str) -> bytes:
        raise KeyUnavailable(name)


def test_keys_are_renewed_while_people_write(
    database_url: str, encrypted: Room, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_ENCRYPTION", f"file:{key_file}")
    monkeypatch.setattr("onrecord_server.encryption.keyring.FRESH", 0.0)
    encrypted.person("alice")
    alice = encrypted.plain("alice")
    group = alice.conversations.create(kind="group", members=[], title="Team").id
    sent: list[str] = []
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            sent.append(alice.messages.send(group, f"word {len(sent)}").id)

    writer = threading.Thread(target=write)
    writer.start()
    for name in ("second", "third"):
        new_key(key_file, name)
        assert main(["encryption", "rewrap", "--database", database_url]) == 0
        assert main(["encryption", "renew", "--database", database_url]) == 0
    stop.set()
    writer.join()
    alice.messages.send(group, "last")
    assert [alice.messages.get(one).text for one in sent] == [f"word {i}" for i in range(len(sent))]
    keys = [row for row in _keys(encrypted) if row.purpose == "content"]
    assert [row.number for row in keys] == [1, 2, 3]
    assert encrypted.types().count("encryption.key_made") == 4
    report = verify_database(encrypted.engines.prepared("acme"), Evidence(), ["acme"], None)["acme"]
    assert not report.findings, report.findings


def test_once_rewrapped_the_old_key_is_not_needed(
    database_url: str, encrypted: Room, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encrypted.person("alice")
    alice = encrypted.plain("alice")
    group = alice.conversations.create(kind="group", members=[], title="Team").id
    message = alice.messages.send(group, "kept").id
    new_key(key_file, "second")
    monkeypatch.setenv("ONRECORD_ENCRYPTION", f"file:{key_file}")
    assert main(["encryption", "rewrap", "--database", database_url]) == 0
    only = key_file.with_name("only.keys")
    only.touch(mode=0o600)
    only.write_text(key_file.read_text().splitlines()[1] + "\n")
    with engines.room(database_url, encryption=f"file:{only}") as other:
        assert other.plain("alice").messages.get(message).text == "kept"


def test_a_tenant_may_stay_plain_and_be_encrypted_later(database_url: str, key_file: Path) -> None:
    def open_room(encrypted: bool) -> Any:
        tenants = {"acme": Tenant(encrypted=encrypted)}
        return engines.room(database_url, encryption=FileKeys(key_file), tenants=tenants)

    with open_room(encrypted=False) as room:
        alice = room.person("alice")
        group = alice.conversations.create(kind="group", members=[], title="Team").id
        alice.messages.send(group, "early canary0001bird")
        _settle(room)
        assert not _keys(room)
    with open_room(encrypted=True) as room:
        alice = room.plain("alice")
        alice.messages.send(group, "late canary0002bird")
        _settle(room)
        for word, text in (("canary0001bird", "early"), ("canary0002bird", "late")):
            hit = alice.search.messages(word).data[0]
            assert "".join(piece.text for piece in hit.excerpt).startswith(text)
        dumped = b"\n".join(_dump(room))
        assert b"canary0002bird" not in dumped
        if room.engines.prepared("acme").dialect == "sqlite":
            assert "anary0001bird" not in _indexed(room), "the early words leave the index"
        report = verify_database(room.engines.prepared("acme"), Evidence(), ["acme"], None)["acme"]
        assert not report.findings, report.findings


def _indexed(room: Room) -> str:
    with room.engines.prepared("acme").read() as connection:
        held = connection.execute(sa.text("SELECT block FROM onrecord_search_index_data"))
        return b"".join(row.block for row in held).decode("latin-1")


def _keys(room: Room) -> list[Any]:
    with room.engines.prepared("acme").read() as connection:
        query = sa.select(data_keys).where(data_keys.c.tenant == "acme")
        return list(connection.execute(query.order_by(data_keys.c.number)))


def test_a_tenant_that_is_to_be_encrypted_needs_a_provider(database_url: str) -> None:
    tenants = {"acme": Tenant(encrypted=True)}
    with (
        engines.room(database_url, tenants=tenants) as room,
        pytest.raises(UsageError, match="encryption="),
    ):
        room.person("alice")


def test_the_doctor_says_what_is_encrypted_with_whose_key(
    database_url: str,
    encrypted: Room,
    key_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    encrypted.person("alice").conversations.create(kind="group", members=[], title="Team")
    monkeypatch.setenv("ONRECORD_ENCRYPTION", f"file:{key_file}")
    main(["doctor", "--database", database_url])
    said = capsys.readouterr().out
    assert "encryption keys of first" in said
    assert "acme: content key 1, wrapped by first" in said
    assert "acme: 0 contents are not encrypted" in said
