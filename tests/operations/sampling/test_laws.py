"""The record alone says whether a sample was fair: what was tampered with is found."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.proofs import ProofError, drawn, hundredths, seed_commitment, verify_sample
from onrecord_server.oversight.sampling.laws import SamplingLaw
from onrecord_server.record.findings import Report
from onrecord_server.record.spill import Spill
from tests.operations.sampling.conftest import drawing


Entry = dict[str, Any]
Pair = tuple[Entry, dict[str, Any] | None]
SEED = bytes(range(32))
HASH = "sha256:" + "a" * 64
T = "2026-01-02T{:02}:00:00.000000Z"
IDS = [f"msg_{number:032x}" for number in range(40)]
CHOSEN = drawn(SEED, IDS[:30], 50)


def entry(
    what: str, actor: str, about: str, hour: int, content: Any = None, /, **facts: Any
) -> Pair:
    """One entry as the record has it, with its content."""
    version = facts.pop("version", None)
    kept = {"object": about, "at": T.format(hour), "version": version, "facts": facts}
    return {"type": what, "actor": actor, **kept}, content


def person(name: str, department: str) -> Pair:
    said = {"roles": [], "attributes": {"department": department}}
    return entry("person.added", "host", f"person:{name}", 0, said)


def lawful() -> list[Pair]:
    """A policy, a period with forty messages of which thirty are in the population, and its draw."""
    document = {"document": drawing(percent=50).model_dump(mode="json")}
    committed = {"trigger": "chance", "percent": 5000, "population": "sales", "unsampled": 0}
    start = {"version": 1, "hash": HASH}
    wrote = [
        entry("message.created", "alice" if n < 30 else "carol", one, 3, conversation="cnv_1")
        for n, one in enumerate(IDS)
    ]
    listed = {"eligible": IDS[:30], "drawn": CHOSEN}
    said = {"seed": SEED.hex(), "eligible": 30, "drawn": len(CHOSEN), "parts": 1}
    policy = {"policy_version": 1, "policy_hash": HASH}
    return [
        person("alice", "sales"),
        person("carol", "kitchen"),
        entry("policy.drafted", "paula", "policy:1", 0, document, **start),
        entry("policy.approved", "cora", "policy:1", 0, **start),
        entry("policy.approved", "prue", "policy:1", 0, **start),
        entry(
            "policy.decided", "prue", "policy:1", 0, needs=1, effective_from=T.format(1), **start
        ),
        entry(
            "sample.committed",
            "service:onrecord",
            "smp_1",
            2,
            commitment=seed_commitment(SEED),
            **committed,
            **policy,
        ),
        *wrote,
        entry("sample.listed", "service:onrecord", "smp_1", 4, listed, part=1),
        entry("sample.drawn", "service:onrecord", "smp_1", 4, ended_by="time", **said),
    ]


def changed(what: str, /, **values: Any) -> list[Pair]:
    """The lawful record with other facts, or other content, in the last entry of a type."""
    pairs = lawful()
    last, content = [pair for pair in pairs if pair[0]["type"] == what][-1]
    for name, value in values.items():
        target = content if content is not None and name in content else last["facts"]
        target[name] = value
    return pairs


def twice(what: str) -> list[Pair]:
    pairs = lawful()
    return [*pairs, next(pair for pair in pairs if pair[0]["type"] == what)]


def protected(hour: int = 3) -> list[Pair]:
    """The lawful record, in which the conversation had a tag all the while."""
    pairs = lawful()
    tag = entry("conversation.tagged", "service:host", "cnv_1", hour, tag="privileged", changes=1)
    return [*pairs[:7], tag, *pairs[7:]]


def untagged() -> Pair:
    facts = {"tag": "privileged", "changes": 2}
    return entry("conversation.untagged", "service:host", "cnv_1", 5, **facts)


def look(kind: str) -> list[Pair]:
    """A look at the first messages of the conversation."""
    seen = {"conversation": "cnv_1", "messages": 3, "low": 8, "high": 10}
    return [
        entry("grant.requested", "ivan", "grt_1", 6, kind=kind),
        entry("disclosure.made", "service:oversight", "grt_1", 7, **seen),
    ]


def sealed_look() -> Pair:
    """A look at a case: where it began is in its content alone."""
    facts = {"conversation": "cnv_1", "messages": 3}
    one, _ = entry("disclosure.made", "service:oversight", "dsc_1", 7, **facts)
    return one, {"case": "cas_1", "low": 8, "high": 10}


def codes(pairs: list[Pair]) -> set[str]:
    """What the law finds."""
    report = Report()
    with Spill() as spill:
        law = SamplingLaw(report, spill)
        for position, (one, content) in enumerate(pairs):
            law.follow(position, one, content)
    return report.codes()


BROKEN: Mapping[str, tuple[Callable[[], list[Pair]], str]] = {
    "another seed": (lambda: changed("sample.drawn", seed="00" * 32), "seed_differs"),
    "no seed at all": (lambda: changed("sample.drawn", seed="nothing"), "seed_differs"),
    "one drawn too few": (
        lambda: changed("sample.listed", drawn=CHOSEN[1:]),
        "sample_differs",
    ),
    "one that is not drawn": (
        lambda: changed("sample.listed", drawn=[one for one in IDS[:30] if one not in CHOSEN]),
        "sample_differs",
    ),
    "one left out": (lambda: changed("sample.listed", eligible=IDS[1:30]), "sample_differs"),
    "the kitchen is in it": (lambda: changed("sample.listed", eligible=IDS), "sample_differs"),
    "of another time": (
        lambda: changed("sample.listed", eligible=[*IDS[:30], "msg_else"]),
        "sample_differs",
    ),
    "another count": (lambda: changed("sample.drawn", eligible=29), "sample_differs"),
    "a part is gone": (lambda: changed("sample.drawn", parts=2), "sample_differs"),
    "drawn twice": (lambda: twice("sample.drawn"), "sample_twice"),
    "never committed to": (
        lambda: [pair for pair in lawful() if pair[0]["type"] != "sample.committed"],
        "sample_uncommitted",
    ),
    "two at once": (
        lambda: [*lawful()[:7], lawful()[6], *lawful()[7:]],
        "sample_twice",
    ),
    "another percent": (lambda: changed("sample.committed", percent=100), "sample_unlike"),
    "another policy": (
        lambda: changed("sample.committed", policy_hash="sha256:" + "b" * 64),
        "policy_differs",
    ),
    "what a tag protects": (protected, "sample_differs"),
    "a look at what a tag protects": (
        lambda: [*protected(), *look("investigation")],
        "look_protected",
    ),
    "a look at a case in which it protected": (
        lambda: [*protected(), untagged(), sealed_look()],
        "look_protected",
    ),
    "a look at what it protected": (
        lambda: [*protected(), untagged(), *look("investigation")],
        "look_protected",
    ),
}


def test_a_lawful_sample_has_no_finding() -> None:
    assert codes(lawful()) == set()


def test_the_law_reaches_what_a_tag_protects() -> None:
    assert "look_protected" not in codes([*protected(), *look("legal_process")])


@pytest.mark.parametrize("name", BROKEN)
def test_what_was_tampered_with_is_found(name: str) -> None:
    pairs, code = BROKEN[name]
    assert code in codes(pairs())


def test_what_is_not_there_any_more_is_not_judged() -> None:
    kept = [(one, None) if one["type"].startswith("person.") else (one, c) for one, c in lawful()]
    assert codes(kept) == set(), "a person's description was erased"
    blind: list[Pair] = [(one, None) for one, _ in lawful()]
    assert codes(blind) == set(), "a bundle without contents"


@pytest.fixture(scope="module")
def many() -> list[str]:
    return [f"msg_{number:032x}" for number in range(20_000)]


@pytest.mark.parametrize("percent", [0.01, 5, 50, 100])
def test_as_many_are_drawn_as_the_percent_says(many: list[str], percent: float) -> None:
    share = len(drawn(SEED, many, percent)) / len(many) * 100
    assert abs(share - percent) <= max(0.05, percent * 0.1)


@settings(max_examples=25)
@given(st.binary(min_size=32, max_size=32), st.lists(st.text(min_size=1), unique=True))
def test_anybody_draws_the_same_and_nobody_else_gets_through(seed: bytes, ids: list[str]) -> None:
    chosen, commitment = drawn(seed, ids, "33.33"), seed_commitment(seed)
    verify_sample(commitment, seed.hex(), ids, 33.33, chosen)
    for one in ids[:1]:
        other = [o for o in chosen if o != one] if one in chosen else [*chosen, one]
        with pytest.raises(ProofError, match="sample_differs"):
            verify_sample(commitment, seed, ids, 33.33, other)


@pytest.mark.parametrize("percent", [0, -1, 100.01, 0.001, "five", "nan"])
def test_what_is_no_percent_is_refused(percent: Any) -> None:
    with pytest.raises(ProofError, match="percent_refused"):
        hundredths(percent)


def test_the_draw_is_fixed_for_ever() -> None:
    """A vector: who draws again in another language compares with it."""
    assert seed_commitment(SEED) == (
        "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd"
    )
    assert drawn(SEED, ["msg_a", "msg_b", "msg_c", "msg_d"], 50) == ["msg_c"]
