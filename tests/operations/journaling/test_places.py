"""Where journals go: a mail server, a folder, a bucket. Each takes a parcel whole, or again, or says why not."""

import smtplib
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import UsageError
from onrecord_server import filing
from onrecord_server.config import OnRecordConfig
from onrecord_server.exports.formats import global_relay, mail
from onrecord_server.exports.formats.spool import Spool
from onrecord_server.journaling.given import Journal
from onrecord_server.journaling.mailing import Mail, stuffed
from onrecord_server.journaling.places import Bucket, Folder, Packed, Parcel, Refused
from onrecord_server.journaling.worker import PATIENT
from tests.exports import scenes
from tests.operations.journaling.conftest import Post
from tests.support.buckets import bucket
from tests.support.mails import Mails, mails


def parcel(*members: tuple[str, bytes]) -> Parcel:
    packed = []
    for path, data in members:
        spool = Spool()
        spool.put(data)
        packed.append(Packed(path, spool, "0" * 64))
    return Parcel("acme", "archive", "cnv_1", 3, 9, tuple(packed))


@pytest.fixture
def server() -> Iterator[Mails]:
    """A mail server."""
    with mails() as found:
        yield found


def journal(server: Mails, **given: Any) -> Mail:
    said = {"sender": "journal@example.com", "to": "in@archive.example", "port": server.port}
    return Mail("127.0.0.1", **{**said, "security": "none", "patience": 2.0, **given})


@pytest.mark.parametrize("write", [mail.write, global_relay.write], ids=["eml", "global-relay"])
def test_mails_arrive_as_they_were_written_whatever_people_chose(server: Mails, write: Any) -> None:
    written = list(scenes.written(write(scenes.hostile())).items())
    journal(server).deliver(parcel(*written))
    journal(server).deliver(parcel(*written))
    assert [data for _, _, data in server.kept] == [data for _, data in written] * 2
    assert {one[:2] for one in server.kept} == {("journal@example.com", "in@archive.example")}
    ids = [
        message_from_bytes(data, policy=policy.default)["message-id"] for *_, data in server.kept
    ]
    assert None not in ids
    assert len(set(ids)) == len(written), "whoever gets one again knows it by its Message-ID"


def test_dots_and_the_end_of_lines_survive_in_any_pieces() -> None:
    data = b".one\r\n..two\r\n\r\n.\r\nthree"
    pieces = [data[at : at + 1] for at in range(len(data))]
    assert b"".join(stuffed(pieces)) == b"..one\r\n...two\r\n\r\n..\r\nthree\r\n.\r\n"


def test_a_refused_mail_is_told_from_a_server_that_is_away(server: Mails) -> None:
    poison = parcel(("a.eml", b"Subject: poison\r\n\r\n"))
    server.refuses = {b"poison": "554 not here"}
    with pytest.raises(Refused, match="554 not here") as refused:
        journal(server).deliver(poison)
    assert refused.value.for_good
    for said in ("451 later", ""):
        server.refuses = {b"poison": said}
        with pytest.raises(Refused) as refused:
            journal(server).deliver(poison)
        assert not refused.value.for_good, "it may be the server, and it may be this one"
    server.closed = True
    with pytest.raises(smtplib.SMTPException):
        journal(server).deliver(poison)
    server.closed = False
    with pytest.raises(smtplib.SMTPNotSupportedError):
        journal(server, security="starttls").deliver(poison)
    assert not server.kept


def test_a_poisonous_mail_is_set_aside_and_the_next_ones_arrive(server: Mails, post: Post) -> None:
    post.archive, post.format = journal(server), "eml"
    server.refuses = {b"alice 0": "554 poison"}
    post.deliver(tries=1)
    assert not server.kept
    talk = post.house.me("bob").conversations.list().data[0].id
    post.house.me("bob").messages.send(talk, "good morning")
    post.deliver()
    ((_, _, data),) = server.kept
    assert "good morning" in data.decode()


def test_a_folder_has_a_parcel_whole_or_not_at_all(tmp_path: Path) -> None:
    one = parcel(("a/b.eml", b"first"), ("c.eml", b"second"))
    folder = Folder(tmp_path)
    folder.deliver(one)
    folder.deliver(one)
    (found,) = (tmp_path / "acme" / "archive").iterdir()
    assert found.name == "000000000003-000000000009.e3b0c442.cnv_1"
    assert (found / "a" / "b.eml").read_bytes() == b"first"
    assert b'"c.eml"' in (found / "parcel.json").read_bytes()
    left = found.with_name(f".{found.name}.0123")
    found.rename(left)
    folder.deliver(one)
    assert [path.name for path in left.parent.iterdir()] == [found.name], (
        "a killed one leaves nothing"
    )
    with pytest.raises(FileNotFoundError, match="mount it"):
        Folder(tmp_path / "away").deliver(one)


def test_after_a_restore_the_same_positions_have_other_names() -> None:
    before = Parcel("acme", "archive", "cnv_1", 3, 9, (), "one")
    assert before.name != Parcel("acme", "archive", "cnv_1", 3, 9, (), "two").name


