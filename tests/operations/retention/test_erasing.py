"""What is erased is gone wherever its words were, and the record says so and still verifies."""

import pytest
import sqlalchemy as sa

from onrecord.client import Actor as Client
from onrecord.errors import Conflict, NotFound, Refusal, StillKept
from onrecord.wire.messages import Message
from onrecord.wire.policy_document import Retention
from onrecord_server.core.rows import contents, entries, metadata
from onrecord_server.holds.rules import Hold
from onrecord_server.inprocess import DirectCaller, actor_for
from onrecord_server.retention import erasing
from tests.operations.retention.conftest import Archive
from tests.support.verified import verified


CANARY = "zanzibar"


def _left(archive: Archive) -> list[str]:
    """Return every row of every table in which a word of the message stands."""
    found, database = [], archive.house.room.engines.prepared("acme")
    with database.read() as connection:
        for table in metadata.sorted_tables:
            rows = connection.execute(sa.select(table), execution_options=dict(database.options))
            found += [table.name for row in rows if CANARY in repr(tuple(row)).lower()]
    return found


def _rich(archive: Archive) -> Message:
    """Say something with a file, versions, a reaction, a mention and a thread."""
    engines = archive.house.room.engines
    alice = Client(DirectCaller(engines, actor_for("acme", "alice", "host")))
    file = alice.attachments.upload(
        CANARY.encode() * 9, name=f"{CANARY}.txt", conversation_id=archive.id
    )
    engines.files.wait()
    root = archive.say("the root")
    sent = archive.say(
        f"{CANARY} for <@bob>",
        client_id="c1",
        attachments=[file.id],
        thread_id=root.id,
        also_in_channel=True,
    )
    archive.house.me("alice").messages.edit(sent.id, f"{CANARY} for <@bob>, corrected")
    bob = archive.house.me("bob")
    bob.reactions.add(sent.id, "👍")
    bob.saved.add(sent.id)
    return sent


@pytest.mark.req("GDP-4")
@pytest.mark.req("SEC-2")
def test_an_erased_message_is_gone_everywhere_and_the_record_says_which_event_did_it(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "IDS_AN_ENTRY", 2)
    sent, alice, bob = _rich(archive), archive.house.me("alice"), archive.house.me("bob")
    gone = archive.erase(sent.id, request=archive.asked())
    engines = archive.house.room.engines
    engines.files.tidier.round(engines.prepared("acme"))
    assert (gone.state, gone.text, gone.attachments, gone.mentions) == ("erased", None, [], [])
    shown = bob.messages.list(archive.id).data
    assert [(one.state, one.text) for one in shown] == [("erased", None), ("active", "the root")]
    assert shown[1].thread is not None
    assert shown[1].thread.replies == 0
    assert (bob.saved.list().data, bob.search.messages(CANARY).data) == ([], [])
    assert _left(archive) == []
    again = alice.messages.send(archive.id, "anything else", client_id="c1")
    assert (again.id, again.state) == (sent.id, "erased")
    said = [one for one in archive.house.room.entries() if one.type == "message.erased"]
    assert len(said) > 1
    assert {one.actor for one in said} == {erasing.HOUSE}
    report = verified(archive.house.room)
    assert report.erased > 3
    told = "\n".join(report.lines())
    assert all(f"(erased, event #{one.position})" in told for one in said)
    with pytest.raises(Conflict):
        archive.erase(sent.id, request=archive.asked())
    for act in (
        lambda: alice.messages.edit(sent.id, "x"),
        lambda: bob.reactions.add(sent.id, "👍"),
    ):
        with pytest.raises(Refusal):
            act()


def test_what_was_removed_can_be_erased_and_its_reason_goes_too(archive: Archive) -> None:
    root = archive.say("the root")
    sent = archive.say("oops", thread_id=root.id)
    archive.house.me("alice").messages.remove(sent.id, reason=CANARY)
    gone = archive.erase(sent.id, request=archive.asked())
    assert (gone.state, gone.removed_reason, gone.removed_by) == ("erased", None, "alice")
    assert _left(archive) == []


@pytest.mark.req("GDP-1")
def test_nothing_goes_that_a_minimum_or_a_hold_keeps_or_that_nobody_asked_for(
    archive: Archive,
) -> None:
    archive.govern(Retention(id="six", minimum="P6Y", basis="FINRA 4511"))
    sent = archive.say("we BOUGHT it")
    assert _because(archive, sent.id, request=archive.asked()) == "minimum"
    archive.house.clock.forward(days=6 * 366)
    assert _because(archive, sent.id) == "nothing"
    archive.holds["words"] = Hold("words", "M-1", words=frozenset({"bought"}))
    assert _because(archive, sent.id, request=archive.asked()) == "hold"
    archive.holds["words"] = Hold("words", "M-1", words=frozenset({"sold"}))
    assert archive.erase(sent.id, request=archive.asked()).state == "erased"
    with pytest.raises(NotFound):
        archive.erase("msg_" + "0" * 32, request=archive.asked())


def test_who_was_ever_there_is_party_to_it(archive: Archive) -> None:
    archive.house.introduce("carol", [])
    alice = archive.house.me("alice")
    alice.conversations.add_members(archive.id, ["carol"])
    alice.conversations.remove_member(archive.id, "carol")
    sent = archive.say("hello")
    for who in ("alice", "bob", "carol"):
        archive.holds["m"] = Hold("m", "M-1", persons=frozenset({who}))
        assert _because(archive, sent.id, request=archive.asked()) == "hold"


def _because(archive: Archive, message_id: str, **order: str) -> str:
    before = archive.house.room.rows()
    with pytest.raises(StillKept) as caught:
        archive.erase(message_id, **order)
    assert archive.house.room.rows() == before
    return str(caught.value.extra["because"])


def test_destroyed_contents_have_no_salt_left(archive: Archive) -> None:
    sent = archive.say(CANARY)
    archive.erase(sent.id, request=archive.asked())
    about = sa.select(contents).join(
        entries,
        sa.and_(entries.c.tenant == contents.c.tenant, entries.c.content_id == contents.c.id),
    )
    with archive.house.room.engines.prepared("acme").read() as connection:
        rows = connection.execute(about.where(entries.c.object == sent.id)).all()
    assert [(row.body, row.salt, row.key_id) for row in rows] == [(None, None, None)]
    assert all(row.destroyed_at for row in rows)
