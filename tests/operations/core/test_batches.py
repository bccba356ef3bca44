"""Commands that share a commit do not notice each other, but for the order they came in."""

from collections.abc import Sequence
from typing import Any

import pytest

from onrecord import endpoints as e
from onrecord.errors import ClientIdReused, Forbidden, NotFound, Refusal, ServerError
from onrecord.wire.conversations import (
    AddMembers,
    CreateConversation,
    MarkRead,
    RemoveMember,
    UpdateConversation,
)
from onrecord.wire.messages import EditMessage, Message, RemoveMessage, SendMessage
from onrecord_server.core.draft import Sealed
from onrecord_server.core.hooks import Gate, Hooks, Projection, Proposal
from onrecord_server.core.unit import Unit
from tests.support import engines
from tests.support.as_read import by_others
from tests.support.engines import Room, check_invariants


def _send(group: str, text: str, **more: Any) -> tuple[str, Any, SendMessage]:
    person = more.pop("by", "alice")
    return person, e.SEND_MESSAGE, SendMessage(conversation_id=group, text=text, **more)


def test_equal_client_ids_in_one_batch_are_one_message(room: Room, group: str) -> None:
    one = _send(group, "once", client_id="one")
    first, second, other = room.batch(one, one, _send(group, "twice", client_id="one"))
    assert first == second
    assert first.position == room.end()
    assert isinstance(other, ClientIdReused)
    assert room.types().count("message.created") == 1


def test_a_retry_later_in_the_same_batch_gets_the_same_answer(room: Room, group: str) -> None:
    """Another command between the two cuts the batch into three runs."""
    one = _send(group, "once", client_id="one")
    rename = UpdateConversation(conversation_id=group, title="Crew")
    first, _, second = room.batch(one, ("alice", e.UPDATE_CONVERSATION, rename), one)
    assert first == second
    assert first.position is not None
    assert room.plain("bob").messages.get(first.id) == by_others(first)


def test_a_message_lives_a_whole_life_in_one_batch(room: Room, group: str) -> None:
    sent = room.plain("alice").messages.send(group, "one", client_id="one")
    edit = EditMessage(message_id=sent.id, text="two <@bob>")
    remove = RemoveMessage(message_id=sent.id, reason="oops")
    edited, removed = room.batch(
        ("alice", e.EDIT_MESSAGE, edit), ("alice", e.REMOVE_MESSAGE, remove)
    )
    assert (edited.text, edited.state, edited.version) == ("two <@bob>", "active", 2)
    assert (removed.text, removed.state, removed.version) == (None, "removed", 2)
    assert room.plain("bob").messages.get(sent.id) == by_others(removed)


