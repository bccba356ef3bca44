"""A client in another process, or on another machine: sends, and follows what happens.

`python main.py https://app.example.com/chat order:1234 "The truck is at the gate."`, with a token
in the environment that the host minted by `chat.mint_token("acme", "gate", ttl=300)`.
"""

import asyncio
import os
import sys

from onrecord import AsyncClient, Client, NotFound


def mint() -> str:
    """Called again whenever a token is about to expire; ask your host for a new one here."""
    return os.environ["ONRECORD_TOKEN"]


def say(base: str, subject: str, text: str) -> int:
    """Send to the conversation about a subject; returns the position in the tenant's stream."""
    with Client(base, token=mint) as me:
        found = me.conversations.list(subject=subject).data
        if not found:
            raise NotFound(f"There is no conversation about {subject} that you are in.")
        message = me.messages.send(found[0].id, text)
    assert message.position is not None
    return message.position


async def follow(base: str, after: int) -> None:
    """Print what happens from a position on; reconnects, resumes, and misses nothing."""
    async with AsyncClient(base, token=mint) as me:
        async for envelope in me.stream(after=after):
            print(f"{envelope.position} {envelope.at:%H:%M:%S} {envelope.event.type}", flush=True)


if __name__ == "__main__":
    _, url, about, words = sys.argv
    said = say(url, about, words)
    try:
        asyncio.run(follow(url, said - 1))
    except KeyboardInterrupt:
        print(f"Stopped; go on later with after={said}.")
