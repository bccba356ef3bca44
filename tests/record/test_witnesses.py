"""Heads are kept outside: by a folder, a bucket and a mailbox, and again until they are."""

from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

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
from tests.support.buckets import bucket
from tests.support.mails import mails


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
    with bucket() as found:
        place = f"http://127.0.0.1:{found.port}/files/heads?key=k3y"
        keeper = Bucket(place, {"authorization": "s3cret"})
        assert keeper.keep(HEAD) == f'200 {HEAD.name} "e"'
        assert found.objects == {f"heads/{HEAD.name}": b"the note\n"}
        assert "k3y" not in keeper.name
        assert "s3cret" not in repr(keeper)
        found.mood = "down"
        with pytest.raises(OSError, match=r"127\.0\.0\.1 answers 503") as said:
            keeper.keep(HEAD)
        assert "k3y" not in str(said.value)
    for wrong in ("file:///tmp", "http://keep.example.org/heads"):
        with pytest.raises(UsageError, match="https://"):
            Bucket(wrong)


def test_a_bucket_that_writes_over_nothing_keeps_a_head_twice_and_no_other() -> None:
    forged = Head(HEAD.tenant, HEAD.origin, HEAD.size, "another\n")
    with bucket() as found:
        keeper = Bucket(f"http://127.0.0.1:{found.port}/files")
        found.mood = "once"
        keeper.keep(HEAD)
        assert keeper.keep(HEAD).startswith("412 ")
        with pytest.raises(OSError, match="412"):
            keeper.keep(forged)
        assert found.objects == {HEAD.name: b"the note\n"}


def test_a_mailbox_gets_a_letter_with_the_head() -> None:
    with mails() as server:
        box = Mailbox("audit@example.org", "chat@example.com", "127.0.0.1", server.port)
        receipt = box.keep(HEAD)
    ((sender, to, data),) = server.kept
    letter = message_from_bytes(data, policy=policy.default)
    assert (sender, to) == ("chat@example.com", "audit@example.org")
    assert letter["Message-ID"] == receipt
    (attached,) = letter.iter_attachments()
    assert attached.get_content() == HEAD.note.encode()
    with pytest.raises(UsageError, match="starttls"):
        Mailbox("audit@example.org", "chat@example.com", "mail.example.com", user="chat")


def test_doctor_names_whom_heads_go_to() -> None:
    config = OnRecordConfig(witnesses=[Bucket("https://keep.example.org/x"), Folder("heads")])
    assert filing.outbound(config) == ["keep.example.org (witness: checkpoints)"]


@pytest.mark.req("SEC-3")
def test_a_witness_that_keeps_nothing_makes_the_doctor_end_ill(story: Story) -> None:
    moody, ports = Moody(), Ports(clock=lambda: moment(story.now))
    story.sign()
    Handing([moody], ports).hand_out(story.database)
    assert _ill(story) == [f"moody keeps no head of {TENANT}: ConnectionError: away"]
    moody.fails = False
    story.now += FIRST
    Handing([moody], ports).hand_out(story.database)
    assert _ill(story) == []
    story.sql("UPDATE onrecord_witnesses SET size = 1099511627776")
    assert _ill(story) == [f"what the database says of moody for {TENANT} cannot be"]


def _ill(story: Story) -> list[str]:
    found = surveying.survey(story.database, OnRecordConfig(), migrated=True)
    return [line for line in surveying.ill(found) if "moody" in line]
