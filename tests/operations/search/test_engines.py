"""SQLite and PostgreSQL answer alike, and as a plain reading of every message would."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import QueryInvalid
from onrecord_server.search.dates import Calendar
from onrecord_server.search.matching import Matcher
from onrecord_server.search.reactors import catch_up
from onrecord_server.search.rules import Query, parse
from tests.support import engines
from tests.support.engines import Room
from tests.support.postgres import Postgres


WORDS = (
    *(
        "a",
        "ab",
        "abc",
        "abcd",
        "bcd",
        "banana",
        "bananas",
        "strasse",
        "stra\u00dfe",
        "\u00e9t\u00e9",
    ),
    *("\u4e0a\u6d77", "\u4e0a", "\u6d77\u4e0a", "\u4e1c\u8fb9", "e-mail", "x_y", "1234", "12"),
    *("NEAR", "or", "\U0001f44d", "\U0001f44d\U0001f44e", "don't", "\u0e01\u0e02\u0e03"),
)
MESSAGES = 90


@dataclass
class Pair:
    """The same messages in both databases, a part of them not indexed yet."""

    rooms: tuple[Room, Room]
    texts: list[str]

    def found(self, room: Room, query: str) -> list[str]:
        """Ask for everything, page by page."""
        bob = room.plain("bob")
        return [
            "".join(piece.text for piece in hit.excerpt)
            for hit in bob.search.iterate(query, limit=20)
        ]


@pytest.fixture(scope="module")
def pair(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    file: Path = tmp_path_factory.mktemp("alike") / "onrecord.db"
    chance = random.Random(7)
    texts = [" ".join(chance.choices(WORDS, k=chance.randint(1, 7))) for _ in range(MESSAGES)]
    texts = [f"{text} n{number}" for number, text in enumerate(texts)]
    with (
        postgres.database() as url,
        engines.room(f"sqlite:///{file}") as one,
        engines.room(url) as other,
    ):
        for room in (one, other):
            _fill(room, texts)
        yield Pair((one, other), texts)


def _fill(room: Room, texts: list[str]) -> None:
    room.person("bob")
    alice = room.person("alice")
    group = alice.conversations.create(kind="group", members=["bob"]).id
    unseen = alice.conversations.create(kind="group").id
    for number, text in enumerate(texts):
        alice.messages.send(group, text)
        if number % 3 == 0:
            alice.messages.send(unseen, text)
        if number == MESSAGES * 2 // 3:
            database = room.engines.prepared("acme")
            assert list(catch_up(database, "acme"))


def _term(word: str, form: int) -> str:
    forms = (word, f"{word}*", f"*{word}*", f"*{word}", f'"{word}"', f"-{word}", f'"{word} ab"')
    return forms[form % len(forms)]


TERMS = st.builds(
    _term, st.sampled_from([*WORDS, "n1*", "nana", "trass", "\u6d77"]), st.integers(0, 9)
)
QUERIES = st.lists(TERMS, min_size=1, max_size=4).map(" ".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES)
def test_both_find_what_a_reading_of_every_message_finds(pair: Pair, query: str) -> None:
    parsed = parse(query, Calendar(0))
    if not isinstance(parsed, Query):
        for room in pair.rooms:
            with pytest.raises(QueryInvalid):
                room.plain("bob").search.messages(query)
        return
    matcher = Matcher(parsed)
    wanted = [text for text in reversed(pair.texts) if matcher.match(text) is not None]
    for room in pair.rooms:
        assert pair.found(room, query) == wanted
