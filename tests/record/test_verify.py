"""What `verify` says of an honest record, and that it finds and names every kind of tampering."""

import hashlib
from collections.abc import Callable

import pytest

from onrecord.proofs import EMPTY_ROOT, Checkpoint
from onrecord_server.record.heads import Evidence
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.notes import NoteKey, sign_checkpoint
from onrecord_server.verifying import verify_database
from tests.record.conftest import ORIGIN, TENANT, Story


def test_an_honest_record_holds(story: Story) -> None:
    report = story.verify()
    assert list(map(str, report.findings)) == []
    assert report.ok


def test_it_says_plainly_what_it_could_not_compare(story: Story) -> None:
    remarks = " ".join(story.verify(keys=False).remarks)
    assert "no checkpoint from outside was given" in remarks
    assert "cannot be detected" in remarks
    assert "signatures of the heads were not checked" in remarks


Tamper = Callable[[Story], str]


def _third(story: Story) -> str:
    return story.messages[2]


def _sql(statement: str) -> Tamper:
    """Change something about the third message; ``:id`` is its id."""

    def change(story: Story) -> str:
        assert story.sql(statement, id=_third(story)) == 1
        return _third(story)

    return change


def _entry(change: str) -> Tamper:
    def tamper(story: Story) -> str:
        place = "SELECT position FROM onrecord_entries WHERE object = :id"
        position = story.value(place, id=_third(story))
        story.sql(f"UPDATE onrecord_entries SET {change} WHERE position = :at", at=position)
        return f"entry {position}"

    return tamper


def _content(change: str) -> Tamper:
    return _sql(f"UPDATE onrecord_contents SET {change} WHERE id = :id || '\\:1'")


def _message(change: str) -> Tamper:
    return _sql(f"UPDATE onrecord_messages SET {change} WHERE id = :id")


def _whole(statement: str, named: str) -> Tamper:
    def change(story: Story) -> str:
        assert story.sql(statement) >= 1
        return named

    return change


def _swap_positions(story: Story) -> str:
    spots = "UPDATE onrecord_entries SET position = :new WHERE position = :old"
    for old, new in ((6, 1006), (7, 6), (1006, 7)):
        story.sql(spots, old=old, new=new)
    return "entry 6"


def _swap_contents(story: Story) -> str:
    ids = [f"{message}:1" for message in story.messages[1:3]]
    move = "UPDATE onrecord_contents SET id = :new WHERE id = :old"
    for old, new in ((ids[0], "x"), (ids[1], ids[0]), ("x", ids[1])):
        story.sql(move, old=old, new=new)
    return _third(story)


def _copy_entry(story: Story) -> str:
    columns = "tenant, at, type, actor, object, audience, also, content_id, entry, leaf"
    end = story.value("SELECT position FROM onrecord_heads")
    story.sql(
        f"INSERT INTO onrecord_entries ({columns}, position)"
        f" SELECT {columns}, {end} FROM onrecord_entries WHERE position = 6"
    )
    story.sql("UPDATE onrecord_heads SET position = position + 1")
    return f"entry {end}"


def _double_row(story: Story) -> str:
    """The same row twice, which the primary key must be dropped for."""
    for statement in (
        "CREATE TABLE doubled AS SELECT * FROM onrecord_entries",
        "INSERT INTO doubled SELECT * FROM onrecord_entries WHERE position = 6",
        "DROP TABLE onrecord_entries",
        "ALTER TABLE doubled RENAME TO onrecord_entries",
    ):
        story.sql(statement)
    return "entry 6"


def _insert_message(story: Story) -> str:
    columns = "tenant, conversation, author, content_id, version, state, created_at, position"
    story.sql(
        f"INSERT INTO onrecord_messages ({columns}, id)"
        f" SELECT {columns}, 'msg_forged' FROM onrecord_messages WHERE id = :id",
        id=_third(story),
    )
    return "message msg_forged"


def _insert_content(story: Story) -> str:
    story.sql(
        "INSERT INTO onrecord_contents (tenant, id, body, salt)"
        " SELECT tenant, 'forged', body, salt FROM onrecord_contents WHERE id = :id",
        id=f"{_third(story)}:1",
    )
    return "content forged"


