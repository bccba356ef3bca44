"""Every code block of the guide to announcements runs, with keys to verify by."""

from pathlib import Path
from typing import Any

import pytest

from onrecord_server import OnRecord, Tenant
from onrecord_server.doors import make_signer
from onrecord_server.record.keys import KeyRing
from tests.docs.pages import blocks
from tests.support.project import ROOT


PAGE = ROOT / "docs/guides/announcements.md"


def test_the_page_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chat = OnRecord(
        f"sqlite:///{tmp_path / 'onrecord.db'}",
        identify=lambda _: None,
        tenants={"acme": Tenant(space_creators=["comms"])},
        checkpoint_keys=tmp_path / "keys",
        checkpoint_origin="chat.example.com",
    )
    chat.migrate()
    names: dict[str, Any] = {"chat": chat}
    try:
        with chat.acting_as("acme") as host:
            for person in ("alice", "bob", "carol"):
                host.people.upsert(person, name=person.title())
        for block in blocks(PAGE, "python"):
            if "trusted" in block.text:
                names["trusted"] = _signed(chat, tmp_path / "keys")
            exec(block.text, names)
    finally:
        chat.close()
    said = capsys.readouterr().out
    assert "1 of 2, 1 have not" in said
    assert "Carol unreached" in said
    assert "bob acknowledged 'The office moves on Monday." in said


def _signed(chat: OnRecord, keys: Path) -> str:
    signer = make_signer(chat.config, chat.engines)
    assert signer is not None
    assert signer.sign(chat.engines.directory.database("acme"), "acme") is not None
    return KeyRing.load(keys).active("chat.example.com/acme").verifier.vkey
