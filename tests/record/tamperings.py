"""Every way to change one thing in a stored record, and the finding that must name it."""

from collections.abc import Callable

from tests.record.conftest import Story


Tamper = Callable[[Story], str]


def third(story: Story) -> str:
    """The message that is tampered with."""
    return story.messages[2]


def _sql(statement: str) -> Tamper:
    """Change something about the third message; ``:id`` is its id."""

    def change(story: Story) -> str:
        assert story.sql(statement, id=third(story)) == 1
        return third(story)

    return change


def _entry(change: str) -> Tamper:
    def tamper(story: Story) -> str:
        place = "SELECT position FROM onrecord_entries WHERE object = :id"
        position = story.value(place, id=third(story))
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
    return third(story)


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
        id=third(story),
    )
    return "message msg_forged"


def _insert_content(story: Story) -> str:
    story.sql(
        "INSERT INTO onrecord_contents (tenant, id, body, salt)"
        " SELECT tenant, 'forged', body, salt FROM onrecord_contents WHERE id = :id",
        id=f"{third(story)}:1",
    )
    return "content forged"


TAMPERINGS = {
    "a byte of a text": (
        _content("body = replace(body, 'message 2', 'message 3')"),
        "content_differs",
    ),
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
    "a leaf": (
        _entry("leaf = (SELECT leaf FROM onrecord_entries WHERE position = 0)"),
        "leaf_differs",
    ),
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
