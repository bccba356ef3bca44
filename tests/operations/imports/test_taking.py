"""The file of an import is given back to the host's own code alone, as it came, and the record says so."""

import hashlib
import io
import json

from onrecord.client import Actor as Client
from onrecord.errors import Forbidden, NotFound
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.imports.access import BRING
from onrecord_server.record.heads import Evidence
from onrecord_server.verifying import verify_database
from tests.operations.conftest import Refuses
from tests.support.engines import Room, Worker


FILE = bytes(range(256)) * 3_000  # more than one piece, and no text


def test_it_is_given_back_as_it_came_piece_by_piece_on_the_record(
    room: Room, refuses: Refuses
) -> None:
    host = Client(Worker(room.engines, host_actor("acme")))
    kept = host.imports.upload("jsonl", "all.jsonl", io.BytesIO(FILE))
    target = io.BytesIO()
    assert host.imports.download(kept.id, target) == hashlib.sha256(FILE).hexdigest() == kept.sha256
    assert target.getvalue() == FILE
    taken = [json.loads(row.entry) for row in room.entries() if row.type == "import.taken"]
    assert [one["facts"]["number"] for one in taken] == list(range(1, kept.parts + 1))
    assert {(one["object"], one["actor"]) for one in taken} == {(kept.id, "service:host")}
    refuses(NotFound, lambda: host.imports.take(kept.id, kept.parts + 1))
    refuses(NotFound, lambda: host.imports.take("ipt_" + "0" * 32, 1))
    assert verify_database(room.engines.prepared("acme"), Evidence())["acme"].ok


def test_no_person_takes_it_whatever_their_duty(room: Room, refuses: Refuses) -> None:
    host = Client(Worker(room.engines, host_actor("acme")))
    kept = host.imports.upload("jsonl", "all.jsonl", io.BytesIO(b"{}"))
    alice, cora = room.person("alice"), room.person("cora")
    host.people.upsert("cora", name="Cora", roles=["compliance_officer"])
    assert cora.imports.get(kept.id).sha256 == kept.sha256
    refuses(Forbidden, lambda: alice.imports.take(kept.id, 1))
    refuses(Forbidden, lambda: cora.imports.take(kept.id, 1))
    service = Actor("acme", "service:importer", scopes=frozenset({BRING}))
    took = Client(Worker(room.engines, service)).imports.take(kept.id, 1)
    assert (took.data, took.parts) == ("e30=", 1)
