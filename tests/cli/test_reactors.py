"""A parked reactor is seen on the command line and let run again from there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from onrecord_server import Reactor
from onrecord_server.cli import main
from tests.support.live import live
from tests.support.soon import soon


@dataclass
class Receiver:
    """A reactor whose far end may be away."""

    away: bool = True
    got: list[int] = field(default_factory=list)

    def handle(self, tenant: str, envelopes: Sequence[dict[str, Any]]) -> None:
        if self.away:
            raise ConnectionError(f"nobody answers\nfor {tenant}")
        self.got += [envelope["position"] for envelope in envelopes]


def _table(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The head of the last table that was printed, and the line of our reactor."""
    lines = capsys.readouterr().out.splitlines()
    start = max(index for index, line in enumerate(lines) if line.startswith("NAME"))
    return [lines[start], *(line for line in lines[start:] if line.startswith("orders"))]


def test_a_parked_reactor_is_listed_released_and_goes_on_where_it_stopped(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    receiver, given = Receiver(), ["--database", database_url]
    with live(database_url, reactors=[Reactor("orders", receiver.handle, attempts=1)]) as worker:
        with worker.chat.acting_as("acme", "alice") as me:
            made = me.conversations.create(kind="group").last_position
        end = made + 1  # the entry that it was in her name
        soon(lambda: main(["reactors", *given]) == 1)
        head, line = _table(capsys)
        assert head.split() == ["NAME", "TENANT", "CURSOR", "LAG", "STATE"]
        assert line.split(maxsplit=4)[:4] == ["orders", "acme", "-1", str(end + 1)]
        assert line.endswith("parked: ConnectionError: nobody answers for acme")
        receiver.away = False
        assert main(["reactors", "release", "orders", "--tenant", "acme", *given]) == 0
        assert f"goes on after -1, {end + 1} behind" in capsys.readouterr().out
        soon(lambda: receiver.got == list(range(end + 1)))
        soon(lambda: main(["reactors", "list", "--tenant", "acme", *given]) == 0)
    assert _table(capsys)[-1].split() == [
        "orders",
        "acme",
        str(end),
        "0",
        "runs",
    ]


def test_what_cannot_be_released_is_refused_with_the_reason(
    empty_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--database", empty_url]
    assert main(["reactors", *given]) == 2, "nothing was migrated yet"
    receiver = Receiver(away=False)
    with live(empty_url, reactors=[Reactor("orders", receiver.handle)]) as worker:
        assert main(["reactors", *given]) == 0
        with worker.chat.acting_as("acme", "alice") as me:
            me.conversations.create(kind="group")
        soon(lambda: bool(receiver.got))
        for wrong in (
            ["release", "orders", "--tenant", "acme"],
            ["release", "orders", "--tenant", "globex"],
            ["release", "bills", "--tenant", "acme"],
            ["release", "orders"],
            ["release", "--tenant", "acme"],
            ["list", "orders"],
        ):
            assert main(["reactors", *wrong, *given]) == 2
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("onrecord: ")]
    reasons = (
        "run onrecord migrate",
        "not parked",
        "'globex'",
        "'bills'",
        "say which",
        "say which",
    )
    found = [line for line in said if "journal_mode" not in line and "fsync" not in line]
    assert [reason in line for reason, line in zip((*reasons, "no name"), found, strict=True)] == [
        True
    ] * 7
