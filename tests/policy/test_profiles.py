"""What each profile turns on, what it refuses with the id of the rule, and how two of them agree."""

from itertools import chain, combinations
from typing import Any, get_args

import pytest

from onrecord.wire.policy_document import PolicyDocument, Profile
from onrecord_server.policy.difference import is_material
from onrecord_server.policy.profile_words import WORDS, words
from onrecord_server.policy.profiles import LINES, completed, lines, objections, together
from onrecord_server.policy.rules import faults, policy_hash, whole
from onrecord_server.policy.starting import start
from tests.requirements.rules import RULES


PROFILES: tuple[Profile, ...] = get_args(Profile)
SETS = list(chain.from_iterable(combinations(PROFILES, n) for n in range(1, 4)))


def plain(*profiles: Profile, **parts: Any) -> PolicyDocument:
    """Return the plainest policy, that follows some profiles."""
    value = start("general").model_dump(mode="json")
    return PolicyDocument.model_validate(value | parts | {"profiles": list(profiles)})


def ready(*profiles: Profile, **parts: Any) -> PolicyDocument:
    """Return one that says what no profile can say for it: who exports, and what keeps some privacy."""
    value = start("broker_dealer").model_dump(mode="json")
    value["expectation"]["privacy"] = "limited"
    return PolicyDocument.model_validate(value | parts | {"profiles": list(profiles)})


@pytest.mark.parametrize("profiles", SETS, ids="+".join)
def test_what_is_turned_on_meets_every_line_and_stays_as_it_is(
    profiles: tuple[Profile, ...],
) -> None:
    found = completed(ready(*profiles, retention=[]))
    assert list(objections(found)) == []
    assert faults(found) == []
    assert completed(found) == found
    assert PolicyDocument.model_validate(whole(found)) == found


@pytest.mark.req("FIN-1")
def test_six_years_are_turned_on_and_an_end_comes_after_them() -> None:
    found = completed(ready("broker_dealer", "gdpr_employer", retention=[]))
    said = [(one.id, one.minimum, one.maximum, one.disposition) for one in found.retention]
    assert said == [("finra-4511", "P6Y", None, "ask"), ("gdpr-limit", None, "P6Y", "ask")]
    assert together(["gdpr_employer", "broker_dealer"]) == [
        "kept_then_ends",
        "sampled_in_proportion",
    ]


def trigger(kind: str, **more: Any) -> dict[str, Any]:
    """Return a trigger."""
    return {"id": "one", "kind": kind, **more}


SHORT = {"id": "burn", "maximum": "P1D", "disposition": "erase", "basis": "Habit"}
REFUSED: list[tuple[Profile, dict[str, Any], str, str]] = [
    ("broker_dealer", {"retention": [SHORT]}, "/retention/0/maximum", "SEC-1"),
    (
        "broker_dealer",
        {"retention": [{**SHORT, "conversations": ["cnv_" + "0" * 32]}]},
        "/retention/0/maximum",
        "SEC-1",
    ),
    (
        "broker_dealer",
        {"reviewers": [{"duty": "reviewer", "may": ["open"]}]},
        "/reviewers",
        "SEC-4",
    ),
    ("healthcare", {"process": {"context": 50}}, "/process/context", "HIP-10"),
    (
        "healthcare",
        {"expectation": {"personal_devices": "allowed"}},
        "/expectation/personal_devices",
        "HIP-9",
    ),
    ("healthcare", {"sms": {"notices": {"when": ["long"]}}}, "/sms/notices/when", "HIP-9"),
    ("gdpr_employer", {"expectation": {"privacy": "none"}}, "/expectation/privacy", "GDP-6"),
    (
        "gdpr_employer",
        {"triggers": [trigger("random_sample", percent=50)]},
        "/triggers/0/percent",
        "GDP-6",
    ),
    (
        "gdpr_employer",
        {"reviewers": [{"duty": "reviewer", "may": ["open"], "sees_identity": True}]},
        "/reviewers/0/sees_identity",
        "GDP-6",
    ),
    (
        "gdpr_employer",
        {"transparency": {"own_looks": "counts"}},
        "/transparency/own_looks",
        "GDP-6",
    ),
]


@pytest.mark.parametrize(("profile", "parts", "pointer", "rule"), REFUSED)
def test_what_contradicts_is_refused_with_its_rule_and_place(
    profile: Profile, parts: dict[str, Any], pointer: str, rule: str
) -> None:
    found = faults(ready(profile, **parts))
    assert (pointer, f"{rule} ({profile})") in [
        (one.pointer, one.said.split(":")[0]) for one in found
    ]
    without = faults(ready(**parts))
    assert not any(one.said.startswith(f"{rule} (") for one in without)


def test_a_document_without_a_profile_is_the_one_of_before() -> None:
    old = start("general")
    assert "profiles" not in whole(old)
    new = plain("gdpr_employer")
    assert policy_hash(new) != policy_hash(old)
    assert not is_material(old, new), "following a rule is no wider look; what it turns on may be"


def test_names_that_are_taken_are_left_alone() -> None:
    mine = {"id": "finra-4511", "minimum": "P1Y", "basis": "Mine"}
    found = completed(ready("broker_dealer", retention=[mine]))
    assert [(one.id, one.minimum) for one in found.retention] == [
        ("finra-4511", "P1Y"),
        ("finra-4511-2", "P6Y"),
    ]


def test_every_line_is_a_rule_and_has_its_words_in_every_language() -> None:
    assert {one.rule for one in LINES} <= RULES.keys()
    names = {one.name for one in LINES} | set(together(PROFILES))
    for language, said in WORDS.items():
        assert said.keys() == names, language
    for one in LINES:
        refuses = words(["en"])[one.name][1]
        asks = one.kind == "policy" or one.name == "encrypted"
        assert (refuses is not None) == asks, one.name
    assert {one.profile for one in lines(PROFILES)} == set(PROFILES)
    assert words(["fr", "de-AT"])["kept"] == WORDS["de"]["kept"]


@pytest.mark.req("HIP-9")
def test_whoever_treats_patients_texts_notices_unless_the_policy_says_what_is_classified() -> None:
    assert completed(ready("healthcare")).sms.notices.when == ["always"]
    said = {"notices": {"when": ["classified"], "labels": ["patient"]}}
    assert completed(ready("healthcare", sms=said)).sms.notices.when == ["classified"]
    assert completed(ready("broker_dealer")).sms.notices.when == []
