"""Every code block of the page about the record runs, against a real mount and a real shell."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from onrecord_server import OnRecord
from onrecord_server.cli import main
from onrecord_server.doors import make_signer
from onrecord_server.people.tokens import TokenKey
from onrecord_server.record.keys import KeyRing
from tests.support.project import ROOT
from tests.support.served import served


PAGE = (ROOT / "docs/concepts/the_record.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


def shell(block: str) -> None:
    for line in block.splitlines():
        program, *words = shlex.split(line)
        assert program == "onrecord"
        assert main(words) == 0, line


def one_message(chat: OnRecord) -> int:
    """Say something and return its position."""
    with chat.acting_as("acme") as host:
        host.people.upsert("alice", name="Alice")
        host.people.upsert("bob", name="Bob")
    with chat.acting_as("acme", "alice") as me:
        talk = me.conversations.create(kind="direct", members=["bob"])
        message = me.messages.send(talk.id, "on the record")
    assert message.position is not None
    return message.position


def test_the_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    configured, kept, client = blocks("python")
    names: dict[str, Any] = {"archive": tmp_path, "identify": lambda _: None, "json": json}
    exec(kept, names)
    names["key"] = TokenKey(b"k" * 32)
    configured = configured.replace("identify=identify", "identify=identify, token_key=key")
    exec(configured, names)
    chat: OnRecord = names["chat"]
    chat.migrate()
    names["position"] = one_message(chat)
    _sign(chat)
    (kept_note,) = tmp_path.glob("acme-*.checkpoint")
    kept_note.rename("kept.checkpoint")
    ring = KeyRing.load(Path("keys"))
    names["trusted"] = ring.active("chat.example.com/acme").verifier.vkey
    Path("acme.vkeys").write_text(names["trusted"])
    with served(chat) as url:
        names |= {"mint": lambda: chat.mint_token("acme", "alice"), "url": url}
        exec(client.replace('"https://app.example.com/chat"', "url"), names)
    assert "is in the record of chat.example.com/acme" in capsys.readouterr().out
    for block in blocks("shell"):
        shell(block)
    chat.close()


def _sign(chat: OnRecord) -> None:
    signer = make_signer(chat.config, chat.engines)
    assert signer is not None
    assert signer.sign(chat.engines.directory.database("acme"), "acme") is not None
