"""Anybody gets the newest checkpoint; a proof only of what one may see."""

import pytest

from onrecord.errors import NotFound, ServerError
from onrecord.proofs import verify_checkpoint, verify_commitment, verify_tlog_proof
from onrecord.wire.record import Proof
from tests.record.conftest import ORIGIN, TENANT, Story


def place(story: Story, query: str) -> int:
    return int(story.value(f"SELECT min(position) FROM onrecord_entries WHERE {query}"))


def proof(story: Story, person: str, position: int) -> Proof:
    with story.chat.acting_as(TENANT, person) as me:
        return me.record.proof(position)


def test_the_newest_checkpoint_verifies_with_the_key_beside_it(story: Story) -> None:
    signed = story.sign()
    with story.chat.acting_as(TENANT, "bob") as me:
        shown = me.record.checkpoint()
    assert (shown.origin, shown.size, shown.note) == (ORIGIN, signed.size, signed.note)
    assert [key.vkey for key in story.vkeys()] == [shown.vkey]
    assert verify_checkpoint(shown.note, story.vkeys()).checkpoint.root == signed.root


def test_every_entry_of_a_conversation_proves_itself_and_its_words(story: Story) -> None:
    story.sign()
    for message in (story.messages[0], story.messages[4], story.messages[5]):
        position = place(story, f"object = '{message}'")
        found = proof(story, "bob", position)
        verify_tlog_proof(found.proof, found.entry.encode(), story.vkeys(), origin=ORIGIN)
        assert found.content is not None
        assert found.salt is not None
        commit = found.entry.split('"commit":"')[1].split('"')[0]
        verify_commitment(commit, bytes.fromhex(found.salt), found.content.encode())


def test_a_proof_holds_for_its_own_entry_only(small_story: Story) -> None:
    small_story.sign()
    found = proof(small_story, "bob", place(small_story, "type = 'message.created'"))
    with pytest.raises(ValueError, match="inclusion_invalid"):
        verify_tlog_proof(found.proof, found.entry.encode() + b" ", small_story.vkeys())


@pytest.mark.parametrize("person", ["carol", "dora"])
def test_what_one_may_not_see_is_as_if_it_were_not_there(story: Story, person: str) -> None:
    """Carol was removed, and Dora came later."""
    story.sign()
    position = place(story, "type = 'message.created'")
    with pytest.raises(NotFound) as hidden:
        proof(story, person, position)
    with pytest.raises(NotFound) as absent:
        proof(story, person, 10_000)
    assert str(hidden.value) == str(absent.value)


def test_the_one_who_was_removed_may_prove_the_removal(small_story: Story) -> None:
    small_story.sign()
    assert proof(small_story, "carol", place(small_story, "type = 'member.removed'")).entry


def test_entries_for_nobody_are_proved_to_nobody(small_story: Story) -> None:
    small_story.sign()
    with pytest.raises(NotFound):
        proof(small_story, "alice", place(small_story, "type = 'person.added'"))


def test_a_mute_is_proved_to_its_person_alone(small_story: Story) -> None:
    small_story.sign()
    position = place(small_story, "type = 'conversation.muted'")
    assert proof(small_story, "alice", position).entry
    with pytest.raises(NotFound):
        proof(small_story, "bob", position)


def test_a_removed_message_is_proved_without_its_words(small_story: Story) -> None:
    small_story.sign()
    removed = small_story.messages[3]
    found = proof(small_story, "bob", place(small_story, f"object = '{removed}'"))
    verify_tlog_proof(found.proof, found.entry.encode(), small_story.vkeys())
    assert (found.content, found.salt) == (None, None)


def test_what_was_thought_of_a_removed_message_is_proved_without_the_emoji(
    small_story: Story,
) -> None:
    with small_story.chat.acting_as(TENANT, "bob") as me:
        said = me.messages.send(small_story.conversation, "oops")
        me.reactions.add(said.id, "❤")
        small_story.sign()
        position = place(small_story, "type = 'reaction.added'")
        assert "❤" in (proof(small_story, "alice", position).content or "")
        me.messages.remove(said.id)
    small_story.sign()
    assert proof(small_story, "alice", position).content is None


def test_a_replaced_card_is_proved_without_its_words(small_story: Story) -> None:
    with small_story.chat.acting_as(TENANT) as host:
        host.subjects.put("note:1", title="open", visible="tenant")
        small_story.sign()
        position = place(small_story, "type = 'subject.described'")
        assert "open" in (proof(small_story, "bob", position).content or "")
        host.subjects.put("note:1", title="closed", visible="members")
    small_story.sign()
    assert proof(small_story, "bob", position).content is None


def test_an_entry_that_no_checkpoint_covers_yet_says_so(small_story: Story) -> None:
    position = place(small_story, f"object = '{small_story.messages[-1]}'")
    with pytest.raises(NotFound, match="No checkpoint covers this entry yet"):
        proof(small_story, "bob", position)


def test_before_the_first_checkpoint_there_is_none(small_story: Story) -> None:
    small_story.sql("DELETE FROM onrecord_checkpoints")
    with (
        pytest.raises(NotFound, match="No checkpoint was signed yet"),
        small_story.chat.acting_as(TENANT, "bob") as me,
    ):
        me.record.checkpoint()


def test_a_record_that_no_longer_leads_to_its_checkpoint_proves_nothing(
    small_story: Story,
) -> None:
    small_story.sign()
    position = place(small_story, f"object = '{small_story.messages[0]}'")
    small_story.sql("UPDATE onrecord_entries SET leaf = x'00' WHERE position = 2")
    with pytest.raises(ServerError, match="onrecord verify"):
        proof(small_story, "bob", position)
