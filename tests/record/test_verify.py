"""What `verify` says of an honest record, and that it finds and names every kind of tampering."""

import hashlib

import pytest

from onrecord.proofs import EMPTY_ROOT, Checkpoint
from onrecord_server.record.heads import Evidence
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.notes import NoteKey, sign_checkpoint
from onrecord_server.verifying import verify_database
from tests.record.conftest import ORIGIN, TENANT, Story
from tests.record.tamperings import TAMPERINGS, third


def test_an_honest_record_holds(story: Story) -> None:
    report = story.verify()
    assert list(map(str, report.findings)) == []
    assert report.ok


def test_it_says_plainly_what_it_could_not_compare(story: Story) -> None:
    remarks = " ".join(story.verify(keys=False).remarks)
    assert "no checkpoint from outside was given" in remarks
    assert "cannot be detected" in remarks
    assert "signatures of the heads were not checked" in remarks


@pytest.mark.parametrize("what", TAMPERINGS)
def test_tampering_is_found_and_named(undone: Story, what: str) -> None:
    tamper, code = TAMPERINGS[what]
    named = tamper(undone)
    report = undone.verify()
    assert not report.ok
    found = [str(finding) for finding in report.findings if finding.code == code]
    assert any(named in line for line in found), list(map(str, report.findings))


def _rewrite(story: Story) -> None:
    """Rewrite an author everywhere in the database, leaf hashes included."""
    entry = story.value("SELECT entry FROM onrecord_entries WHERE object = :id", id=third(story))
    forged = entry.replace('"bob"', '"eve"')
    leaf = hashlib.sha256(b"\0" + forged.encode()).digest()
    story.sql(
        "UPDATE onrecord_entries SET entry = :entry, leaf = :leaf, actor = 'eve' WHERE object = :id",
        entry=forged,
        leaf=leaf,
        id=third(story),
    )
    story.sql("UPDATE onrecord_messages SET author = 'eve' WHERE id = :id", id=third(story))


def _newest_note(story: Story) -> str:
    return str(story.value("SELECT note FROM onrecord_checkpoints ORDER BY size DESC LIMIT 1"))


def _resign_everything(story: Story) -> None:
    """Throw every checkpoint away and sign anew, as whoever holds the key could."""
    story.sql("DELETE FROM onrecord_checkpoints")
    for path in story.keys.glob("heads/*"):
        path.unlink()
    story.sign()


def test_a_rewrite_of_entry_leaf_and_state_is_found_by_the_signed_heads(story: Story) -> None:
    _rewrite(story)
    report = story.verify()
    assert report.codes() == {"root_differs"}
    assert "was rewritten" in str(report.findings[0])


def test_a_rewrite_signed_anew_is_found_against_an_outside_checkpoint_only(story: Story) -> None:
    kept = _newest_note(story)
    _rewrite(story)
    _resign_everything(story)
    unaided = story.verify()
    assert unaided.ok
    assert any("cannot be detected" in remark for remark in unaided.remarks)
    report = story.verify(kept)
    assert report.codes() == {"root_differs"}
    assert "outside checkpoint copy-0" in str(report.findings[0])


def test_a_cut_off_tail_is_found_by_a_stored_head(story: Story) -> None:
    story.sql("DELETE FROM onrecord_entries WHERE position >= 10")
    report = story.verify()
    assert "truncated" in report.codes()
    assert any("were cut off" in str(finding) for finding in report.findings)


def test_a_cut_off_tail_with_its_heads_is_found_against_an_outside_checkpoint(
    story: Story,
) -> None:
    kept = _newest_note(story)
    _cut_last_message(story)
    story.sql("DELETE FROM onrecord_checkpoints WHERE size > 9")
    story.sql("DELETE FROM onrecord_entries WHERE position >= 9")
    story.sql("UPDATE onrecord_heads SET position = 9")
    assert "truncated" not in story.verify().codes()
    report = story.verify(kept)
    assert "truncated" in report.codes()
    named = [str(finding) for finding in report.findings if finding.code == "truncated"]
    assert "outside checkpoint copy-0" in named[0]


def _cut_last_message(story: Story) -> None:
    story.sql("DELETE FROM onrecord_messages WHERE id = :id", id=story.messages[-1])


def test_a_fork_is_found_though_both_heads_are_signed_with_the_key(story: Story) -> None:
    """Two heads of one size: the operator showed one to the auditor and keeps another."""
    key = KeyRing.load(story.keys).active(ORIGIN)
    size = story.value("SELECT max(size) FROM onrecord_checkpoints")
    shown = sign_checkpoint(Checkpoint(ORIGIN, size, EMPTY_ROOT), key).to_text()
    report = story.verify(shown)
    assert report.codes() == {"root_differs"}
    assert "outside checkpoint copy-0" in str(report.findings[0])


def test_a_head_signed_with_another_key_is_refused(story: Story) -> None:
    stranger = NoteKey(ORIGIN, bytes(32))
    size = story.value("SELECT max(size) FROM onrecord_checkpoints")
    root = story.value("SELECT root FROM onrecord_checkpoints WHERE size = :n", n=size)
    note = sign_checkpoint(Checkpoint(ORIGIN, size, bytes(root)), stranger).to_text()
    story.sql("UPDATE onrecord_checkpoints SET note = :note WHERE size = :n", note=note, n=size)
    report = story.verify()
    assert report.codes() == {"checkpoint_refused"}
    assert "none of the known keys signed" in str(report.findings[0])


def test_an_older_checkpoint_from_outside_is_continued(story: Story) -> None:
    kept = str(story.value("SELECT note FROM onrecord_checkpoints ORDER BY size LIMIT 1"))
    report = story.verify(kept)
    assert report.ok
    assert any("compared with outside" in remark for remark in report.remarks)


def test_an_outside_file_that_is_no_checkpoint_is_a_finding(small_story: Story) -> None:
    assert small_story.verify("hello").codes() == {"checkpoint_refused"}


def test_a_checkpoint_of_another_log_is_refused(small_story: Story) -> None:
    other = NoteKey("chat.example.com/globex", bytes(32))
    note = sign_checkpoint(Checkpoint(other.name, 0, EMPTY_ROOT), other).to_text()
    assert small_story.verify(note).codes() == {"checkpoint_refused"}


def test_a_byte_that_is_no_text_any_more_is_found(small_story: Story) -> None:
    small_story.sql(
        "UPDATE onrecord_entries SET entry = CAST(x'ff' || CAST(entry AS BLOB) AS TEXT)"
        " WHERE position = 6"
    )
    report = small_story.verify()
    assert {"leaf_differs", "not_canonical"} <= report.codes()


@pytest.mark.parametrize(
    ("column", "value"),
    [("at", "'soon'"), ("leaf", "7"), ("leaf", "'text'"), ("entry", "x'00'")],
)
def test_a_value_of_another_type_is_a_finding_and_no_crash(
    small_story: Story, column: str, value: str
) -> None:
    small_story.sql(f"UPDATE onrecord_entries SET {column} = {value} WHERE position = 6")
    assert not small_story.verify().ok


def test_a_tenant_without_a_record_is_a_finding(small_story: Story) -> None:
    reports = verify_database(small_story.database, Evidence(), ["nobody"])
    assert "no_record" in reports["nobody"].codes()
    assert TENANT not in reports
