"""What people read says everything that the document says, in every language that we have."""

import pytest
from pydantic import TypeAdapter

from onrecord.wire.cases import WidenCase
from onrecord.wire.policy_document import PolicyDocument, Trigger
from onrecord_server.policy.phrases import PHRASES
from onrecord_server.policy.reading import WIDEST, opens, reading, sentence
from onrecord_server.policy.rules import policy_hash
from onrecord_server.policy.starting import STARTS, start


def test_every_language_has_every_sentence_with_the_same_places() -> None:
    english = PHRASES["en"]
    for language, phrases in PHRASES.items():
        assert phrases.keys() == english.keys(), language


@pytest.mark.parametrize("name", STARTS)
@pytest.mark.parametrize("locale", ["en", "de", "de-AT", "fr"])
def test_each_trigger_and_each_duty_is_in_it(name: str, locale: str) -> None:
    document = start(name)
    found = reading(document, [locale])
    text = "\n".join(line for section in found.sections for line in section.lines)
    when = found.sections[1].lines
    assert len(when) == len(document.triggers) + 1
    assert len(set(when)) == len(when)
    assert "{" not in text
    assert "P1" not in text, "durations are words"
    for tag in document.scope.protected_tags:
        assert tag in text


@pytest.mark.parametrize(
    ("reviewers", "said"),
    [
        ([(["open", "reveal_identity"], ["reveal_identity"], False)], "pseudonyms"),
        (
            [
                (["open", "reveal_identity"], ["reveal_identity"], False),
                (["open", "reveal_identity"], [], False),
            ],
            "pseudonyms.alone",
        ),
        ([(["open"], [], False)], "pseudonyms.never"),
        ([(["open"], [], True)], None),
    ],
)
def test_what_is_said_of_names_is_what_the_policy_lets_happen(
    reviewers: list[tuple[list[str], list[str], bool]], said: str | None
) -> None:
    general = start("general").model_dump(mode="json")
    general["reviewers"] = [
        {"duty": f"duty{number}", "may": may, "two_person": two, "sees_identity": sees}
        for number, (may, two, sees) in enumerate(reviewers)
    ]
    lines = reading(PolicyDocument.model_validate(general), ["en"]).sections[2].lines
    about = ("pseudonyms", "pseudonyms.alone", "pseudonyms.never")
    assert [name for name in about if PHRASES["en"][name] in lines] == ([said] if said else [])
    assert ("duty0 see who the people are, without asking." in lines) == reviewers[0][2]


@pytest.mark.req("MIF-2")
def test_whom_a_policy_excludes_reads_what_of_theirs_is_looked_at_all_the_same() -> None:
    general = start("general").model_dump(mode="json")
    general["scope"]["populations"] = [{"name": "council", "rule": 'role == "council"'}]
    general["scope"]["excluded"] = ["council"]
    section = reading(PolicyDocument.model_validate(general), ["en"]).sections[4]
    assert "never" not in section.title
    assert "What is reported or asked for is looked at." in section.lines[-1]


def test_a_language_is_taken_where_the_tenant_wrote_in_it() -> None:
    general, broker = start("general"), start("broker_dealer")
    assert reading(general, ["fr", "de-CH"]).locale == "de"
    assert reading(broker, ["de"]).locale == "en"
    assert reading(general, []).title == general.texts["en"].title


@pytest.mark.parametrize("locale", ["en", "de"])
def test_how_far_a_case_can_be_widened_is_in_it(
    locale: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for way in ("before", "after"):
        assert WidenCase.model_json_schema()["properties"][way]["maximum"] == WIDEST
    general = start("general")
    was = policy_hash(general)
    said = _context(general, locale, 5)
    assert (" 5 " in said, f" {WIDEST} " in said) == (True, True)
    assert _context(general, locale, WIDEST).count(f" {WIDEST} ") == 1, "there is no more to see"
    monkeypatch.setitem(PHRASES[locale], "context", "other words")
    assert _context(general, locale, 5) == "other words"
    assert policy_hash(general) == was, "what was acknowledged is the document"


def _context(document: PolicyDocument, locale: str, count: int) -> str:
    process = document.process.model_copy(update={"context": count})
    found = reading(document.model_copy(update={"process": process}), [locale])
    return found.sections[-1].lines[1]


def test_who_opens_what() -> None:
    assert opens(start("general"), "reviewer") == ["report"]
    assert "emergency" in opens(start("general"), "investigator")
    assert opens(start("general"), "auditor") == []


@pytest.mark.parametrize(("locale", "said"), [("en", "12.5 %"), ("de", "12,5 %")])
def test_a_percent_is_written_as_the_language_writes_it(locale: str, said: str) -> None:
    sample = {"id": "chance", "kind": "random_sample", "percent": 12.5, "period": "P7D"}
    assert said in sentence(TypeAdapter(Trigger).validate_python(sample), locale)


@pytest.mark.parametrize("locale", ["en", "de"])
def test_how_long_messages_are_kept_is_in_it(locale: str) -> None:
    kept: dict[str, object] = {"minimum": "P6Y", "basis": "FINRA 4511"}
    places = {"spaces": ["spc_" + "0" * 32], "conversations": ["cnv_" + "0" * 32]}
    rules: list[dict[str, object]] = [
        {"id": "a"},
        {"id": "b", "spaces": places["spaces"]},
        {"id": "c", "conversations": places["conversations"]},
        {"id": "d", **places},
    ]
    document = PolicyDocument.model_validate(
        start("general").model_dump(mode="json") | {"retention": [kept | one for one in rules]}
    )
    lines = reading(document, [locale]).sections[-2].lines
    assert len(set(lines)) == len(rules)
    assert all("FINRA 4511" in line and " 6 " in line for line in lines)


@pytest.mark.parametrize("locale", ["en", "de"])
def test_how_people_outside_are_texted_is_read_where_anything_is_said_of_it(locale: str) -> None:
    plain = start("general").model_dump(mode="json")
    hours = [{"category": "conversational", "opens": 9, "closes": 17}]
    words = [{"locale": "en", "disclosure": "It is kept."}]
    more = {"sms": {"hours": hours, "words": words, "optout_scope": "sender"}}
    found = reading(PolicyDocument.model_validate(plain | more), [locale])
    lines = found.sections[-2].lines
    assert len(lines) == 4
    assert "9" in lines[-1]
    assert "17" in lines[-1]
    assert len(reading(start("general"), [locale]).sections) == len(found.sections) - 1


def test_a_german_reader_is_spoken_to_as_the_chat_does_and_in_the_right_case() -> None:
    found = reading(start("general"), ["de"])
    text = "\n".join(line for section in found.sections for line in section.lines)
    assert "Du kannst einer Entscheidung binnen" in text
    assert "Tage widersprechen" not in text
    assert "Ihre Nachrichten" not in text
