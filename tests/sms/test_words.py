"""A stop is a stop in whatever form it comes; what may be one is seen by somebody."""

from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord_server.sms.vocabulary import (
    COURTESY,
    HELP,
    LOOSE,
    PHRASES,
    PLAIN,
    START,
    STRONG,
    YES,
)
from onrecord_server.sms.words import Asked, asked, carrier_does, plain


quickly = settings(max_examples=100, deadline=None)
#: What the FCC's rule, Twilio, Telnyx, AWS and the other languages name.
NAMED = """stop quit end revoke cancel unsubscribe stopall optout opt-out remove td arret alto parar
    cancelar baja stopp abmelden Arrêt""".split()  # noqa: SIM905 - easier to read
NAMED += ["opt out", "stop all", "no más"]
MARKS = st.text(
    st.sampled_from(" \t\n.!?,;:-_*'\"“”\u2018\u2019()[]🛑😡👍\u200b\ufe0f…"), max_size=6
)
CASES = st.sampled_from([str.upper, str.lower, str.title, str.swapcase])
known = st.sampled_from(sorted(STRONG | PLAIN))


def wide(text: str) -> str:
    """Write letters in full width, as NFKC undoes."""
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


@pytest.mark.req("SMS-1")
@pytest.mark.parametrize("word", NAMED)
def test_every_word_that_rule_and_providers_name_stops(word: str) -> None:
    assert asked(word).verdict == "stop"
    assert asked(word.upper()).verdict == "stop"


@pytest.mark.req("SMS-1")
@quickly
@given(known, MARKS, MARKS, CASES, st.booleans())
def test_marks_cases_and_widths_around_a_stop_do_not_hide_it(
    word: str, before: str, after: str, case: object, broad: bool
) -> None:
    assert callable(case)
    shown = wide(case(word)) if broad else case(word)
    assert asked(f"{before}{shown}{after}").verdict == "stop"


@pytest.mark.req("SMS-1")
@quickly
@given(
    st.sampled_from(sorted(STRONG | PLAIN)),
    st.lists(st.sampled_from(sorted(COURTESY)), max_size=3),
    st.data(),
)
def test_courtesy_around_a_stop_does_not_soften_it(
    word: str, courtesy: list[str], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(courtesy)))
    said = " ".join([*courtesy[:place], word, *courtesy[place:]])
    assert asked(said).verdict == "stop"


@pytest.mark.req("SMS-1")
@quickly
@given(st.sampled_from("stop unsubscribe arret stopp revoke".split()), st.data())  # noqa: SIM905
def test_a_word_that_is_spaced_out_or_held_is_the_word(word: str, data: st.DataObject) -> None:
    held = "".join(one * data.draw(st.integers(1, 4)) for one in word)
    assert asked(held).verdict == "stop"
    assert asked(data.draw(st.sampled_from([" ", ".", "-", " . "])).join(word)).verdict != "nothing"
    assert asked(" ".join(word)).verdict == "stop"


@pytest.mark.req("SMS-1")
@quickly
@given(
    st.sampled_from(sorted(STRONG | PHRASES | LOOSE)), st.text(max_size=80), st.text(max_size=80)
)
def test_no_phrase_that_may_stop_passes_by_silently(phrase: str, before: str, after: str) -> None:
    assert asked(f"{before} {phrase} {after}").verdict in ("stop", "maybe_stop")


@pytest.mark.req("SMS-1")
@pytest.mark.parametrize("phrase", sorted(PHRASES | LOOSE))
def test_each_phrase_alone_and_at_the_head_of_a_sentence_stops(phrase: str) -> None:
    assert asked(phrase).verdict == "stop"
    assert asked(f"Hi Anna, this is Bob. Please {phrase}!").verdict == "stop"


