"""`onrecord handover` shows what would go, begins it, and says how far it is, through the gates of the host."""

import sys
from collections.abc import Sequence
from types import ModuleType

import pytest

from onrecord.errors import Forbidden
from onrecord_server import Gate, OnRecord, Proposal
from onrecord_server.cli import main


def keeps_dora_out(proposals: Sequence[Proposal]) -> list[Forbidden | None]:
    return [
        Forbidden("Not dora.") if getattr(one.command, "successor_id", "") == "dora" else None
        for one in proposals
    ]


class Shell:
    """Runs the command against a host's module with its chat."""

    def __init__(
        self, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self._url, self._capsys = url, capsys
        self._module = ModuleType("a_host_whom_somebody_leaves")
        monkeypatch.setitem(sys.modules, self._module.__name__, self._module)

    def chat(self) -> OnRecord:
        """Return the host's chat: dora is let take over by nobody."""
        gates = [Gate("not dora", frozenset({"handovers.start"}), keeps_dora_out)]
        return OnRecord(self._url, identify=lambda _: None, tenants=["acme"], gates=gates)

    def run(self, verb: str, **more: str) -> tuple[int, list[str], str]:
        """Return how it ended, and what was said."""
        self._module.chat = self.chat()  # type: ignore[attr-defined]
        given = ["--app", self._module.__name__, "--tenant", "acme"]
        given += [part for name, value in more.items() for part in (f"--{name}", value)]
        status = main(["handover", verb, *given])
        said, error = self._capsys.readouterr()
        return status, said.splitlines(), error


@pytest.fixture
def shell(
    small_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    return Shell(small_url, monkeypatch, capsys)


@pytest.fixture
def case(shell: Shell) -> str:
    """A case that anna serves; boris and dora could take over."""
    chat = shell.chat()
    with chat.acting_as("acme") as host:
        for name in ("anna", "boris", "carl", "dora"):
            host.people.upsert(name, name=name.title())
    with chat.acting_as("acme", "anna") as me:
        found = me.conversations.create(kind="group", members=["carl"], subject="case:1042").id
    chat.close()
    return found


def test_it_is_seen_begun_and_followed(shell: Shell, case: str) -> None:
    both = {"person": "anna", "successor": "boris"}
    counts = "1 handed_over, 0 introduced, 0 left, 0 kept"
    assert shell.run("list")[1] == ["nothing was handed over"]
    status, said, _ = shell.run("preview", **both)
    assert (status, said) == (0, [counts, f"  {case}: handed_over, subject"])
    assert shell.run("list")[1] == ["nothing was handed over"], "a preview changes nothing"
    status, begun, _ = shell.run("start", **both, reason="left")
    assert (status, len(begun)) == (0, 1)
    assert begun[0].endswith(f"anna to boris  done: {counts}")
    found = begun[0].split()[0]
    assert shell.run("start", **both, reason="left")[1] == begun, "said again, it changes nothing"
    for more in ({"id": found}, {"person": "anna"}):
        assert shell.run("progress", **more)[:2] == (0, begun)
    for more in ({}, {"person": "anna"}):
        assert shell.run("list", **more)[:2] == (0, begun)
    assert shell.run("list", person="carl")[1] == ["nothing was handed over"]


def test_what_is_not_said_or_not_let_is_refused(shell: Shell, case: str) -> None:
    status, said, error = shell.run("start", person="anna")
    assert (status, said) == (2, [])
    assert "needs --successor and --reason" in error
    assert shell.run("progress", person="anna")[0] == 2
    for verb in ("preview", "start"):
        status, _, error = shell.run(verb, person="anna", successor="dora", reason="left")
        assert (status, "Not dora." in error) == (2, True), "the gates of the host are asked"
    assert shell.run("list")[1] == ["nothing was handed over"]
