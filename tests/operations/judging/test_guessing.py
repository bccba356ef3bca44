"""What is kept from somebody cannot be found out by trying: not from a hash, an id, or a proof."""

import hashlib
import json
from pathlib import Path

import pytest

from onrecord.errors import Forbidden, Invalid
from onrecord_server.core.ports import Ports
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.signer import CheckpointSigner
from tests.operations.judging.conftest import IBAN, Talk, policy
from tests.support.verified import findings


def test_an_entry_without_content_is_salted(talk: Talk) -> None:
    talk.say(f"pay {IBAN}")
    reviewer = talk.house.me("ivan")
    reviewer.cases.open(reviewer.cases.list().data[0].id)
    entries = [json.loads(row.entry) for row in talk.house.room.entries()]
    for entry in entries:
        assert ("commit" in entry) != ("salt" in entry), entry["type"]
    salts = [entry["salt"] for entry in entries if "salt" in entry]
    assert len({*salts}) == len(salts)
    assert all(len(one) == 32 for one in salts)


def test_who_proves_a_look_learns_of_no_case_and_so_of_no_message(
    talk: Talk, tmp_path: Path
) -> None:
    said = talk.say("write to bob@example.org")
    reviewer = talk.house.me("ivan")
    (case,) = reviewer.cases.list().data
    reviewer.cases.open(case.id)
    rows = [row for row in talk.house.room.entries() if row.type == "disclosure.made"]
    (look,) = talk.bob.disclosures.list().data
    assert [row.object for row in rows] == [look.id]
    signer = CheckpointSigner(KeyRing.load(tmp_path), "https://chat.example", Ports())
    signer.sign(talk.house.room.engines.directory.database("acme"), "acme")
    proof = talk.bob.record.proof(look.position or 0)
    assert (proof.content, proof.salt) == (None, None)
    for known in (case.id, said.id):
        assert known not in proof.entry
    facts = json.loads(proof.entry)["facts"]
    assert {*facts} & {"low", "high", "position"} == set()  # their middle is what was reported
    assert findings(talk.house.room) == []


def test_the_id_of_a_case_about_a_person_does_not_follow_from_their_name(talk: Talk) -> None:
    talk.house.me("ivan").people.freeze("alice", lasts="P2D", reason_code="spam")
    talk.bob.reports.make("harassment", person_id="carol", said="She is rude to me")
    cases = talk.house.me("ivan").cases.list().data
    for one in cases:
        for name in ("alice", "bob", "carol"):
            for number in range(3):
                tried = hashlib.blake2b(f"person:{name}:{number}".encode(), digest_size=16)
                assert one.id != f"cas_{tried.hexdigest()}"


def test_who_froze_neither_gives_the_appeal_to_anybody_nor_empties_it(talk: Talk) -> None:
    talk.house.introduce("iris", ["investigator"])
    talk.house.acknowledge("iris")
    ivan, iris = talk.house.me("ivan"), talk.house.me("iris")
    ivan.people.freeze("alice", lasts="P2D", reason_code="spam")
    (notice,) = talk.alice.notices.list().data
    talk.alice.appeals.make("I sold nothing at all", notice_id=notice.id)
    (case,) = iris.cases.list(state="appealed").data
    assert "assign" not in ivan.cases.get(case.id).may
    with pytest.raises(Forbidden):
        ivan.cases.assign(case.id, None, version=case.version)
    shown = iris.cases.open(case.id)
    with pytest.raises(Forbidden):
        ivan.cases.assign(case.id, None, version=shown.case.version)
    ivan.people.freeze("alice", lasts="P300D", reason_code="spam")
    iris.appeals.decide(shown.appeals[0].id, upheld=True, rationale="It was no spam")
    assert talk.alice.people.my_freeze().freeze is None
    assert findings(talk.house.room) == []


def test_the_history_of_a_case_names_nobody_who_is_veiled(talk: Talk) -> None:
    talk.house.me("ivan").people.freeze("alice", lasts="P2D", reason_code="spam")
    (case,) = talk.house.me("ivan").cases.list().data
    told = talk.house.me("ivan").cases.history(case.id).data
    said = ["kept them from writing, by hand", "gave notice: freeze"]
    assert [one.said for one in told] == said
    assert "alice" not in "".join(one.said for one in told)


def test_no_trigger_has_the_name_that_stands_for_none(talk: Talk) -> None:
    named = {"id": "by_hand", "kind": "detector", "entities": ["card"]}
    with pytest.raises(Invalid):
        talk.house.me("paula").policy.draft(policy([named]))
