"""The policy of the desk and its lists of words, put in force by those whose duty it is: each step once."""

from pathlib import Path

import anyio

from examples.order_desk.desk import Desk
from examples.order_desk.door import Door, door
from examples.order_desk.people import DESK, OVERSIGHT, TENANT
from onrecord import AsyncClient
from onrecord.wire.lexicon_document import LexiconDocument
from onrecord.wire.policies import PolicyVersion
from onrecord.wire.policy_document import PolicyDocument, SampleTrigger
from onrecord_server.moderation import starting as lists
from onrecord_server.policy.starting import read


HERE = Path(__file__).parent
#: The second version, which stays in force.
POLICY = read((HERE / "policy.yaml").read_text("utf-8"))
#: One is looked for in what is said, the others give advice to who writes.
LISTS = [lists.read(path.read_text("utf-8")) for path in sorted((HERE / "words").glob("*.yaml"))]


def first() -> PolicyDocument:
    """The first version: it drew one message in eight, and that turned out to be many."""
    more = [
        each.model_copy(update={"percent": 12.5}) if isinstance(each, SampleTrigger) else each
        for each in POLICY.triggers
    ]
    return POLICY.model_copy(update={"triggers": more})


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
        await put_in_force(enter, 1, first())
        for who in DESK | OVERSIGHT:
            await _acknowledge(enter(who))
        await enter("cora").samples.draw()


async def _approve_list(enter: Door, words: LexiconDocument) -> None:
    """Paula writes a list of words; Carol approves it. Written again as it is, it stays one version."""
    written = await enter("paula").lexicons.put(words)
    if written.state == "draft":
        await enter("carol").lexicons.approve(written.name, written.version, hash=written.hash)


async def put_in_force(enter: Door, number: int, document: PolicyDocument) -> None:
    """Paula writes and proposes a version of the policy; Carol and Prue approve what they read."""
    paula = enter("paula")
    found = (await paula.policy.versions(limit=1)).data
    newest: PolicyVersion | None = found[0] if found else None
    if newest is None or newest.version < number:
        newest = await paula.policy.draft(document)
    if newest.state == "draft":
        newest = await paula.policy.propose(newest.version)
    for who in ("carol", "prue"):
        if newest.state == "proposed":
            newest = await enter(who).policy.approve(newest.version, hash=newest.hash)


async def _acknowledge(me: AsyncClient) -> None:
    now = await me.policy.get()
    if now.must_acknowledge and now.version is not None and now.hash is not None:
        await me.policy.acknowledge(now.version, hash=now.hash)
