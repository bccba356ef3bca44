"""Sends under a policy that looks for ten thousand terms and every number, against one that looks for nothing.

Straight into the writer, in batches of 64: without a network, so that judging weighs as much as it can.
Of a thousand texts 999 hold nothing that is looked for, though three in ten of them have a time and a
price; one holds a card number, which is covered, put on the record and made a case of where it is looked
for. What counts is accepted and delivered.
"""

import random
import time
from functools import partial
from pathlib import Path
from typing import Any, Final

from onrecord.client import Actor as Client
from onrecord.endpoints import SEND_MESSAGE
from onrecord.wire.lexicon_document import LexiconDocument
from onrecord.wire.messages import SendMessage
from onrecord.wire.people import UpsertPerson
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import REGISTRY
from onrecord_server.core.writer import Job
from onrecord_server.engine import Engines
from onrecord_server.policy.starting import start
from tests.bench.rounds import Line, at_least, take_turns
from tests.support.engines import Worker, make_engines


AT_ONCE: Final = 64
TERMS: Final = 10_000
LENGTH: Final = 200
#: One text in so many holds something that is looked for.
RARELY: Final = 1_000
ROLES: Final = {"paula": "policy_author", "cora": "compliance_officer", "prue": "privacy_officer"}
ENTITIES: Final = ["card", "ssn", "iban", "npi", "phone", "email"]
LOOKS: Final[list[dict[str, Any]]] = [
    {"id": "words", "kind": "lexicon", "lexicon": "words", "action": "hold"},
    {"id": "numbers", "kind": "detector", "entities": ENTITIES, "action": "mask"},
]


async def lines(folder: Path, rounds: int, seconds: float) -> list[Line]:
    """Measure sends with and without something to look for."""
    chance = random.Random(4711)
    rooms = [_room(folder, "judged", LOOKS, chance), _room(folder, "not", [], chance)]
    texts = [_text(chance, n) for n in range(RARELY)]
    try:
        measures = [partial(_rate, engines, talk, texts, seconds) for engines, talk in rooms]
        pair = await take_turns(measures[0], measures[1], rounds)
    finally:
        for engines, _ in rooms:
            engines.stop()
    figure = f"sends of {LENGTH} characters delivered, {TERMS:,} terms and all detectors"
    anchor = "the same, looking for nothing"
    return [at_least(figure, pair, 0.85, anchor, unit="/s", why="each text is looked through")]


def _word(chance: random.Random) -> str:
    return "".join(chance.choices("abcdefghijklmnoprstuvwz", k=chance.randint(4, 10)))


def _text(chance: random.Random, number: int) -> str:
    """Return words of no list, some with a time and a price, and one card number."""
    words = " ".join(_word(chance) for _ in range(LENGTH // 4))
    tail = " at 10:45 for 1200 EUR" if chance.random() < 0.3 else ""
    tail = tail if number % RARELY else " card 4111 1111 1111 1111"
    return words[: LENGTH - len(tail)].rstrip() + tail


def _room(
    folder: Path, name: str, looks: list[dict[str, Any]], chance: random.Random
) -> tuple[Engines, str]:
    engines = make_engines(f"sqlite:///{folder / name}-judging.db", quiet_start=True)
    people = {who: _person(engines, who, role) for who, role in (*ROLES.items(), ("alice", ""))}
    terms = [{"text": f"{_word(chance)} {_word(chance)}"} for _ in range(TERMS)]
    listed = LexiconDocument.model_validate({"name": "words", "title": "Words", "terms": terms})
    draft = people["paula"].lexicons.put(listed)
    people["cora"].lexicons.approve("words", draft.version, hash=draft.hash)
    _adopt(people, looks)
    return engines, people["alice"].conversations.create(kind="group", title="Talk").id


def _person(engines: Engines, name: str, role: str) -> Client:
    said = UpsertPerson(person_id=name, name=name.title(), roles=[role] if role else [])
    engines.call("people.upsert", said, host_actor("acme"))
    return Client(Worker(engines, Actor("acme", name)))


def _adopt(people: dict[str, Client], looks: list[dict[str, Any]]) -> None:
    value = start("general").model_dump(mode="json")
    notices = [
        {**one, "of": [*one["of"], "hold"]} if one["to"] == "author" else one
        for one in value["notices"]
    ]
    more = {"triggers": [*value["triggers"], *looks], "notices": notices}
    drafted = people["paula"].policy.draft(PolicyDocument.model_validate(value | more))
    people["paula"].policy.propose(drafted.version)
    for name in ("cora", "prue"):
        people[name].policy.approve(drafted.version, hash=drafted.hash)
    people["alice"].policy.acknowledge(drafted.version, hash=drafted.hash)


def _rate(engines: Engines, talk: str, texts: list[str], seconds: float) -> float:
    writer, actor = engines.writer("acme"), Actor("acme", "alice")
    began, sent, delivered = time.perf_counter(), 0, 0
    while (passed := time.perf_counter() - began) < seconds:
        commands = (
            SendMessage(conversation_id=talk, text=texts[(sent + n) % len(texts)])
            for n in range(AT_ONCE)
        )
        jobs = [Job(REGISTRY[SEND_MESSAGE.name], one, actor, _done) for one in commands]
        writer._work(jobs)
        sent += AT_ONCE
        delivered += sum(_is_delivered(job.outcome) for job in jobs)
    return delivered / passed


def _is_delivered(outcome: object) -> bool:
    return isinstance(outcome, Doc) and outcome.value["state"] == "active"


def _done(_: object) -> None:
    """Nobody waits for the answers."""
