"""The seam: facades over any caller, in both colours."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import pytest
from pydantic import BaseModel

from onrecord.client import Actor, AsyncActor, Caller
from onrecord.endpoints import ENDPOINTS, Endpoint
from onrecord.errors import Invalid
from onrecord.wire._base import Command
from onrecord.wire.messages import Message
from onrecord.wire.page import Page
from tests.sdk.team_calls import TEAM, THEN


C = TypeVar("C", bound=Command)
R = TypeVar("R", bound=BaseModel)
CNV = "cnv_" + "0" * 32
MSG = "msg_" + "1" * 32
ATT = "att_" + "1" * 32


class Recording:
    """A caller that keeps what it was asked and answers an empty result of the right type."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Command]] = []

    def call(self, endpoint: Endpoint[C, R], command: C) -> R:
        assert type(command) is endpoint.command
        self.asked.append((endpoint.name, command))
        return endpoint.result.model_construct(data=[], next_cursor=None)


class Awaited:
    """The same caller for the async half."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller

    async def call(self, endpoint: Endpoint[C, R], command: C) -> R:
        return self.caller.call(endpoint, command)


CALLS: dict[str, Callable[[Any], Any]] = {
    "me.get": lambda me: me.me(),
    "people.list": lambda me: me.people.list(query="al"),
    "people.get": lambda me: me.people.get("alice"),
    "people.upsert": lambda me: me.people.upsert("alice", name="Alice", attributes={"a": "b"}),
    "people.freeze": lambda me: me.people.freeze(
        "alice", lasts="P1D", reason_code="spam", said="Sold it in three rooms"
    ),
    "people.end_sessions": lambda me: me.people.end_sessions("alice", reason_code="fraud"),
    "me.end_sessions": lambda me: me.people.end_my_sessions(),
    "people.unfreeze": lambda me: me.people.unfreeze("alice"),
    "people.frozen": lambda me: me.people.frozen(limit=10),
    "people.standings": lambda me: me.people.standings("al", state="frozen", limit=10),
    "me.freeze": lambda me: me.people.my_freeze(),
    "held.list": lambda me: me.messages.held(CNV, limit=10),
    "held.withdraw": lambda me: me.messages.withdraw(MSG),
    "people.deactivate": lambda me: me.people.deactivate("alice"),
    "people.reactivate": lambda me: me.people.reactivate("alice"),
    "conversations.create": lambda me: me.conversations.create(
        kind="group", members=["bob"], subject="order:1234", title="Order 1234"
    ),
    "conversations.list": lambda me: me.conversations.list(subject="order:1234"),
    "conversations.get": lambda me: me.conversations.get(CNV),
    "conversations.update": lambda me: me.conversations.update(CNV, title="New"),
    "conversations.as_of": lambda me: me.conversations.as_of(CNV, THEN, limit=10),
    "conversations.members": lambda me: me.conversations.members(CNV, limit=10),
    "conversations.add_members": lambda me: me.conversations.add_members(CNV, ["bob"]),
    "conversations.change_member": lambda me: me.conversations.change_member(
        CNV, "bob", role="owner"
    ),
    "conversations.remove_member": lambda me: me.conversations.remove_member(CNV, "bob"),
    "conversations.mute": lambda me: me.conversations.mute(CNV),
    "conversations.read": lambda me: me.conversations.read(CNV, 7),
    "messages.send": lambda me: me.messages.send(CNV, "Hello"),
    "messages.list": lambda me: me.messages.list(CNV, before=9),
    "messages.get": lambda me: me.messages.get(MSG),
    "messages.edit": lambda me: me.messages.edit(MSG, "Hello!"),
    "messages.remove": lambda me: me.messages.remove(MSG, reason="typo"),
    "messages.versions": lambda me: me.messages.versions(MSG),
    "messages.retention": lambda me: me.messages.retention(MSG),
    "reactions.add": lambda me: me.reactions.add(MSG, "👍"),
    "reactions.remove": lambda me: me.reactions.remove(MSG, "👍"),
    "reactions.list": lambda me: me.reactions.list(MSG, emoji="👍", limit=10),
    "pins.add": lambda me: me.pins.add(MSG),
    "pins.remove": lambda me: me.pins.remove(MSG),
    "pins.list": lambda me: me.pins.list(CNV, limit=10),
    "saved.add": lambda me: me.saved.add(MSG),
    "saved.remove": lambda me: me.saved.remove(MSG),
    "saved.list": lambda me: me.saved.list(limit=10),
    "subjects.put": lambda me: me.subjects.put(
        "order:1", title="Order 1", fields=[{"label": "Goods", "value": "4"}]
    ),
    "subjects.get": lambda me: me.subjects.get("order:1"),
    "subjects.list": lambda me: me.subjects.list(["order:1"]),
    "subjects.remove": lambda me: me.subjects.remove("order:1"),
    "attachments.begin": lambda me: me.attachments.begin("a.txt", 5, conversation_id=CNV),
    "attachments.get": lambda me: me.attachments.get(ATT),
    "attachments.describe": lambda me: me.attachments.describe(ATT, "a truck"),
    "attachments.finish": lambda me: me.attachments.finish(ATT),
    "attachments.cancel": lambda me: me.attachments.cancel(ATT),
    "branding.get": lambda me: me.branding.get(),
    "branding.set": lambda me: me.branding.set({"product_name": "Acme"}),
    "branding.preview": lambda me: me.branding.preview({"product_name": "Acme"}),
    "branding.add_logo": lambda me: me.branding.add_logo("logo.png", b"picture"),
    "branding.versions": lambda me: me.branding.versions(limit=10),
    "branding.restore": lambda me: me.branding.restore(1),
    "tenant.suspend": lambda me: me.tenant.suspend(reason="unpaid"),
    "tenant.resume": lambda me: me.tenant.resume(),
    "record.checkpoint": lambda me: me.record.checkpoint(),
    "record.proof": lambda me: me.record.proof(3),
    "record.search": lambda me: me.record.search(area="grant"),
    **TEAM,
}


def test_every_endpoint_has_a_method_and_no_method_is_left_over() -> None:
    assert set(CALLS) == set(ENDPOINTS)


@pytest.mark.parametrize("name", CALLS)
async def test_both_colours_ask_for_the_same_command(name: str) -> None:
    blocking, awaited = Recording(), Recording()
    CALLS[name](Actor(blocking))
    await CALLS[name](AsyncActor(Awaited(awaited)))
    [(asked, left)], [(also, right)] = blocking.asked, awaited.asked
    assert asked == also == name
    ours = {"client_id"} if name == "messages.send" else set[str]()
    assert left.model_dump(exclude=ours) == right.model_dump(exclude=ours)


def test_each_send_carries_a_fresh_client_id_unless_the_caller_brings_one() -> None:
    caller = Recording()
    me = Actor(caller)
    me.messages.send(CNV, "one")
    me.messages.send(CNV, "two")
    me.messages.send(CNV, "three", client_id="mine")
    ids = [command.client_id for _, command in caller.asked]  # type: ignore[attr-defined]
    assert len(set(ids)) == 3
    assert ids[2] == "mine"


def test_a_bad_argument_is_refused_before_anything_is_sent_and_is_not_repeated() -> None:
    caller = Recording()
    with pytest.raises(Invalid) as caught:
        Actor(caller).messages.send("cnv_secret-looking", " ")
    assert [place["pointer"] for place in caught.value.errors] == ["/conversation_id", "/text"]
    assert "secret-looking" not in str(caught.value.problem())
    assert caller.asked == []


class Paged:
    """Three pages of one message each."""

    def __init__(self) -> None:
        self.cursors: list[str | None] = []

    def call(self, endpoint: Endpoint[C, R], command: C) -> R:
        cursor = command.cursor  # type: ignore[attr-defined]
        self.cursors.append(cursor)
        at = int(cursor or 0)
        page = Page[Message](data=[message(at)], next_cursor=str(at + 1) if at < 2 else None)
        assert isinstance(page, endpoint.result)
        return page


def message(position: int) -> Message:
    return Message(
        id=MSG,
        conversation_id=CNV,
        position=position,
        author="bob",
        text="x",
        created_at=datetime(2026, 1, 2, tzinfo=UTC),
    )


async def test_iterate_walks_every_page_once_in_both_colours() -> None:
    blocking, awaited = Paged(), Paged()
    left = [m.position for m in Actor(blocking).messages.iterate(CNV)]
    right = [m.position async for m in AsyncActor(Awaited(awaited)).messages.iterate(CNV)]
    assert left == right == [0, 1, 2]
    assert blocking.cursors == awaited.cursors == [None, "1", "2"]


def test_iterate_fetches_a_page_only_when_it_is_wanted() -> None:
    caller = Paged()
    assert next(iter(Actor(caller).messages.iterate(CNV))).position == 0
    assert caller.cursors == [None]
