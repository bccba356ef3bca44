"""The policy of the desk and its lists of words, put in force by those whose duty it is: each step once.

Everybody acts through the door of the chat, with a token of their own: a policy is approved by people, not by the
host's code in their names. That the tokens are all of them ours is what makes this a demo.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import httpx2

from examples.order_desk.desk import Desk
from examples.order_desk.people import DESK, OVERSIGHT, TENANT
from onrecord import AsyncClient
from onrecord.wire.lexicon_document import LexiconDocument
from onrecord.wire.policies import PolicyVersion
from onrecord_server.moderation import starting as lists
from onrecord_server.policy.starting import read


HERE = Path(__file__).parent
POLICY = read((HERE / "policy.yaml").read_text("utf-8"))
#: One is looked for in what is said, the others give advice to who writes.
LISTS = [lists.read(path.read_text("utf-8")) for path in sorted((HERE / "words").glob("*.yaml"))]


class Door:
    """The chat's own door, in this process: whoever comes in is the person of their token."""

    def __init__(self, desk: Desk, http: httpx2.AsyncClient) -> None:
        self._desk, self._http = desk, http

    def __call__(self, person: str) -> AsyncClient:
        """Return the chat as that person has it."""
        token = self._desk.chat.mint_token(TENANT, person)
        return AsyncClient("http://127.0.0.1", token=token, http_client=self._http)


@asynccontextmanager
async def door(desk: Desk) -> AsyncIterator[Door]:
    """Open the door for a while."""
    transport = httpx2.ASGITransport(app=desk.chat.asgi)
    async with desk.chat.lifespan(), httpx2.AsyncClient(transport=transport) as http:
        yield Door(desk, http)


def is_overseen(desk: Desk) -> bool:
    """Say whether there is a policy in force."""
    with desk.chat.acting_as(TENANT, next(iter(DESK))) as me:
        return me.policy.get().version is not None


def oversee(desk: Desk) -> None:
    """Put lists and policy in force, and let everybody but the newest acknowledge it."""
    anyio.run(_oversee, desk)


async def _oversee(desk: Desk) -> None:
    async with door(desk) as enter:
        for words in LISTS:
            await _approve_list(enter, words)
        await _put_in_force(enter)
        for who in DESK | OVERSIGHT:
            await _acknowledge(enter(who))


async def _approve_list(enter: Door, words: LexiconDocument) -> None:
    """Paula writes a list of words; Carol approves it. Written again as it is, it stays one version."""
    written = await enter("paula").lexicons.put(words)
    if written.state == "draft":
        await enter("carol").lexicons.approve(written.name, written.version, hash=written.hash)


async def _put_in_force(enter: Door) -> None:
    """Paula writes and proposes the policy; Carol and Prue approve what they read."""
    paula = enter("paula")
    newest = await _newest(paula)
    if newest.state == "draft":
        newest = await paula.policy.propose(newest.version)
    for who in ("carol", "prue"):
        if newest.state == "proposed":
            newest = await enter(who).policy.approve(newest.version, hash=newest.hash)


async def _newest(paula: AsyncClient) -> PolicyVersion:
    found = (await paula.policy.versions(limit=1)).data
    return found[0] if found else await paula.policy.draft(POLICY)


async def _acknowledge(me: AsyncClient) -> None:
    now = await me.policy.get()
    if now.must_acknowledge and now.version is not None and now.hash is not None:
        await me.policy.acknowledge(now.version, hash=now.hash)
