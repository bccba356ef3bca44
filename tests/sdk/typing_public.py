"""What mypy must see in the public API; never run. An ignore that is not needed is an error."""

from collections.abc import AsyncIterator, Iterator
from typing import assert_type

from onrecord import (
    Actor,
    AsyncActor,
    AsyncClient,
    BrandingView,
    Checkpoint,
    Client,
    Conversation,
    Envelope,
    Me,
    Member,
    Message,
    MessageVersion,
    Page,
    Person,
    Proof,
    ReadMark,
    Resync,
    TenantStatus,
    UnknownEnvelope,
)


async def minted() -> str:
    return "token"


def blocking(me: Actor) -> None:
    assert_type(me.me(), Me)
    assert_type(me.conversations.create(kind="group", members=["bob"]), Conversation)
    assert_type(me.conversations.list(), Page[Conversation])
    assert_type(me.conversations.iterate(), Iterator[Conversation])
    assert_type(me.conversations.members("cnv"), Page[Member])
    assert_type(me.conversations.read("cnv", 7), ReadMark)
    assert_type(me.messages.send("cnv", "Hello", reply_to=None), Message)
    assert_type(me.messages.list("cnv", before=812), Page[Message])
    assert_type(me.messages.iterate("cnv"), Iterator[Message])
    assert_type(me.messages.versions("msg"), Page[MessageVersion])
    assert_type(me.people.upsert("alice", name="Alice", attributes={"a": "b"}), Person)
    assert_type(me.branding.get(), BrandingView)
    assert_type(me.tenant.suspend(), TenantStatus)
    assert_type(me.record.checkpoint(), Checkpoint)
    assert_type(me.record.proof(3), Proof)


async def awaited(me: AsyncActor) -> None:
    assert_type(await me.me(), Me)
    assert_type(await me.messages.send("cnv", "Hello"), Message)
    assert_type(me.messages.iterate("cnv"), AsyncIterator[Message])
    assert_type([m async for m in me.conversations.iterate()], list[Conversation])


async def streams(there: AsyncClient, here: Client) -> None:
    async for item in there.stream(after=812):
        assert_type(item, Envelope | UnknownEnvelope)
    async for more in there.stream(on_resync="yield"):
        assert_type(more, Envelope | UnknownEnvelope | Resync)
    for same in here.stream(after=812, epoch="e"):
        assert_type(same, Envelope | UnknownEnvelope)
    async with AsyncClient("https://app.example.com/chat", token=minted) as me:
        assert_type(me, AsyncClient)
    with Client("https://app.example.com/chat", token=lambda: "t") as us:
        assert_type(us, Client)


def mistakes(me: Actor) -> None:
    me.conversations.create(kind="party")  # type: ignore[arg-type]
    me.messages.send("cnv", b"bytes")  # type: ignore[arg-type]
    me.messages.send("cnv", "Hello", "msg")  # type: ignore[call-arg]
    me.people.upsert("alice")  # type: ignore[call-arg]
    Client("https://app.example.com/chat", token=minted)  # type: ignore[arg-type]
