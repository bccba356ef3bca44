"""Heads are kept outside: by a folder, a bucket and a mailbox, and again until they are."""

import smtplib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Self

import pytest
from typing_extensions import override

from onrecord.errors import UsageError
from onrecord_server import filing, surveying
from onrecord_server.config import OnRecordConfig
from onrecord_server.core.doc import moment
from onrecord_server.core.ports import Ports
from onrecord_server.witnessing.handing import FIRST, Handing
from onrecord_server.witnessing.keeping import Bucket, Folder, Head, Mailbox, Witness
from tests.record.conftest import TENANT, Story


HEAD = Head("acme", "chat.example.com/acme", 7, "the note\n")


class Moody(Witness):
    """Fails as long as it is told to."""

    name = "moody"

    def __init__(self) -> None:
        self.fails = True
        self.kept: list[int] = []

    @override
    def keep(self, head: Head) -> str:
        """Keep a head, or fail."""
        if self.fails:
            raise ConnectionError("away")
        self.kept.append(head.size)
        return "thanks"


@pytest.mark.req("SEC-3")
def test_a_dead_witness_disturbs_nothing_and_gets_the_newest_head_when_it_is_back(
    story: Story, tmp_path: Path
) -> None:
    moody, folder = Moody(), Folder(tmp_path)
    ports = Ports(clock=lambda: moment(story.now))
    handing = Handing([moody, folder], ports, look=0.0)
    signed = story.sign()
    assert handing.hand_out(story.database) == 1
    assert [path.read_text() for path in tmp_path.glob("*.checkpoint")] == [signed.note]
    assert handing.hand_out(story.database) == 0, "it is left alone for a while"
    (stood,) = [one for one in _standings(story) if one["witness"] == "moody"]
    assert (stood["size"], stood["problem"]) == (0, "ConnectionError: away")
    story.say("later")
    newest, moody.fails = story.sign(), False
    story.now += FIRST
    assert Handing([moody, folder], ports).hand_out(story.database) == 2, "another process goes on"
    assert moody.kept == [newest.size]
    assert {(one["size"], one["problem"]) for one in _standings(story)} == {(newest.size, None)}
    assert not story.verify(newest.note).codes()


def _standings(story: Story) -> list[dict[str, Any]]:
    found = surveying.survey(story.database, OnRecordConfig(), migrated=True)
    return [one for one in found["witnesses"] if one["tenant"] == TENANT]


def test_a_folder_keeps_a_head_twice_and_writes_over_none(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert folder.keep(HEAD) == folder.keep(HEAD)
    forged = Head(HEAD.tenant, HEAD.origin, HEAD.size, "another\n")
    with pytest.raises(UsageError, match="another head"):
        folder.keep(forged)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_bucket_takes_put_and_its_name_holds_no_key() -> None:
    asked: list[tuple[str, str, bytes]] = []

    class Server(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            asked.append((self.path, self.headers["authorization"], body))
            self.send_response(200)
            self.send_header("etag", '"abc"')
            self.end_headers()

        @override
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        bucket = Bucket(
            f"http://127.0.0.1:{server.server_port}/heads?key=secret", {"authorization": "s3cret"}
        )
        assert bucket.keep(HEAD) == f'200 {HEAD.name} "abc"'
        server.shutdown()
    assert asked == [(f"/heads/{HEAD.name}?key=secret", "s3cret", b"the note\n")]
    assert "secret" not in bucket.name
    assert "s3cret" not in repr(bucket)
    with pytest.raises(UsageError):
        Bucket("file:///tmp")


def test_a_mailbox_gets_a_letter_with_the_head(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []

    class Server:
        def __init__(self, host: str, port: int, timeout: float) -> None:
            sent.append((host, port))

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            """Close."""

        def send_message(self, letter: Any) -> None:
            sent.append(letter)

    monkeypatch.setattr(smtplib, "SMTP", Server)
    receipt = Mailbox("audit@example.org", "chat@example.com", "mail.example.com").keep(HEAD)
    where, letter = sent
    assert where == ("mail.example.com", 25)
    assert letter["Message-ID"] == receipt
    (attached,) = letter.iter_attachments()
    assert attached.get_content() == HEAD.note


def test_doctor_names_whom_heads_go_to() -> None:
    config = OnRecordConfig(witnesses=[Bucket("https://keep.example.org/x"), Folder("heads")])
    assert filing.outbound(config) == ["keep.example.org (witness: checkpoints)"]
