"""The phone for development: it texts with an account on this machine, and with nobody else."""

import re
from pathlib import Path

import httpx2
import pytest

from onrecord_server.cli import main
from onrecord_server.sms.gateways.base import Outgoing, Refused
from onrecord_server.sms.gateways.local import Local
from tests.support.worker import Worker


CLIENT, DESK = "+491713920001", "+491713920000"


def phone(folder: Path, *more: str, **variables: str) -> Worker:
    """Return the command, which has its own port."""
    command = ("onrecord_server.cli", "phone", *more)
    return Worker("", folder / "phone.log", command=command, environment=variables)


def test_it_shows_what_an_account_sends_and_says_where(tmp_path: Path) -> None:
    worker = phone(tmp_path, "--number", CLIENT, "--desk", DESK, "--key", "k", "--secret", "s")
    worker.start().wait("/")
    try:
        line = Local(base=worker.base, key="k", secret="s")
        line.send(Outgoing(DESK, CLIENT, "Your pallet left.", "text-1"))
        shown = httpx2.get(f"{worker.base}/phone/texts", params={"number": CLIENT}).json()
        assert [one["text"] for one in shown["texts"]] == ["Your pallet left."]
    finally:
        worker.stop()
    said = worker.log.read_text(encoding="utf-8")
    assert f"the phone is at {worker.base}/?number=%2B491713920001&desk=%2B491713920000\n" in said
    assert f"settings base={worker.base}    secrets key=k secret=s\n" in said
    assert "reaches nobody yet" in said


def test_a_key_that_nobody_gave_is_a_new_one_each_time(tmp_path: Path) -> None:
    drawn = set()
    for _ in range(2):
        worker = phone(tmp_path)
        worker.start().wait("/")
        try:
            with pytest.raises(Refused):
                Local(base=worker.base, key="key", secret="secret").send(
                    Outgoing(DESK, CLIENT, "Hello", "text-1")
                )
        finally:
            worker.stop()
        drawn.add(re.findall(r"key=(\S{32}) secret=(\S{32})", worker.log.read_text("utf-8"))[-1])
    assert len(drawn) == 2


def test_a_key_may_come_from_the_environment(tmp_path: Path) -> None:
    kept = {"ONRECORD_PHONE_KEY": "kept", "ONRECORD_PHONE_SECRET": "hidden"}
    worker = phone(tmp_path, **kept)
    worker.start().wait("/")
    try:
        line = Local(base=worker.base, key="kept", secret="hidden")
        assert line.send(Outgoing(DESK, CLIENT, "Hello", "text-1")).provider_id
    finally:
        worker.stop()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--host", "0.0.0.0"), "listens on this machine alone"),
        (("--inbound", "https://chat.example.com/chat/sms/hooks/x"), "calls nobody elsewhere"),
    ],
)
def test_it_listens_and_calls_nowhere_else(
    given: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["phone", *given]) == 2
    assert said in capsys.readouterr().err
