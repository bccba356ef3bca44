"""The lists to start from are sound; advice says what to write instead and where that is from."""

import json

import pytest

from onrecord_server.moderation import rules
from onrecord_server.moderation.matching import Lexicon
from onrecord_server.moderation.starting import STARTS, read, start
from onrecord_server.sms.nudge import nudges


ADVICE = [name for name in STARTS if name.startswith("inclusive-")]
OFF_CHANNEL = [name for name in STARTS if name.startswith("off-channel-")]


@pytest.mark.parametrize("name", STARTS)
def test_each_is_a_list_of_its_name(name: str) -> None:
    document = start(name)
    assert (rules.faults(document), document.name) == ([], name)
    assert rules.lexicon_hash(read(json.dumps(rules.whole(document)))) == rules.lexicon_hash(
        document
    )


@pytest.mark.parametrize("name", ADVICE)
def test_advice_is_short_and_says_what_to_write_instead_and_why(name: str) -> None:
    document = start(name)
    assert (document.purpose, document.language) == ("advice", name[-2:])
    assert 25 <= len(document.terms) <= 60
    for term in document.terms:
        assert term.suggest, term.text
        assert term.note, term.text
        assert (term.source or "").startswith("https://"), term.text
        assert term.category, term.text


@pytest.mark.parametrize("name", OFF_CHANNEL)
def test_an_offer_to_go_on_elsewhere_has_advice_that_the_composer_knows(name: str) -> None:
    document = start(name)
    assert (document.purpose, document.language) == ("advice", name[-2:])
    assert {(term.category, bool(term.note)) for term in document.terms} == {("off_channel", True)}
    assert [term.text for term in document.terms if not nudges(term.text)] == []


@pytest.mark.parametrize("name", ADVICE)
def test_what_advice_suggests_needs_no_advice(name: str) -> None:
    ready = Lexicon(start(name))
    for term in start(name).terms:
        assert [ready.find(one) for one in term.suggest] == [[]] * len(term.suggest), term.text


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        (
            "inclusive-en",
            "Hey guys, who whitelists the disabled button?",
            ["hey guys", "whitelist"],
        ),
        ("inclusive-de", "Kundinnen und Kunden! Zwei Manntage", ["Manntage"]),
        ("inclusive-es", "Voto inv\u00e1lido de los empleados", ["los empleados"]),
        ("inclusive-fr", "Le code invalide les clients", ["les clients"]),
        ("off-channel-en", "Text me, or call my cell", ["text me", "call my cell"]),
        ("off-channel-de", "Ruf mich privat an: Handynummer", ["ruf mich privat an"]),
        ("market-abuse", "A risk free rate; ring me on my own phone", ["moves-to-a-phone"]),
    ],
)
def test_each_finds_what_it_is_for_and_leaves_the_rest(
    name: str, text: str, found: list[str]
) -> None:
    hits = Lexicon(start(name)).find(text)
    assert [getattr(hit.rule, "text", None) or getattr(hit.rule, "name", "") for hit in hits] == (
        found
    )
