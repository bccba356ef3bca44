"""Who follows a thread, what is in it and what people prefer is compared with the record."""

from collections.abc import Iterator

import pytest

from tests.record.conftest import TENANT, Story, tampering


@pytest.fixture(scope="module")
def answered(told: Story) -> Story:
    """The story with threads, a level and preferences."""
    root = told.messages[2]
    with told.chat.acting_as(TENANT, "alice") as alice:
        alice.messages.send(told.conversation, "a reply <@bob>", thread_id=root)
        alice.threads.follow(told.messages[0])
        alice.conversations.set_level(told.conversation, "mentions")
    with told.chat.acting_as(TENANT, "bob") as bob:
        bob.messages.send(told.conversation, "an answer", thread_id=root)
        bob.threads.read(root, 1)
        bob.preferences.set(keywords=["recall", "cold chain"])
    told.sign()
    return told


@pytest.fixture
def threaded(answered: Story) -> Iterator[Story]:
    """That story, to be tampered with; everything is undone afterwards."""
    with tampering(answered):
        yield answered


def test_the_honest_story_holds(answered: Story) -> None:
    report = answered.verify()
    assert report.ok, list(map(str, report.findings))


#: What is done, the finding, and what it must name.
TAMPERINGS = {
    "a mark moved": (
        "UPDATE onrecord_followers SET read_position = read_position + 5 WHERE person = 'bob'",
        "row_differs",
        "read_position is",
    ),
    "a follower who does not": (
        f"UPDATE onrecord_followers SET following = {False} WHERE person = 'bob'",
        "row_differs",
        "following is",
    ),
    "a follower gone": (
        "DELETE FROM onrecord_followers WHERE person = 'bob'",
        "row_missing",
        "follower",
    ),
    "a follower from nowhere": (
        (
            "INSERT INTO onrecord_followers (tenant, thread, person, conversation, following,"
            " read_position) SELECT tenant, thread, 'mallory', conversation, following, -1"
            " FROM onrecord_followers WHERE person = 'bob'"
        ),
        "row_unrecorded",
        "mallory",
    ),
    "a reply more": ("UPDATE onrecord_threads SET replies = replies + 1", "row_differs", "replies"),
    "a thread gone": ("DELETE FROM onrecord_threads", "row_missing", "thread"),
    "a reply moved to the timeline": (
        f"UPDATE onrecord_messages SET in_channel = {True} WHERE in_channel = {False}",
        "row_differs",
        "in_channel is",
    ),
    "a level": (
        "UPDATE onrecord_members SET level = 'all' WHERE person = 'alice'",
        "row_differs",
        "level is",
    ),
    "the version of preferences": (
        "UPDATE onrecord_preferences SET version = version + 1",
        "row_differs",
        "preferences",
    ),
    "preferences gone": ("DELETE FROM onrecord_preferences", "row_missing", "preferences"),
    "a keyword": (
        (
            "UPDATE onrecord_contents SET body = replace(body, 'recall', 'racoon')"
            " WHERE body LIKE '%recall%'"
        ),
        "content_differs",
        "differs from its commitment",
    ),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_tampering_is_found_and_named(threaded: Story, what: str) -> None:
    statement, code, named = TAMPERINGS[what]
    assert threaded.sql(statement) >= 1
    report = threaded.verify()
    found = [str(finding) for finding in report.findings if finding.code == code]
    assert any(named in line for line in found), list(map(str, report.findings))
