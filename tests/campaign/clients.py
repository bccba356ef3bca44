"""Senders that insist, and listeners that resume: every step of theirs goes into the history."""

import asyncio
import json
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests.campaign.history import Line, Recorder, sha


LOST = (httpx2.HTTPError, WebSocketException, OSError, TimeoutError)
"""What leaves the outcome unknown."""


@dataclass
class World:
    """What all clients share."""

    record: Recorder
    bases: list[str]
    conversations: list[str]
    random: random.Random
    sending: bool = True
    listening: bool = True
    heads: dict[str, int] = field(default_factory=dict)

    def base(self) -> str:
        """Return one of the workers."""
        return self.random.choice(self.bases)


@asynccontextmanager
async def socket(base: str, person: str) -> AsyncIterator[ClientConnection]:
    """Open a socket as a person, as a browser on the host's own page would."""
    async with connect(
        base.replace("http", "ws", 1) + "/chat/v1/stream",
        subprotocols=["onrecord.v1"],  # type: ignore[list-item]
        additional_headers={"x-person": person, "origin": base},
        open_timeout=5,
        close_timeout=1,
        proxy=None,
    ) as opened:
        yield opened


async def send_until_stopped(world: World, person: str, pause: float) -> None:
    """Send unique texts, each again under its key until somebody says what became of it."""
    number = 0
    async with httpx2.AsyncClient(timeout=5, headers={"x-person": person}) as http:
        while world.sending:
            number += 1
            key = f"{person}-{number}"
            conversation = world.random.choice(world.conversations)
            await _insist(world, http, person, (conversation, key, f"{person} says {number}"))
            await asyncio.sleep(pause * world.random.random())


Said = tuple[str, str, str]
"""Conversation, key, text."""


async def _insist(world: World, http: httpx2.AsyncClient, person: str, said: Said) -> None:
    conversation, key, text = said
    for attempt in range(200):
        asked = world.record.invoke(
            person, "send", conv=conversation, client_id=key, body=sha(text)
        )
        try:
            by_socket = world.random.random() < 0.5
            way = _by_socket(world, person, said) if by_socket else _by_rest(world, http, said)
            status, answer = await asyncio.wait_for(way, 8)
        except LOST as lost:
            world.record.info(asked, why=type(lost).__name__)
            await asyncio.sleep(0.1)
            continue
        if _judge(world, asked, status, answer, again=attempt > 0):
            return
        await asyncio.sleep(0.1)


def _judge(world: World, asked: Line, status: int, answer: dict[str, Any], *, again: bool) -> bool:
    """Record an answer; a 5xx or 429 says nothing about a send, so it is asked again."""
    if status >= 500 or status == 429:
        world.record.info(asked, status=status)
        return False
    if status >= 400:
        world.record.fail(asked, status=status, code=answer.get("code"))
        return True
    known = {name: answer[name] for name in ("id", "position", "created_at")}
    world.record.ok(asked, **known, **({"replayed": True} if again else {}))
    return True


async def _by_rest(world: World, http: httpx2.AsyncClient, said: Said) -> tuple[int, Any]:
    conversation, key, text = said
    base = world.base()
    answer = await http.post(
        f"{base}/chat/v1/conversations/{conversation}/messages",
        json={"text": text, "client_id": key},
        headers={"origin": base},
    )
    return answer.status_code, answer.json()


async def _by_socket(world: World, person: str, said: Said) -> tuple[int, Any]:
    conversation, key, text = said
    async with socket(world.base(), person) as opened:
        await opened.send('{"type":"hello"}')
        arguments = {"conversation_id": conversation, "client_id": key, "text": text}
        call = {"type": "call", "id": "1", "op": "messages.send", "args": arguments}
        await opened.send(json.dumps(call))
        async for raw in opened:
            frame = json.loads(raw)
            if frame["type"] == "result":
                return 201, frame["result"]
            if frame["type"] == "error":
                return int(frame["problem"]["status"]), frame["problem"]
    raise TimeoutError


async def listen_until_stopped(world: World, person: str) -> None:
    """Follow the stream over every loss of the connection, from where one was."""
    cursor: dict[str, Any] = {}
    while world.listening:
        try:
            async with socket(world.base(), person) as opened:
                await _follow(world, person, opened, cursor)
        except LOST:
            await asyncio.sleep(0.05)


async def _follow(
    world: World, person: str, opened: ClientConnection, cursor: dict[str, Any]
) -> None:
    await opened.send(json.dumps({"type": "hello", **cursor}))
    while world.listening:
        try:
            raw = await asyncio.wait_for(opened.recv(), 1.0)
        except TimeoutError:
            continue
        frame = json.loads(raw)
        if not _note(world, person, frame, cursor):
            return
        world.heads[person] = cursor.get("after", -1)


def _note(world: World, person: str, frame: dict[str, Any], cursor: dict[str, Any]) -> bool:
    """Record a frame and move the cursor; returns whether to stay on this connection."""
    kind = frame["type"]
    if kind in ("ready", "resync"):
        world.record.frame(person, kind, epoch=frame["epoch"], position=frame["position"])
        cursor |= {"epoch": frame["epoch"], "after": frame["position"]}
    elif kind == "events":
        events = [_event(each) for each in frame["events"]]
        stretch = {"after": frame["after"], "upto": frame["upto"]}
        world.record.frame(person, kind, **stretch, events=events)
        if frame["after"] > cursor["after"]:
            return False
        cursor["after"] = max(cursor["after"], frame["upto"])
    return bool(kind != "going_away")


def _event(envelope: dict[str, Any]) -> dict[str, Any]:
    event = envelope["event"]
    message = event.get("message") or {}
    return {
        "position": envelope["position"],
        "type": event["type"],
        "conv": message.get("conversation_id", event.get("conversation_id", "")),
        "id": message.get("id", ""),
        "body": sha(message["text"]) if message.get("text") else "",
    }


async def page_until_stopped(world: World, person: str) -> None:
    """Read pages all along: the stored order, and at least what one has sent oneself."""
    async with httpx2.AsyncClient(timeout=5, headers={"x-person": person}) as http:
        while world.sending:
            conversation = world.random.choice(world.conversations)
            asked = world.record.invoke(person, "page", conv=conversation)
            path = f"{world.base()}/chat/v1/conversations/{conversation}/messages?limit=50"
            try:
                answer = await http.get(path)
                answer.raise_for_status()
                positions = [each["position"] for each in answer.json()["data"]]
                world.record.ok(asked, positions=positions[::-1])
            except LOST:
                world.record.info(asked)
            await asyncio.sleep(0.1)
