"""A policy is complete or it is none, and what is new in one reaches back over nothing."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.policy.difference import difference, is_material, reaches
from onrecord_server.policy.durations import after, is_longer
from onrecord_server.policy.plain_yaml import NotPlain
from onrecord_server.policy.reading import reading
from onrecord_server.policy.rules import faults, policy_hash, whole
from onrecord_server.policy.starting import STARTS, read, start


def changed(document: PolicyDocument, **parts: Any) -> PolicyDocument:
    """Return the document with some parts as said."""
    return PolicyDocument.model_validate(document.model_dump(mode="json") | parts)


@pytest.fixture
def general() -> PolicyDocument:
    return start("general")


@pytest.mark.parametrize("name", STARTS)
def test_each_policy_to_start_from_is_one(name: str) -> None:
    assert faults(start(name)) == []
    assert start(name).texts["en"].summary
    assert difference(start(name), start(name)) == []


def test_a_hash_is_of_the_meaning_and_of_every_word(general: PolicyDocument) -> None:
    again = PolicyDocument.model_validate_json(general.model_dump_json())
    assert policy_hash(again) == policy_hash(general)
    texts = general.model_dump(mode="json")["texts"]
    texts["en"]["summary"] += "!"
    assert policy_hash(changed(general, texts=texts)) != policy_hash(general)


def test_what_is_not_known_is_refused_and_nothing_runs() -> None:
    with pytest.raises(NotPlain, match="Line 1: No tag"):
        read("!!python/object/apply:os.system [true]")
    with pytest.raises(ValidationError, match="surprise"):
        read("texts: {en: {title: a, summary: b}}\nsurprise: 1")


KEPT = {"id": "six", "minimum": "P6Y", "basis": "FINRA 4511"}
FAULTY = {
    "nobody may open": lambda d: d | {"reviewers": []},
    "subject is not told": lambda d: d | {"notices": d["notices"][1:]},
    "told at once": lambda d: (
        d
        | {
            "notices": [
                *d["notices"][:2],
                d["notices"][2] | {"longest_delay": "P1D"},
                d["notices"][3],
            ]
        }
    ),
    "more than a year": lambda d: (
        d | {"notices": [d["notices"][0] | {"longest_delay": "P2Y"}, *d["notices"][1:]]}
    ),
    "a year at most": lambda d: (
        d
        | {
            "triggers": [
                *d["triggers"],
                {"id": "x", "kind": "lexicon", "lexicon": "x", "freeze_for": "P13M"},
            ]
        }
    ),
    "everybody is member": lambda d: (
        d | {"reviewers": [*d["reviewers"], {"duty": "member", "may": ["open"]}]}
    ),
    "policy_author never looks": lambda d: (
        d | {"reviewers": [*d["reviewers"], {"duty": "policy_author", "may": ["export"]}]}
    ),
    "there is no trigger": lambda d: (
        d | {"reviewers": [*d["reviewers"], {"duty": "other", "may": ["open"], "triggers": ["x"]}]}
    ),
    "there twice": lambda d: d | {"triggers": [*d["triggers"], d["triggers"][0]]},
    "six is there twice": lambda d: d | {"retention": [KEPT, KEPT]},
    "no population": lambda d: d | {"scope": {"excluded": ["somebody"]}},
    "nothing is restricted": lambda d: d | {"scope": d["scope"] | {"channels": ["native", "sms"]}},
    "en is there twice": lambda d: d | {"sms": {"words": [{"locale": "en"}] * 2}},
    "names no way to reach you": lambda d: (
        d | {"sms": {"words": [{"locale": "en", "on_help": "{name}: STOP ends it."}]}}
    ),
    "does not say that stop": lambda d: (
        d | {"sms": {"words": [{"locale": "en", "on_start": "{name}: welcome back."}]}}
    ),
    "does not say who writes": lambda d: (
        d | {"sms": {"words": [{"locale": "en", "on_help": "Call 555 0100. STOP ends it."}]}}
    ),
    "{client} stands for nothing": lambda d: (
        d | {"sms": {"words": [{"locale": "en", "disclosure": "{client}, it is kept."}]}}
    ),
    "advertised before 8": lambda d: (
        d | {"sms": {"hours": [{"category": "marketing", "opens": 7}]}}
    ),
    "put {link} into it": lambda d: (
        d | {"sms": {"words": [{"locale": "en", "notice": "{name} has written."}]}}
    ),
    "{text} stands for nothing": lambda d: (
        d | {"sms": {"words": [{"locale": "en", "notice": "{text} {link}"}]}}
    ),
    "put {code} into it": lambda d: d | {"sms": {"words": [{"locale": "en", "code": "Code: -"}]}},
    "say what is classified": lambda d: d | {"sms": {"notices": {"when": ["classified"]}}},
    "put classified into when": lambda d: d | {"sms": {"notices": {"labels": ["patient"]}}},
    "is no trigger of this policy that finds": lambda d: (
        d | {"sms": {"notices": {"when": ["classified"], "triggers": ["nobody"]}}}
    ),
    "end before they begin": lambda d: (
        d | {"sms": {"hours": [{"category": "transactional", "opens": 9, "closes": 9}]}}
    ),
    "no english": lambda d: d | {"texts": {"de": d["texts"]["de"]}},
    "is not among": lambda d: (
        d
        | {
            "reviewers": [
                *d["reviewers"],
                {"duty": "other", "may": ["open"], "two_person": ["export"]},
            ]
        }
    ),
}


@pytest.mark.parametrize("said", FAULTY)
def test_what_is_incomplete_is_no_policy(general: PolicyDocument, said: str) -> None:
    document = FAULTY[said](general.model_dump(mode="json"))
    found = faults(PolicyDocument.model_validate(document))
    assert any(said in fault.said.lower() for fault in found), found


# -- wider and narrower ------------------------------------------------------------------------------

#: Changes that let more be seen, or with less notice, each with the one that takes it back.
WIDER: dict[str, Any] = {
    "a new trigger": lambda d: d["triggers"].append(
        {"id": "new", "kind": "random_sample", "percent": 1}
    ),
    "fewer approvals": lambda d: d["triggers"][1].update(approvals=1),
    "a longer look": lambda d: d["triggers"][1].update(longest="P60D"),
    "one more duty": lambda d: d["reviewers"].append({"duty": "extra", "may": ["open"]}),
    "one more act": lambda d: d["reviewers"][0]["may"].append("export"),
    "one person is enough": lambda d: d["reviewers"][1].update(two_person=[]),
    "names are shown": lambda d: d["reviewers"][0].update(sees_identity=True),
    "all triggers": lambda d: d["reviewers"][0].update(triggers=[]),
    "a notice is gone": lambda d: d["notices"].pop(),
    "a notice comes later": lambda d: d["notices"][0].update(longest_delay="P1Y"),
    "delayed by one": lambda d: d["notices"][0].update(delay_approvals=1),
    "a tag protects no more": lambda d: d["scope"].update(protected_tags=[]),
    "one more channel": lambda d: d["scope"]["channels"].append("sms"),
    "less privacy": lambda d: d["expectation"].update(privacy="none"),
    "more context": lambda d: d["process"].update(context=20),
    "less time to appeal": lambda d: d["process"].update(appeal="P1D"),
    "kept for longer": lambda d: d["retention"][0].update(minimum="P7Y"),
    "kept for another reason as well": lambda d: d["retention"].append(KEPT | {"id": "other"}),
    "kept everywhere": lambda d: d["retention"][0].update(spaces=[]),
    "counts alone": lambda d: d["transparency"].update(own_looks="counts"),
}


def _strict() -> dict[str, Any]:
    document = start("general").model_dump(mode="json")
    document["triggers"][1]["approvals"] = 2
    document["retention"] = [KEPT | {"spaces": ["spc_" + "0" * 32]}]
    return document


@pytest.mark.parametrize("what", WIDER)
def test_what_widens_is_acknowledged_anew_and_what_narrows_is_not(what: str) -> None:
    old, new = _strict(), _strict()
    WIDER[what](new)
    before, after_it = (PolicyDocument.model_validate(one) for one in (old, new))
    assert is_material(before, after_it)
    assert not is_material(after_it, before)


CHANGES = st.lists(st.sampled_from(sorted(WIDER)), unique=True, max_size=6)


@given(CHANGES, CHANGES)
def test_nothing_wider_reaches_back(first: list[str], then: list[str]) -> None:
    """What was written under a policy is opened by no trigger that became wider since."""
    documents = []
    for some in ([], first, [*first, *(one for one in then if one not in first)]):
        document = _strict()
        for what in some:
            WIDER[what](document)
        documents.append(PolicyDocument.model_validate(document))
    for index, now in enumerate(documents):
        for accepted in documents[: index + 1]:
            for trigger in now.triggers:
                allowed = reaches(accepted, now, trigger.id)
                if trigger.kind == "legal_process" or accepted == now:
                    assert allowed
                elif trigger.id not in {one.id for one in accepted.triggers}:
                    assert not allowed
    assert reaches(documents[0], documents[0], "gone") is False


def test_a_change_elsewhere_lets_a_trigger_reach_back(general: PolicyDocument) -> None:
    """A new trigger of others does not close what was open."""
    document = general.model_dump(mode="json")
    document["triggers"].append({"id": "new", "kind": "random_sample", "percent": 1})
    now = PolicyDocument.model_validate(document)
    assert reaches(general, now, "report")
    assert not reaches(general, now, "new")


def test_how_cases_are_reviewed_is_no_matter_of_grants(general: PolicyDocument) -> None:
    document = general.model_dump(mode="json")
    document["process"]["context"] += 1
    now = PolicyDocument.model_validate(document)
    assert reaches(general, now, "investigation")
    assert not reaches(general, now, "report")


def test_a_policy_leaves_some_time_to_appeal(general: PolicyDocument) -> None:
    for none in ("P0D", "PT0H"):
        process = general.process.model_copy(update={"appeal": none})
        found = faults(general.model_copy(update={"process": process}))
        assert [one.pointer for one in found] == ["/process/appeal"]


# -- durations ---------------------------------------------------------------------------------------


def test_a_month_ends_with_its_last_day() -> None:
    january = datetime(2027, 1, 31, 12, tzinfo=UTC)
    assert after(january, "P1M") == datetime(2027, 2, 28, 12, tzinfo=UTC)
    assert after(january, "P1Y1M") == datetime(2028, 2, 29, 12, tzinfo=UTC)
    assert after(january, "P8DT2H") == datetime(2027, 2, 8, 14, tzinfo=UTC)
    assert is_longer("P3M", "P12W")
    assert not is_longer("P1W", "P7D")


#: What each policy to start from hashed to before triggers could do more than flag.
BEFORE = {
    "general": "8ebeb9f9560e066d432e438e2ff0b1657f74d44e9f17eb012c384284b05ea257",
    "broker_dealer": "37f2fd34f1bc7f5739a06963b91de6b2ee974688eaee03c1aca3d1778ecc4ca1",
    "healthcare": "928f294dafaee03d02ad95149454903ac621821ab5be1cce9a5985826dec0af4",
    "works_council": "d7c7b4a573fab04e48eca80ada7e1679321aaf1571a9507e60c84679059c3dcb",
}


@pytest.mark.parametrize("name", STARTS)
def test_a_document_that_says_nothing_new_keeps_its_hash(name: str) -> None:
    document = start(name).model_copy(update={"retention": []})
    assert policy_hash(document) == "sha256:" + BEFORE[name]


@pytest.mark.req("FIN-1")
def test_who_deals_in_securities_starts_with_six_years() -> None:
    (books,) = start("broker_dealer").retention
    assert (books.minimum, books.basis, books.spaces) == ("P6Y", "FINRA 4511", [])


LEXICON = {"id": "lex-1", "kind": "lexicon", "lexicon": "market-abuse"}
FLOOD = {"id": "flo-1", "kind": "flood", "messages": 30, "repeats": 5}
ASKED = {"id": "cls-1", "kind": "classifier", "classifier": "toxic", "action": "flag"}
DONE: list[dict[str, Any]] = [
    {**LEXICON, "action": "hold"},
    {**LEXICON, "id": "lex-2", "freeze_after": 3, "freeze_for": "PT2H"},
    {"id": "dlp-1", "kind": "detector", "entities": ["card"], "action": "mask"},
    {
        "id": "rec-1",
        "kind": "detector",
        "entities": ["record_number"],
        "record_number": "MRN[0-9]+",
    },
    {"id": "rpt-1", "kind": "user_report", "hide_after": 3},
    FLOOD,
    ASKED,
]


@pytest.mark.parametrize("trigger", DONE, ids=lambda one: str(one["id"]))
def test_what_a_trigger_does_is_hashed_kept_and_read(
    general: PolicyDocument, trigger: dict[str, Any]
) -> None:
    more = changed(general, triggers=[*general.model_dump(mode="json")["triggers"], trigger])
    assert policy_hash(more) != policy_hash(general)
    assert PolicyDocument.model_validate(whole(more)) == more
    assert {line for section in reading(more, ["de"]).sections for line in section.lines}


@pytest.mark.parametrize(
    ("member", "value"), [("action", "block"), ("freeze_after", 2), ("freeze_after", 9)]
)
def test_what_hinders_more_is_wider(general: PolicyDocument, member: str, value: object) -> None:
    old = changed(general, triggers=[{**LEXICON, "action": "mask", "freeze_after": 5}])
    new = changed(
        general, triggers=[{**LEXICON, "action": "mask", "freeze_after": 5, member: value}]
    )
    assert is_material(old, new) == (value != 9)


def test_authors_are_told_what_is_done_to_their_messages(general: PolicyDocument) -> None:
    holds = {**LEXICON, "action": "hold", "freeze_after": 3}
    said = [one.said for one in faults(changed(general, triggers=[holds], notices=[]))]
    assert "The author is not told of: hold." in said
    assert "The author is not told of: freeze." in said


def test_an_expression_that_cannot_run_is_no_rule(general: PolicyDocument) -> None:
    found = faults(changed(general, triggers=[{**DONE[3], "record_number": "(?<=a)b"}]))
    assert "/triggers/0/record_number" in [one.pointer for one in found]


def test_what_is_said_of_texts_neither_changes_old_hashes_nor_lets_anybody_see_more(
    general: PolicyDocument,
) -> None:
    assert "sms" not in whole(general)
    said = {"optout_scope": "sender", "words": [{"locale": "en", "disclosure": "It is kept."}]}
    texting = changed(general, sms=said)
    assert policy_hash(texting) != policy_hash(general)
    assert PolicyDocument.model_validate(whole(texting)) == texting
    assert faults(texting) == faults(general)
    assert {one.effect for one in difference(general, texting)} == {"other"}
    assert not is_material(general, texting)


def test_how_long_is_kept_neither_changes_old_hashes_nor_what_triggers_reach(
    general: PolicyDocument,
) -> None:
    assert "retention" not in whole(general)
    kept = changed(general, retention=[KEPT])
    assert policy_hash(kept) != policy_hash(general)
    assert PolicyDocument.model_validate(whole(kept)) == kept
    assert is_material(general, kept), "people are told"
    assert not is_material(kept, general)
    assert all(reaches(general, kept, one.id) for one in general.triggers)