def test_a_bucket_gets_the_list_last_and_says_what_it_will_not_take() -> None:
    one = parcel(("a/b ü.eml", b"first" * 100_000))
    with bucket() as found:
        place = Bucket(f"http://127.0.0.1:{found.port}/files", {"authorization": "Bearer secret"})
        place.deliver(one)
        assert list(found.objects) == [
            "acme/archive/000000000003-000000000009.e3b0c442.cnv_1/a/b ü.eml",
            "acme/archive/000000000003-000000000009.e3b0c442.cnv_1/parcel.json",
        ]
        assert len(next(iter(found.objects.values()))) == 500_000
        assert "secret" not in f"{place!r} {place.name}"
        found.mood = "down"
        keyed = Bucket(f"http://127.0.0.1:{found.port}/files?sig=k3y")
        with pytest.raises(OSError, match="503") as said:
            keyed.deliver(one)
        assert "k3y" not in str(said.value)


def test_a_bucket_that_writes_over_nothing_takes_a_parcel_again_and_no_other_of_its_name() -> None:
    with bucket() as found:
        place, found.mood = Bucket(f"http://127.0.0.1:{found.port}/files"), "once"
        for _ in range(2):
            place.deliver(parcel(("a.eml", b"first")))
        with pytest.raises(Refused, match=r"412 for a\.eml") as refused:
            place.deliver(parcel(("a.eml", b"another")))
        assert refused.value.for_good


@pytest.mark.parametrize(
    ("status", "kind"), [(413, "for good"), (403, "perhaps"), (500, "perhaps"), (401, "away")]
)
def test_an_answer_is_about_one_parcel_or_the_bucket(status: int, kind: str) -> None:
    """Who looks through what comes refuses with a 403 as well as who does not know us."""
    with bucket() as found:
        found.refuses = {b"poison": status}
        place = Bucket(f"http://127.0.0.1:{found.port}/files")
        assert _said(place, parcel(("a.eml", b"poison"))) == kind


def _said(place: Bucket, one: Parcel) -> str:
    try:
        place.deliver(one)
    except Refused as refused:
        return "for good" if refused.for_good else "perhaps"
    except OSError:
        return "away"
    return "taken"


def test_a_parcel_that_a_bucket_does_not_take_stops_no_other_for_ever(post: Post) -> None:
    with bucket() as found:
        post.archive = Bucket(f"http://127.0.0.1:{found.port}/files")
        post.given, found.refuses = {"tries": 1}, {b"alice 0": 403}
        for _ in range(PATIENT - 1):
            assert not post.deliver()
            post.wait()
        talk = post.house.me("bob").conversations.list().data[0].id
        post.house.me("bob").messages.send(talk, "good morning")
        post.deliver()
        assert any(b"good morning" in data for data in found.objects.values())


def test_whoever_sends_a_parcel_is_heard_at_each_piece() -> None:
    spool, heard = Spool(), []
    spool.put(b"x" * 200_000)
    one = Packed("a.eml", spool, "0" * 64, lambda: heard.append(1))
    assert sum(map(len, one.pieces())) == 200_000
    assert len(heard) == 4


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"host": "a b"}, "mail server"),
        ({"to": "x@example.com\r\nRCPT TO:<y@example.com>"}, "plain addresses"),
        ({"sender": "Eve <x@example.com>"}, "plain addresses"),
        ({"security": "none", "user": "x"}, "starttls or tls"),
        ({"security": "none"}, "on this machine"),
        ({"security": "ssl"}, "starttls, tls or none"),
    ],
    ids=["host", "to", "sender", "open", "elsewhere", "security"],
)
def test_what_cannot_be_a_mail_server_is_refused(given: dict[str, Any], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        Mail(**{"host": "mx.example.com", "sender": "a@example.com", "to": "b@x.example", **given})


def test_words_go_to_no_other_machine_in_the_open() -> None:
    with pytest.raises(UsageError, match="on this machine"):
        Bucket("http://archive.example.com/files")


def test_what_cannot_be_a_journal_is_refused() -> None:
    place = Mail("mx.example.com", sender="a@example.com", to="b@x.example", password="secret")
    assert "secret" not in repr(place)
    with pytest.raises(UsageError, match="takes eml, global-relay, not jsonl"):
        Journal("archive", place, "jsonl")
    with pytest.raises(UsageError, match="small letters"):
        Journal("An Archive", place)
    with pytest.raises(UsageError, match="late is more"):
        Journal("archive", place, every=60, late=30)
    with pytest.raises(UsageError, match="a name of its own"):
        OnRecordConfig(journals=[Journal("one", place), Journal("one", Folder("x"))])
    config = OnRecordConfig(journals=[Journal("one", place)])
    assert filing.outbound(config) == ["mx.example.com (journal one: words)"]
    assert Journal("one", place, tenants=["acme"]).of("acme")
