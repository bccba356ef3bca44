"""The checker passes a sound server and catches twelve that are not."""

from pathlib import Path

import pytest

from tests.campaign.checker import Violation, check
from tests.campaign.history import Recorder, load
from tests.campaign.model import Server
from tests.campaign.mutants import MUTANTS
from tests.campaign.scenario import play


SEEDS = range(12)


def found(kind: type[Server], seed: int) -> list[Violation]:
    server = kind()
    return check(play(server, seed).lines, server.dump())


@pytest.mark.parametrize("seed", range(40))
def test_a_sound_server_breaks_nothing(seed: int) -> None:
    assert found(Server, seed) == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda kind: kind.__name__)
def test_each_seeded_bug_is_caught_and_named(mutant: type[Server]) -> None:
    broken = {violation.invariant for seed in SEEDS for violation in found(mutant, seed)}
    assert broken & MUTANTS[mutant], broken


def test_there_are_twelve_seeded_bugs() -> None:
    assert len(MUTANTS) == 12


def test_an_unknown_outcome_is_neither_success_nor_failure() -> None:
    server, record = Server(), Recorder()
    asked = record.invoke("alice", "send", conv="red", client_id="k", body="b")
    record.info(asked)
    assert check(record.lines, server.dump()) == []


def test_a_history_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    record = Recorder(tmp_path / "history.jsonl")
    record.ok(record.invoke("alice", "send", body="b"), id="m1", position=0)
    record.frame("bob", "events", after=-1, upto=0, events=[])
    record.close()
    assert load(tmp_path / "history.jsonl") == record.lines
