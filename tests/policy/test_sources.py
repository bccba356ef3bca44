"""A policy as YAML is the same policy, and a text that could mean two things means none."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.policy import plain_yaml
from onrecord_server.policy.plain_yaml import NotPlain
from onrecord_server.policy.rules import policy_hash
from onrecord_server.policy.sources import sourced, text_of
from onrecord_server.policy.starting import STARTS, start


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t:#-'\"|>"), min_size=1
)
NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,10}", fullmatch=True)
FINDING = {
    "action": st.sampled_from(["flag", "hold", "block"]),
    "freeze_after": st.none() | st.integers(1, 1000),
    "due": st.sampled_from(["P5D", "P1Y2M", "PT12H"]),
}


def _trigger(name: str) -> st.SearchStrategy[dict[str, Any]]:
    words, drawn = st.just("lexicon"), st.just("random_sample")
    lexicon = {"id": st.just(name), "kind": words, "lexicon": NAMES, **FINDING}
    percent = st.integers(1, 10_000).map(lambda n: n / 100)
    sample = {"id": st.just(name), "kind": drawn, "percent": percent}
    return st.fixed_dictionaries(lexicon) | st.fixed_dictionaries(sample)


DOCUMENTS = st.builds(
    lambda title, summary, more, triggers: PolicyDocument.model_validate(
        {
            "triggers": triggers,
            "texts": {
                "en": {"title": title, "summary": summary, "more": more},
                "no": {"title": "no", "summary": "2026-01-31"},
            },
        }
    ),
    st.sampled_from(["no", "1e3", "012", "12:30", "a: b", "# x", "- x", "'", "yes, ~"]),
    WORDS.map(lambda said: f"x{said}x"),
    WORDS.map(lambda said: f"x{said}x"),
    st.lists(NAMES, unique=True, max_size=3).flatmap(
        lambda names: st.tuples(*(_trigger(name) for name in names)).map(list)
    ),
)


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS)
def test_a_policy_as_yaml_is_the_same_policy(document: PolicyDocument) -> None:
    found = sourced(text_of(document))
    assert found.document == document
    assert found.hash == policy_hash(document)


@pytest.mark.parametrize("name", STARTS)
def test_json_is_such_a_text_too(name: str) -> None:
    document = start(name)
    for text in (text_of(document), document.model_dump_json(), document.model_dump_json(indent=2)):
        found = sourced(text)
        assert (found.document, found.hash, found.faults) == (document, policy_hash(document), [])


LAUGHS = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdef", "bcdefg"))  # noqa: B905
#: Texts that are refused: the line that is named, and what is said.
HOSTILE = {
    LAUGHS: (2, "stands for another place"),
    "a: 1\nb: &b {c: 1}\n<<: *b": (3, "<<|stands for another place"),
    "a: 1\nb: !!python/object/apply:os.system [true]": (2, "No tag such as"),
    "a: !!binary aGk=": (1, "No tag such as"),
    "a: 1\nb:\n  c: 1\n  c: 2": (4, "c is there twice: line 3 has it already"),
    "jurisdictions:\n  - DE\n  - NO": (3, "NO is a text to some"),
    "a: 1\nno: 2": (2, "no is a text to some"),
    "a: yes": (1, "yes is a text to some"),
    "a: 2026-01-31": (1, "2026-01-31 is a text to some"),
    "a: 12:30": (1, "12:30 is a text to some"),
    "a: 0777": (1, "0777 is a text to some"),
    "a: .inf": (1, ".inf is a text to some"),
    "a: 9007199254740992": (1, "too large"),
    "1: a": (1, "A name is a text"),
    "a: 1\n---\nb: 2": (2, "A second document"),
    "[" * 100_000: (1, "nested deeper"),
    "a: 1\nb: \x00": (2, "cannot be printed"),
    "a" * 200_001: (1, "more than 200000 characters"),
    "[" + "0," * 20_001 + "0]": (1, "more than 20000 places"),
    "# nothing": (1, "nothing in it"),
    "- a": (1, "begins with the name of a part"),
    "a: 1\nb: [1, 2": (2, "closing bracket"),
    "a: 1\nb: 'x\nc: 1\n": (2, "never closed"),
    "a: 1\nb: c: d": (2, "A colon stands where none belongs"),
    "a:\n\t- b": (2, "A tab stands here"),
    "- a\nb: 1": (2, "indentation"),
    "a: @b": (1, "begins with this sign"),
}


@pytest.mark.parametrize(("text", "said"), HOSTILE.items(), ids=range(len(HOSTILE)))
def test_what_could_mean_two_things_is_refused_with_its_line(
    text: str, said: tuple[int, str]
) -> None:
    with pytest.raises(NotPlain, match=said[1]) as refused:
        sourced(text)
    assert refused.value.line == said[0]
    assert str(refused.value).startswith(f"Line {said[0]}: ")


def test_each_fault_names_its_place_and_its_line() -> None:
    text = (
        "texts:\n  en: {title: A, summary: B}\n"
        "triggers:\n  - id: lex\n    kind: lexicon\n    lexicon: Big Words\n    due: 5 days\n"
        "  - id: x\n    kind: magic\nsurprise: true\n"
    )
    found = sourced(text)
    assert found.document is None
    assert found.value["surprise"] is True
    places = {(one.pointer, one.line): one.detail for one in found.faults}
    assert list(places) == [
        ("/triggers/0/due", 7),
        ("/triggers/0/lexicon", 6),
        ("/triggers/1", 8),
        ("/surprise", 10),
    ]
    assert places["/triggers/0/due", 7].startswith("Write a time such as P30D")
    assert places["/triggers/0/lexicon", 6].startswith("A name begins with a small letter")
    nobody = sourced(text_of(start("general").model_copy(update={"reviewers": []})))
    assert nobody.document is not None
    assert nobody.faults[0].pointer == "/triggers/0"
    assert nobody.text.splitlines()[nobody.faults[0].line - 1] == "- id: report"


def test_lines_stay_with_places_whose_names_are_odd() -> None:
    found = plain_yaml.read('a/b:\n  "~":\n    - 1\n    - {c: 2}\n')
    assert found.line("/a~1b/~0/1/c") == 4
    assert found.line("/a~1b/~0/9") == 2
    assert found.line("/nowhere") == 1
