"""What is split between a text and the names of its files is one phrase, and judged as one."""

import pytest

from onrecord.client import Actor as Client
from onrecord.wire.lexicon_document import LexiconDocument, Term
from onrecord_server.inprocess import DirectCaller, actor_for
from onrecord_server.moderation.beside import across
from onrecord_server.moderation.findings import Finding, Span
from onrecord_server.moderation.matching import Lexicon
from tests.operations.attachments.test_captions import SOUND
from tests.operations.judging.conftest import Talk


WORDS = Lexicon(LexiconDocument(name="lex", title="L", terms=[Term(text="customer list")]))


def _find(text: str) -> list[Finding]:
    spans = tuple(Span(hit.start, hit.end, "customer list") for hit in WORDS.find(text))
    return [Finding("words", "lexicon", "high", "mask", spans)] if spans else []


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("our customer", ["list"], "customer"),
        ("our customer.", ["list", "a"], "customer"),
        ("list", ["customer"], "list"),
        ("", ["the customer", "list"], ""),
        ("so", ["customer", "list"], ""),
    ],
)
def test_it_is_found_across_and_its_place_in_the_text_is_told(
    text: str, words: list[str], shown: str
) -> None:
    found = next(across(_find, text, words))
    assert (found.action, found.why) == ("hold", "file"), "what cannot be covered is held"
    assert [text[one.start : one.end] for one in found.spans] == ([shown] if shown else [])


@pytest.mark.parametrize(
    ("text", "words"), [("customer list", []), ("a customer list", ["b"]), ("customer", ["a list"])]
)
def test_what_is_not_split_is_not_found_again(text: str, words: list[str]) -> None:
    assert list(across(_find, text, words)) == []


def test_a_number_split_between_a_text_and_a_file_is_held(talk: Talk) -> None:
    engines = talk.house.room.engines
    alice = Client(DirectCaller(engines, actor_for("acme", "alice", "host")))

    def named(name: str) -> str:
        return alice.attachments.upload(SOUND, name=name, conversation_id=talk.id).id

    said = talk.say("pay DE89 3704 0044", attachments=[named("0532 0130 00.wav")])
    assert said.state == "held"
    calm = talk.say("hello", attachments=[named("0532 0130 00.wav")])
    assert calm.state == "active"
    edited = talk.alice.messages.edit(calm.id, "pay DE89 3704 0044")
    assert talk.texts() == ["hello"]
    assert edited.judged is not None
