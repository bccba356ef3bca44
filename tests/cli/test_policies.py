"""`onrecord policies` says what is wrong with a policy and where, and carries it to a tenant and back."""

import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest

from onrecord_server import OnRecord
from onrecord_server.cli import main


def test_what_is_wrong_is_said_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["policies", "start", "no-such-policy"]) == 2
    assert main(["policies", "start", "general"]) == 0
    ours = tmp_path / "ours.yaml"
    text = capsys.readouterr().out
    ours.write_text(text, "utf-8")
    assert main(["policies", "check", str(ours)]) == 0
    assert capsys.readouterr().out.startswith("How messages are looked at: sha256:")
    ours.write_text(text.replace("due: P5D", "due: soon"), "utf-8")
    assert main(["policies", "check", str(ours)]) == 1
    assert capsys.readouterr().out.startswith("line 4: /triggers/0/due: Write a time such as")
    ours.write_text(text.replace("limited", "no"), "utf-8")
    assert main(["policies", "check", str(ours)]) == 2
    assert "Line 2: no is a text to some" in capsys.readouterr().err


def _chat(url: str) -> OnRecord:
    return OnRecord(url, identify=lambda _: None, tenants=["acme"])


def test_it_is_brought_to_a_tenant_and_had_again(
    tmp_path: Path,
    small_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["policies", "start", "general"]) == 0
    ours, module = tmp_path / "ours.yaml", ModuleType("a_host_with_policies")
    ours.write_text(capsys.readouterr().out, "utf-8")
    assert main(["policies", "put", str(ours)]) == 2
    module.chat = _chat(small_url)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    given = ["--app", module.__name__, "--tenant", "acme"]
    capsys.readouterr()
    assert main(["policies", "put", str(ours), *given]) == 0
    said, digest = capsys.readouterr().out.splitlines()
    assert said == "version 1, draft"
    module.chat = _chat(small_url)  # type: ignore[attr-defined]
    assert main(["policies", "get", "first", *given]) == 2
    assert main(["policies", "get", "1", *given]) == 0
    ours.write_text(capsys.readouterr().out, "utf-8")
    assert main(["policies", "check", str(ours)]) == 0
    assert digest in capsys.readouterr().out
    with closing(_chat(small_url)) as chat, chat.acting_as("acme") as host:
        assert host.policy.version(1).state == "draft"