def test_a_message_that_is_not_sealed_yet_can_be_edited(
    room: Room, group: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fixed = "msg_" + "7" * 32
    ports = room.engines.ports
    made = ports.new_id
    object.__setattr__(ports, "new_id", lambda kind: fixed if kind == "message" else made(kind))
    edit = EditMessage(message_id=fixed, text="two")
    sent, edited = room.batch(_send(group, "one"), ("alice", e.EDIT_MESSAGE, edit))
    object.__setattr__(ports, "new_id", made)
    assert (sent.text, sent.version) == ("one", 1)
    assert (edited.text, edited.state, edited.version) == ("two", "active", 2)
    assert edited.position == sent.position
    assert room.plain("bob").messages.get(fixed) == by_others(edited)


def test_a_send_never_overtakes_the_removal_before_it(room: Room, group: str) -> None:
    remove = ("alice", e.REMOVE_MEMBER, RemoveMember(conversation_id=group, person_id="bob"))
    before, _, after = room.batch(
        _send(group, "in", by="bob"), remove, _send(group, "out", by="bob")
    )
    assert before.text == "in"
    assert isinstance(after, NotFound)


def test_who_is_added_may_send_at_once(room: Room, group: str) -> None:
    add = AddMembers(conversation_id=group, members=["mallory"])
    refused, _, sent = room.batch(
        _send(group, "in", by="mallory"),
        ("alice", e.ADD_MEMBERS, add),
        _send(group, "in", by="mallory"),
    )
    assert isinstance(refused, NotFound)
    assert sent.author == "mallory"


def test_refusals_in_a_run_hurt_nobody_else(room: Room, group: str) -> None:
    outcomes = room.batch(
        _send(group, "one"),
        _send(group, "no", by="mallory"),
        _send("cnv_" + "0" * 32, "no"),
        _send(group, "re", reply_to="msg_" + "0" * 32),
        _send(group, "two"),
    )
    assert [isinstance(o, Refusal) for o in outcomes] == [False, True, True, True, False]
    assert room.types()[-2:] == ["message.created"] * 2


def test_a_command_that_breaks_its_run_hurts_nobody_else(room: Room, group: str) -> None:
    """Nothing of this kind passes the doors; if it did, the others must not notice."""
    wrong: Any = b"\xff"
    broken = SendMessage.model_construct(conversation_id=group, text=wrong, client_id=None)
    one, bad, two = room.batch(
        _send(group, "one"), ("bob", e.SEND_MESSAGE, broken), _send(group, "two")
    )
    assert isinstance(bad, ServerError)
    assert [one.text, two.text] == ["one", "two"]


def test_two_who_create_the_same_in_one_batch_get_the_same(room: Room, group: str) -> None:
    create = CreateConversation(kind="group", members=["bob"], subject="order:1")
    first, second = room.batch(
        ("alice", e.CREATE_CONVERSATION, create), ("bob", e.CREATE_CONVERSATION, create)
    )
    assert first.id == second.id
    assert first.last_position == second.last_position >= 0
    assert room.types().count("conversation.created") == 2, "that of the fixture and this one"


def test_a_batch_of_everything_is_answered_in_order(room: Room, group: str) -> None:
    read = ("bob", e.MARK_READ, MarkRead(conversation_id=group, position=2**40))
    outcomes = room.batch(*[_send(group, f"{n}") for n in range(3)], read, _send(group, "3"))
    texts = [o.text for o in outcomes if isinstance(o, Message)]
    assert texts == ["0", "1", "2", "3"]


def _refuse_bad(proposals: Sequence[Proposal]) -> list[Refusal | None]:
    return [Forbidden("no") if p.command.text == "bad" else None for p in proposals]  # type: ignore[attr-defined]


def _raise_bad(proposals: Sequence[Proposal]) -> list[Refusal | None]:
    if any(p.command.text == "bad" for p in proposals):  # type: ignore[attr-defined]
        raise ZeroDivisionError
    return [None for _ in proposals]


@pytest.mark.parametrize("ask", [_refuse_bad, _raise_bad])
def test_a_gate_that_refuses_or_breaks_refuses_one_command(database_url: str, ask: Any) -> None:
    hooks = Hooks(gates=(Gate("words", frozenset({"messages.send"}), ask),))
    with engines.room(database_url, hooks=hooks) as found:
        found.person("bob")
        made = found.person("alice").conversations.create(kind="group", members=["bob"]).id
        one, bad, two = found.batch(_send(made, "one"), _send(made, "bad"), _send(made, "two"))
        assert isinstance(bad, Forbidden)
        assert [one.text, two.text] == ["one", "two"]
        check_invariants(found)


def _project(_: Unit, sealed: Sequence[Sealed]) -> None:
    if any("bad" in str(item.draft.content) for item in sealed):
        raise ZeroDivisionError


def test_a_projection_that_fails_undoes_its_own_command_only(database_url: str) -> None:
    hooks = Hooks(projections=(Projection("index", frozenset({"message.created"}), _project),))
    with engines.room(database_url, hooks=hooks) as found:
        found.person("bob")
        made = found.person("alice").conversations.create(kind="group", members=["bob"]).id
        one, bad, two = found.batch(_send(made, "one"), _send(made, "bad"), _send(made, "two"))
        assert isinstance(bad, ServerError)
        assert [one.text, two.text] == ["one", "two"]
        assert found.types().count("message.created") == 2
        check_invariants(found)
