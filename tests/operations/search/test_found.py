"""What a search finds: words, phrases, beginnings, parts, scripts without spaces, and filters."""

from functools import partial
from typing import Any

import pytest

from onrecord.errors import Invalid, NotFound, QueryInvalid
from tests.operations.conftest import Refuses
from tests.operations.search.conftest import Find, settle
from tests.support.engines import Room


TEXTS = (
    "The pallet left the dock at noon",
    "Straße und Fluß: Äpfel",
    "我家在上海东边",
    "John Johnson moved e-mail to order:1234",
    "see https://example.org/a_b and \U0001f44d",
    'a NEAR b OR NOT c* "quoted" col:x',
)


@pytest.fixture
def said(room: Room, group: str) -> str:
    for text in TEXTS:
        room.plain("alice").messages.send(group, text)
    return group


FINDS = {
    "pallet": [0],
    "PALLET": [0],
    "the": [0],
    "pal": [],
    "pal*": [0],
    "*alle*": [0],
    "*llet": [0],
    "*lle": [],
    '"left the dock"': [0],
    '"dock the left"': [],
    "left dock": [0],
    "left -dock": [],
    "strasse": [1],
    "apfel": [1],
    "\u00c4PFEL": [1],
    "A\u0308pfel": [1],
    "\u4e0a\u6d77": [2],
    "\u6d77": [2],
    "\u5bb6\u5728\u4e0a\u6d77": [2],
    "\u6d77\u4e0a": [],
    "john": [3],
    "jo*": [3],
    "*ohn*": [3],
    "e-mail": [3],
    "order:1234": [3],
    "https://example.org/a_b": [4],
    "\U0001f44d": [4],
    "has:link": [4],
    "near": [5],
    'col:x "quoted"': [5],
    "a NEAR b OR NOT c": [5],
    "NEAR(a b)": [],
    "from:me": [5, 4, 3, 2, 1, 0],
    "from:alice pallet": [0],
    "from:bob": [],
    "-from:bob pallet": [0],
    "from:Alice jo*": [3],
    "in:Team pallet": [0],
    "in:team pallet": [0],
    "in:nowhere pallet": [],
    "-in:team pallet": [],
    "on:today pallet": [0],
    "before:today pallet": [],
    "after:2020 before:2999 pallet": [0],
    "is:thread": [],
    "-is:thread pallet": [0],
    "has:file": [],
    "-pallet -john": [5, 4, 2, 1],
    "nothing": [],
}


def test_what_is_asked_for_is_found(said: str, found: Find) -> None:
    for query, places in FINDS.items():
        wanted = [TEXTS[place] for place in places]
        assert (query, found("alice", query)) == (query, wanted)
        assert (query, found("alice", query, conversation_id=said)) == (query, wanted)


def test_hits_come_in_pieces_of_text(room: Room, group: str) -> None:
    sent = room.plain("alice").messages.send(group, "<b>One</b> ones, ONE")
    hit = room.plain("bob").search.messages("one").data[0]
    assert [(piece.text, piece.hit) for piece in hit.excerpt] == [
        ("<b>", False),
        ("One", True),
        ("</b> ones, ", False),
        ("ONE", True),
    ]
    assert (hit.message_id, hit.position, hit.author) == (sent.id, sent.position, "alice")


def test_a_long_text_is_cut_around_its_first_hit(room: Room, group: str) -> None:
    room.plain("alice").messages.send(group, f"{'long ' * 200}needle{' long' * 200}")
    hit = room.plain("bob").search.messages("needle").data[0]
    shown = "".join(piece.text for piece in hit.excerpt)
    assert len(shown) < 260
    assert shown.startswith("\u2026")
    assert shown.endswith("\u2026")
    assert [piece.text for piece in hit.excerpt if piece.hit] == ["needle"]


def test_names_that_are_shown_are_no_words_of_the_text(room: Room, group: str, found: Find) -> None:
    room.plain("alice").messages.send(group, "hello <@bob>")
    assert found("carol", "bob") == []
    assert found("carol", "hello") == ["hello <@bob>"]