@pytest.mark.req("SMS-1")
@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        "Stop.",
        '"STOP"',
        "“stop”",
        "stop 🛑🛑",
        "S T O P",
        "S.T.O.P",
        "STOPPPP!!!",
        "stop please",
        "Please STOP now, thank you",
        "STOP, I have had enough of this",
        "I am busy. Stop.",
        "Stop texting me",
        "Please stop texting me about the loan",
        "Hi Anna, this is Bob. Stop messaging me.",
        "No más",
        "no mas por favor",
        "Wrong number",
        "Sorry, wrong number!",
        "You have the wrong number, this is not Peter",
        "don't text me",
        "Don\u2019t contact me ever again",
        "take me off your list",
        "ARRÊT",
        "Arrêtez de m'écrire s'il vous plaît",
        "Désabonnement",
        "arrêt svp",
        "Keine SMS mehr bitte",
        "Hören Sie auf!",
        "Bitte löschen Sie meine Nummer",
        "¡Alto!",
        "Deje de escribirme",
        wide("stop"),
        "st\u200bop",
    ],
)
def test_these_stop(text: str) -> None:
    assert asked(text).verdict == "stop"


@pytest.mark.req("SMS-1")
@pytest.mark.parametrize(
    "text",
    [
        "don't stop, that's great",
        "Don\u2019t stop texting me, I like it",
        "please stop by the office",
        "the bus stop at five",
        "I told my kid to stop texting me at night",
        "Cancel my appointment on Friday",
        "Remove me from the joint account",
        "Wrong number on the invoice, can you look?",
        "Set a stop loss at 40",
        "Nicht stoppen bitte",
        "End of month works",
        "this is spam",
        "🛑",
        "✋",
        "Yes stop",
        "help me unsubscribe",
        "Liked “Reply STOP to opt out”",
    ],
)
def test_these_go_to_a_human(text: str) -> None:
    assert asked(text).verdict == "maybe_stop"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "👍",
        "?",
        "yes",
        "Ja",
        "See you at five",
        "at the end of the day",
        "nonstop flight",
        "backstop facility",
        "I will start tomorrow",
        "Can you help me with this form?",
        "Tudo bem",
        "non",
    ],
)
def test_these_ask_nothing(text: str) -> None:
    assert asked(text).verdict == "nothing"


@pytest.mark.req("SMS-6")
@quickly
@given(st.sampled_from(sorted(START)), st.sampled_from(sorted(HELP)), MARKS, CASES)
def test_start_and_help_are_whole_messages(
    start: str, help_word: str, marks: str, case: object
) -> None:
    assert callable(case)
    assert asked(f"{marks}{case(start)}{marks}").verdict == "start"
    assert asked(f"{marks}{case(help_word)}{marks}").verdict == "help"
    assert asked(f"{help_word} with the form").verdict == "nothing"


@pytest.mark.req("SMS-6")
@pytest.mark.parametrize("word", sorted(YES))
def test_yes_starts_again_only_where_it_was_asked_for(word: str) -> None:
    assert asked(word.upper()).verdict == "nothing"
    assert asked(word.upper(), yes_counts=True) == Asked("start", word)


def test_no_word_is_on_two_lists() -> None:
    assert not START & HELP
    assert not (START | HELP | YES) & (STRONG | PLAIN | PHRASES | LOOSE)


@pytest.mark.parametrize("listed", [STRONG, PLAIN, PHRASES, LOOSE, START, YES, HELP, COURTESY])
def test_words_of_the_lists_are_written_as_texts_are_compared(listed: frozenset[str]) -> None:
    assert [one for one in listed if plain(one) != one] == []


@quickly
@given(st.text())
def test_anything_at_all_has_a_verdict_and_is_compared_in_one_way(text: str) -> None:
    assert asked(text).verdict in ("stop", "maybe_stop", "start", "help", "nothing")
    assert plain(plain(text)) == plain(text)


@pytest.mark.req("SMS-6")
@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("STOP", "stop"),
        (" stop ", "stop"),
        ("UNSTOP", "start"),
        ("Start", "start"),
        ("STOPALL", None),
        ("arrêt", None),
        ("stop!", None),
        ("YES", None),
    ],
)
def test_carriers_know_three_words_on_toll_free_numbers(
    text: str, does: Literal["stop", "start"] | None
) -> None:
    assert carrier_does(text) == does
