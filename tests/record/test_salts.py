"""A record holds entries from before the salt beside new ones, and is as whole as any."""

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.proofs import verify_tlog_proof
from onrecord_server.core import stream
from onrecord_server.core.draft import Sealed
from tests.record.conftest import ORIGIN, TENANT, Story
from tests.record.test_bundle import bundle_of, verified
from tests.record.test_proof_endpoints import place, proof


_TEXT = stream.entry_text


def _before(item: Sealed, salt: bytes, commit: str | None) -> str:
    """Write an entry as it was written before there was a salt in it."""
    entry: dict[str, Any] = json.loads(_TEXT(item, salt, commit))
    entry.pop("salt", None)
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _mute(story: Story, *, muted: bool) -> None:
    with story.chat.acting_as(TENANT, "bob") as bob:
        bob.conversations.mute(story.conversation, muted=muted)
    story.say(f"muted: {muted}", "bob")


@pytest.fixture
def mixed(story: Story, monkeypatch: pytest.MonkeyPatch) -> Story:
    """The story, new at first, then as of old, then new again."""
    with monkeypatch.context() as old:
        old.setattr(stream, "entry_text", _before)
        _mute(story, muted=True)
        with story.chat.acting_as(TENANT, "alice") as alice:
            alice.conversations.add_members(story.conversation, ["carol"], history="all")
    _mute(story, muted=False)
    return story


def _bare(story: Story) -> int:
    """Return where the first entry stands that has neither a salt nor a commitment."""
    bare = "entry NOT LIKE '%\"salt\":%' AND entry NOT LIKE '%\"commit\":%'"
    return place(story, bare)


def test_old_entries_without_a_salt_hold_beside_new_ones(mixed: Story, tmp_path: Path) -> None:
    salted = place(mixed, "entry LIKE '%\"salt\":%' AND entry NOT LIKE '%\"commit\":%'")
    newest = mixed.value(
        "SELECT max(position) FROM onrecord_entries WHERE entry LIKE '%\"salt\":%'"
    )
    assert salted < _bare(mixed) < newest
    for report in (mixed.verify(), verified(mixed, bundle_of(mixed, tmp_path / "bundle"))):
        assert list(map(str, report.findings)) == []
        assert report.ok


def test_each_of_them_proves_itself(mixed: Story) -> None:
    mixed.sign()
    old = place(mixed, "type LIKE 'member%added' AND entry NOT LIKE '%\"salt\":%'")
    new = place(mixed, "type = 'conversation.created'")
    for position in (old, new):
        found = proof(mixed, "alice", position)
        verify_tlog_proof(found.proof, found.entry.encode(), mixed.vkeys(), origin=ORIGIN)


def test_a_salt_put_into_an_old_entry_is_found(mixed: Story) -> None:
    at = _bare(mixed)
    entry = json.loads(
        mixed.value("SELECT entry FROM onrecord_entries WHERE position = :at", at=at)
    )
    text = json.dumps({**entry, "salt": "00" * 16}, separators=(",", ":"), sort_keys=True)
    mixed.sql("UPDATE onrecord_entries SET entry = :text WHERE position = :at", text=text, at=at)
    assert not mixed.verify().ok
