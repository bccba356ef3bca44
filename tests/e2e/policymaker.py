"""`python -m tests.e2e.policymaker`: puts a policy in force in the database of a desk that runs.

A process of its own, since two people approve it who never open a browser; the desk hears of it as
of any other worker.
"""

import argparse
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from examples.order_desk.people import TENANT
from onrecord.client import Actor as Client
from onrecord.wire.lexicon_document import LexiconDocument
from onrecord.wire.people import UpsertPerson
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.policy.starting import start
from tests.support import engines


ROLES = {"paula": "policy_author", "cora": "compliance_officer", "prue": "privacy_officer"}


def put_in_force(worker_data: Path, change: str, *, seconds: int = 0) -> None:
    """Write, propose and approve a version from another process; its date may be to come."""
    database = f"sqlite:///{worker_data / 'order_desk.db'}"
    command = [sys.executable, "-m", "tests.e2e.policymaker", database, change, str(seconds)]
    subprocess.run(command, check=True, timeout=120)


def document(change: str) -> PolicyDocument:
    """Return the plainest policy, one that lets more be seen, or one that keeps messages back."""
    general = start("general")
    if change == "general":
        return general
    if change == "holding":
        return _holding(general)
    process = general.process.model_copy(update={"context": 20})
    return general.model_copy(update={"process": process})


def _holding(general: PolicyDocument) -> PolicyDocument:
    """Hold account numbers, block those of cards, and cover addresses; tell the author of each."""
    value = general.model_dump(mode="json")
    done = {"iban": "hold", "card": "block", "email": "mask"}
    looks = [
        {"id": entity, "kind": "detector", "entities": [entity], "action": action}
        for entity, action in done.items()
    ]
    told = [
        {**one, "of": sorted({*one["of"], *done.values()})} if one["to"] == "author" else one
        for one in value["notices"]
    ]
    more = {"triggers": [*value["triggers"], *looks], "notices": told}
    return PolicyDocument.model_validate(value | more)


def _advise(people: dict[str, Client]) -> None:
    """Put one list of advice in force."""
    terms = [{"text": "guys", "suggest": ["everybody"], "note": "Not all of us are."}]
    words = {"name": "kind-words", "title": "Kind words", "purpose": "advice", "language": "en"}
    written = people["paula"].lexicons.put(LexiconDocument.model_validate(words | {"terms": terms}))
    people["cora"].lexicons.approve(written.name, written.version, hash=written.hash)


def main(database: str, change: str, seconds: int) -> None:
    """Let one person write it and two approve it."""
    with engines.room(database, tenants=[TENANT]) as room:
        for name, role in ROLES.items():
            said = UpsertPerson(person_id=name, name=name.title(), roles=[role])
            room.engines.call("people.upsert", said, host_actor(TENANT))
        people = {n: Client(engines.Worker(room.engines, Actor(TENANT, n))) for n in ROLES}
        drafted = people["paula"].policy.draft(document(change))
        begins = datetime.now(UTC) + timedelta(seconds=seconds) if seconds else None
        people["paula"].policy.propose(drafted.version, effective_from=begins)
        for name in ("cora", "prue"):
            people[name].policy.approve(drafted.version, hash=drafted.hash)
        if change == "holding":
            _advise(people)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    parser.add_argument("change", choices=("general", "wider", "holding"))
    parser.add_argument("seconds", type=int)
    asked = parser.parse_args()
    main(asked.database, asked.change, asked.seconds)