TAMPERINGS = {
    "a byte of a text": (_content("body = replace(body, 'message 2', 'message 3')"), "content_differs"),
    "a byte of an old version": (
        _whole(
            "UPDATE onrecord_contents SET body = replace(body, 'message 1', 'message 9')"
            " WHERE body LIKE '%message 1\"%'",
            "version 1 differs from its commitment",
        ),
        "content_differs",
    ),
    "the reason of a removal": (
        _whole(
            "UPDATE onrecord_contents SET body = replace(body, 'wrong', 'right')"
            " WHERE body LIKE '%wrong order%'",
            "differs from its commitment",
        ),
        "content_differs",
    ),
    "a salt": (
        _whole(
            "UPDATE onrecord_contents SET salt = (SELECT leaf FROM onrecord_entries"
            " WHERE position = 1) WHERE body LIKE '%message 2%'",
            "version 1 differs from its commitment",
        ),
        "content_differs",
    ),
    "two texts swapped": (_swap_contents, "content_differs"),
    "a text deleted": (
        _sql("DELETE FROM onrecord_contents WHERE id = :id || '\\:1'"),
        "content_missing",
    ),
    "a text destroyed in silence": (
        _content("body = NULL, salt = NULL, destroyed_at = 1"),
        "content_destroyed",
    ),
    "a text half destroyed": (_content("salt = NULL"), "content_differs"),
    "a text hidden behind a key": (_content("body = '', key_id = 'k1'"), "content_closed"),
    "a text from nowhere": (_insert_content, "content_unrecorded"),
    "the time of an entry": (_entry("at = at + 1"), "column_differs"),
    "the actor of an entry": (_entry("actor = 'mallory'"), "column_differs"),
    "the audience of an entry": (_entry("audience = 't'"), "column_differs"),
    "the type of an entry": (_entry("type = 'message.edited'"), "column_differs"),
    "the content of an entry": (_entry("content_id = 'other'"), "column_differs"),
    "a leaf": (_entry("leaf = (SELECT leaf FROM onrecord_entries WHERE position = 0)"), "leaf_differs"),
    "the canonical entry": (_entry("entry = replace(entry, '\"bob\"', '\"eve\"')"), "leaf_differs"),
    "spaces in the canonical entry": (_entry("entry = entry || ' '"), "not_canonical"),
    "an entry deleted": (
        _whole("DELETE FROM onrecord_entries WHERE position = 6", "entries 6 to 6 are missing"),
        "gap",
    ),
    "two entries swapped": (_swap_positions, "entry_misplaced"),
    "an entry repeated": (_copy_entry, "entry_misplaced"),
    "a row doubled": (_double_row, "duplicate"),
    "the author of a message": (_message("author = 'mallory'"), "row_differs"),
    "the time of a message": (_message("created_at = created_at + 1"), "row_differs"),
    "the conversation of a message": (_message("conversation = 'cnv_other'"), "row_differs"),
    "the place of a message": (_message("position = position + 1000"), "row_differs"),
    "the version of a message": (_message("version = 2"), "row_differs"),
    "a message made to look removed": (_message("state = 'removed'"), "row_differs"),
    "a removal undone": (
        _whole(
            "UPDATE onrecord_messages SET state = 'active' WHERE state = 'removed'",
            "state is 'active', entry",
        ),
        "row_differs",
    ),
    "who removed": (
        _whole(
            "UPDATE onrecord_messages SET removed_by = 'bob' WHERE state = 'removed'",
            "removed_by is 'bob'",
        ),
        "row_differs",
    ),
    "a message deleted": (_sql("DELETE FROM onrecord_messages WHERE id = :id"), "row_missing"),
    "a message from nowhere": (_insert_message, "row_unrecorded"),
    "a member made owner": (
        _whole(
            "UPDATE onrecord_members SET role = 'owner' WHERE person = 'bob'",
            "role is 'owner'",
        ),
        "row_differs",
    ),
    "a member brought back": (
        _whole(f"UPDATE onrecord_members SET active = {True} WHERE person = 'carol'", "carol"),
        "row_differs",
    ),
    "a member's window widened": (
        _whole("UPDATE onrecord_members SET history_from = 0 WHERE person = 'dora'", "dora"),
        "row_differs",
    ),
    "a title exchanged": (
        _whole("UPDATE onrecord_conversations SET content_id = NULL", "content_id is None"),
        "row_differs",
    ),
    "a person renamed": (
        _whole("UPDATE onrecord_people SET name = 'Bobby' WHERE id = 'bob'", "person bob"),
        "row_differs",
    ),
    "a person let in again": (
        _whole("UPDATE onrecord_people SET status = 'deactivated' WHERE id = 'bob'", "person bob"),
        "row_differs",
    ),
    "the head": (
        _whole("UPDATE onrecord_heads SET position = position + 1", "head of acme"),
        "head_differs",
    ),
    "the head deleted": (_whole("DELETE FROM onrecord_heads", "head of acme"), "head_differs"),
    "the size of a checkpoint": (
        _whole("UPDATE onrecord_checkpoints SET size = size - 1", "stored checkpoint"),
        "checkpoint_differs",
    ),
    "the note of a checkpoint": (
        _whole(
            "UPDATE onrecord_checkpoints SET note = (SELECT min(note) FROM onrecord_checkpoints)",
            "its columns and its note disagree",
        ),
        "checkpoint_differs",
    ),
    "a checkpoint that is no note": (
        _whole("UPDATE onrecord_checkpoints SET note = 'x'", "note_malformed"),
        "checkpoint_refused",
    ),
}


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
    entry = story.value("SELECT entry FROM onrecord_entries WHERE object = :id", id=_third(story))
    forged = entry.replace('"bob"', '"eve"')
    leaf = hashlib.sha256(b"\0" + forged.encode()).digest()
    story.sql(
        "UPDATE onrecord_entries SET entry = :entry, leaf = :leaf, actor = 'eve' WHERE object = :id",
        entry=forged,
        leaf=leaf,
        id=_third(story),
    )
    story.sql("UPDATE onrecord_messages SET author = 'eve' WHERE id = :id", id=_third(story))


def _newest_note(story: Story) -> str:
    return str(story.value("SELECT note FROM onrecord_checkpoints ORDER BY size DESC LIMIT 1"))


def _resign_everything(story: Story) -> None:
    """Throw every checkpoint away and sign anew, as whoever holds the key could."""
    story.sql("DELETE FROM onrecord_checkpoints")
    for path in story.keys.glob("*.head"):
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