REFUSED = {
    "": ("empty", 0),
    "  !?  ": ("empty", 0),
    "good j*": ("too_short", 5),
    "good *oh*": ("too_short", 5),
    "x has:everything": ("unknown_value", 2),
    "x before:soon": ("bad_date", 2),
    "x from:": ("no_value", 2),
    "x -on:today": ("not_excluded", 2),
    "a " * 17: ("too_many", 32),
    "x" * 257: ("too_long", 256),
}


def test_what_is_no_query_is_refused_with_its_place(
    room: Room, group: str, refuses: Refuses
) -> None:
    alice = room.plain("alice")
    for query, wanted in REFUSED.items():
        refused: Any = refuses(QueryInvalid, partial(alice.search.messages, query))
        assert (query, (refused.extra["reason"], refused.extra["at"])) == (query, wanted)


def test_inside_what_one_may_not_see_is_not_found(room: Room, group: str, refuses: Refuses) -> None:
    mallory = room.plain("mallory")
    refuses(NotFound, lambda: mallory.search.messages("x", conversation_id=group))
    nowhere = "cnv_" + "9" * 32
    refuses(NotFound, lambda: mallory.search.messages("x", conversation_id=nowhere))


def test_pages_follow_each_other_to_the_end(room: Room, group: str, indexed: bool) -> None:
    alice = room.plain("alice")
    for number in range(25):
        alice.messages.send(group, f"needle {number}")
    if indexed:
        settle(room)
    hits = [hit.excerpt[-1].text for hit in alice.search.iterate("needle", limit=10)]
    assert hits == [f" {number}" for number in reversed(range(25))]
    first = alice.search.messages("needle", limit=10)
    assert (first.exhausted, len(first.data)) == (False, 10)
    last = alice.search.messages("needle", limit=25)
    assert (last.exhausted, last.next_cursor) == (True, None)


def test_a_cursor_is_of_one_search(room: Room, group: str, refuses: Refuses) -> None:
    alice = room.plain("alice")
    for number in range(3):
        alice.messages.send(group, f"needle {number}")
    cursor = alice.search.messages("needle", limit=1).next_cursor
    refuses(Invalid, lambda: alice.search.messages("other", cursor=cursor))
    refuses(Invalid, lambda: alice.search.messages("needle", cursor="x"))


def test_the_most_relevant_comes_first_where_that_is_asked_for(
    room: Room, group: str, found: Find
) -> None:
    alice = room.plain("alice")
    alice.messages.send(group, "needle needle needle")
    alice.messages.send(group, f"{'hay ' * 50}needle")
    assert found("alice", "needle", sort="relevance")[0] == "needle needle needle"
    assert found("alice", "needle")[0].endswith("needle")
    first = room.plain("alice").search.messages("needle", sort="relevance", limit=1)
    rest = room.plain("alice").search.messages(
        "needle", sort="relevance", limit=1, cursor=first.next_cursor
    )
    assert first.data[0].position > rest.data[0].position or first.data != rest.data
    assert (rest.next_cursor, rest.exhausted) == (None, True)


def test_what_others_did_with_a_message_is_searched_as_it_is_now(
    room: Room, group: str, found: Find
) -> None:
    alice = room.plain("alice")
    liked, pinned = (alice.messages.send(group, text).id for text in ("liked", "pinned"))
    alice.messages.send(group, "neither")
    alice.reactions.add(liked, "\U0001f44d")
    alice.pins.add(pinned)
    assert found("bob", "has:reaction") == ["liked"]
    assert found("bob", "has:pin") == ["pinned"]
    assert found("bob", "-has:pin -has:reaction") == ["neither"]
    alice.reactions.remove(liked, "\U0001f44d")
    alice.pins.remove(pinned)
    assert found("bob", "has:reaction") == []
    assert found("bob", "has:pin") == []


def test_what_is_said_in_threads_is_found_and_told_apart(
    room: Room, group: str, found: Find
) -> None:
    alice = room.plain("alice")
    root = alice.messages.send(group, "root needle")
    alice.messages.send(group, "reply needle", thread_id=root.id)
    assert found("bob", "needle") == ["reply needle", "root needle"]
    assert found("bob", "needle is:thread") == ["reply needle"]
    assert found("bob", "needle -is:thread") == ["root needle"]
    hit = room.plain("bob").search.messages("reply").data[0]
    assert (hit.thread_id, hit.in_channel) == (root.id, False)
