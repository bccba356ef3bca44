"""A time stamp counts when it is proved to be of this head, now, by an authority whose root is pinned."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord_server import filing, surveying
from onrecord_server.config import OnRecordConfig
from onrecord_server.core.doc import moment
from onrecord_server.core.ports import Ports, utc_now
from onrecord_server.record_health.rules import reason_of
from onrecord_server.witnessing.handing import Handing
from onrecord_server.witnessing.keeping import Head
from onrecord_server.witnessing.rules import in_order
from onrecord_server.witnessing.stamping import TimeStamps
from tests.record.conftest import TENANT, Story
from tests.support.stampers import Stamper, authority, demand_library, openssl, stamper


HEAD = Head("acme", "chat.example.com/acme", 7, "chat.example.com/acme\n7\nthe note\n")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    demand_library()
    return authority(tmp_path_factory.mktemp("tsa") / "own", "The authority")


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return authority(tmp_path_factory.mktemp("tsa") / "foreign", "Somebody else")


@pytest.fixture
def tsa(made: Path) -> Iterator[Stamper]:
    with stamper(made) as found:
        yield found


def of(tsa: Stamper, **given: object) -> TimeStamps:
    return replace(TimeStamps(tsa.url, tsa.root, patience=60.0), **given)  # type: ignore[arg-type]


def test_a_stamp_of_a_head_is_what_openssl_takes_for_one(tsa: Stamper, tmp_path: Path) -> None:
    receipt = of(tsa).keep(HEAD)
    assert receipt.stamp is not None
    assert " policy 1.2.3.4.1" in receipt.text
    note, stamp = tmp_path / "note", tmp_path / "note.tsr"
    note.write_bytes(HEAD.note.encode())
    stamp.write_bytes(receipt.stamp)
    said = openssl("ts", "-verify", "-in", stamp, "-data", note, "-CAfile", tsa.root)
    assert b"OK" in said


@pytest.mark.req("SEC-3")
@pytest.mark.parametrize(
    ("mood", "problem", "reason"),
    [
        ("other", "VerificationError: Mismatch between messages", "differs"),
        ("stale", "VerificationError: Nonce mismatch", "differs"),
        ("refuses", "WitnessRefused: 127.0.0.1 refuses: status 2, ", "refused"),
        ("down", "WitnessRefused: 127.0.0.1 answers 503", "answers_error"),
        ("noise", "WitnessRefused: 127.0.0.1 answers with no time stamp", "answers_error"),
        ("long", "WitnessRefused: 127.0.0.1 answers with more than 65536 bytes", "answers_error"),
        ("slow", "TimeoutError: 127.0.0.1 has not answered whole: timed out", "timeout"),
    ],
)
def test_an_answer_that_proves_nothing_is_no_stamp_and_says_why(
    tsa: Stamper, mood: str, problem: str, reason: str
) -> None:
    tsa.mood = mood
    said = failing(of(tsa, patience=1.0 if mood == "slow" else 60.0))
    assert said.startswith(problem)
    assert reason_of(said) == reason


@pytest.mark.req("SEC-3")
def test_nobody_but_a_pinned_root_stands_behind_a_stamp(tsa: Stamper, foreign: Path) -> None:
    said = failing(of(tsa, certificates=foreign / "root.pem"))
    assert said.startswith("VerificationError: Error while verifying certificates")
    assert reason_of(said) == "certificate"


@pytest.mark.req("SEC-3")
def test_a_stamp_of_another_time_is_none(tsa: Stamper) -> None:
    late = of(tsa, clock=lambda: utc_now() + timedelta(minutes=6))
    assert failing(late) == (
        "WitnessRefused: 127.0.0.1 stamps another time than the clock here shows"
    )


@given(st.binary(max_size=200))
def test_what_is_no_response_is_put_into_no_order(noise: bytes) -> None:
    assert sorted(in_order(noise)) == sorted(noise)


def test_certificates_are_put_into_the_order_of_der_and_nothing_else_is_touched() -> None:
    def tlv(tag: int, *parts: bytes) -> bytes:
        inner = b"".join(parts)
        return bytes([tag, 0x81, len(inner)]) + inner

    one, two = tlv(0x30, b"\x01"), tlv(0x30, b"\x02\x02")

    def response(*given: bytes) -> bytes:
        signed = tlv(0x30, b"\x02\x01\x03", tlv(0x31), tlv(0x30), tlv(0xA0, *given), tlv(0x31))
        return tlv(0x30, tlv(0x30), tlv(0x30, tlv(0x06), tlv(0xA0, signed)))

    assert in_order(response(two, one)) == in_order(response(one, two)) == response(one, two)


def test_an_authority_that_is_not_there_is_said_to_be_unreachable(made: Path) -> None:
    with stamper(made) as gone:
        witness = of(gone)
    assert reason_of(failing(witness)) == "unreachable"


def failing(witness: TimeStamps) -> str:
    with pytest.raises(Exception) as said:  # noqa: PT011 - the text is what the portal reads
        witness.keep(HEAD)
    return f"{type(said.value).__name__}: {said.value}"


@pytest.mark.req("SEC-3")
def test_each_stamp_is_kept_and_nobody_is_asked_more_often_than_it_was_set_up(
    story: Story, tsa: Stamper
) -> None:
    ports = Ports(clock=lambda: moment(story.now))
    handing = Handing([of(tsa, every_seconds=600.0)], ports, look=0.0)
    story.sign()
    assert handing.hand_out(story.database) == 1
    story.say("within the ten minutes")
    story.sign()
    assert handing.hand_out(story.database) == 0
    story.now += 600_000_000
    assert handing.hand_out(story.database) == 1
    assert tsa.asked == 2
    assert story.value("SELECT count(*) FROM onrecord_receipts WHERE stamp IS NOT NULL") == 2
    (stood,) = [one for one in _survey(story) if one["tenant"] == TENANT]
    assert stood["state"] == "current"
    assert " serial " in stood["receipt"]


def _survey(story: Story) -> list[dict[str, Any]]:
    return list(surveying.survey(story.database, OnRecordConfig(), migrated=True)["witnesses"])


def test_what_cannot_work_is_refused_when_it_is_set_up(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, url = made / "root.pem", "http://tsa.example.org"
    assert filing.outbound(OnRecordConfig(witnesses=[TimeStamps(url, root)])) == [
        "tsa.example.org (witness: checkpoints)"
    ]
    with pytest.raises(UsageError, match="https://"):
        TimeStamps(url, root, {"authorization": "s3cret"})
    with pytest.raises(UsageError, match="URL"):
        TimeStamps("file:///tmp", root)
    with pytest.raises(UsageError, match="six hours"):
        TimeStamps(url, root, every_seconds=21_601)
    with pytest.raises(UsageError, match="no certificates"):
        TimeStamps(url, tmp_path / "none.pem")
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    with pytest.raises(UsageError, match=r"pip install 'onrecord\[timestamps\]'"):
        TimeStamps(url, root)
