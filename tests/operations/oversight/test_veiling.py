"""Names of the people of a case become pseudonyms in what was written, and places move with them."""

from types import SimpleNamespace
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import to_json

from onrecord_server.oversight.cases.present import Names, message
from onrecord_server.oversight.cases.veiling import veil


CALLED: Final = {
    "p1": "Anna Schmidt",
    "p2": "Anna Weiß",
    "p3": "Tom Berg",
    "u-77": "Li",
}


def names() -> Names:
    """Return what these are called to somebody who does not know them."""
    found = Names(b"secret", known=False, veil=veil(CALLED))
    for person in CALLED:
        found(person)
    return found


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("ask Tom about it", "ask {p3} about it"),
        ("TOM BERG's plan", "{p3}'s plan"),
        ("Anna knows", "Anna knows"),
        ("anna  schmidt and Anna Weiß", "{p1} and {p2}"),
        ("<@p3> and tom", "<@{p3}> and {p3}"),
        ("atomic, Tomas, Lily", "atomic, Tomas, Lily"),
        ("Li (u-77)", "{u-77} ({u-77})"),
        ("Bergtom Berg", "Bergtom Berg"),
    ],
)
def test_whole_names_become_pseudonyms(text: str, becomes: str) -> None:
    who = names()
    assert who.over(text)[0] == becomes.format(**who.met)


def test_names_of_files_and_their_descriptions_too() -> None:
    who = names()
    file: dict[str, Any] = {
        "id": f"att_{'0' * 32}",
        "name": "2026_tom_berg-cv.pdf",
        "alt": "Anna Schmidt at work",
        "media_type": "application/pdf",
        "size": 1,
        "sha256": "0" * 64,
    }
    shown = message(_row({"text": "", "attachments": [file]}), who)
    (attached,) = shown.attachments
    assert attached.name == f"2026_{who('p3')}-cv.pdf"
    assert attached.alt == f"{who('p1')} at work"


def _row(words: dict[str, Any]) -> Any:

    return SimpleNamespace(
        id=f"msg_{'0' * 32}",
        position=1,
        author="p1",
        on_behalf_of=None,
        body=to_json(words).decode(),
        version=1,
        state="active",
        created_at=0,
    )


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["Tom", "Anna Schmidt", "hit", " ", "<@p2>", "x"]), max_size=12))
def test_what_was_found_is_marked_where_it_is_now(parts: list[str]) -> None:
    text, who = " ".join(parts), names()
    places = [(at, at + 3) for at in range(len(text)) if text[at : at + 3] == "hit"]
    said, moved = who.over(text, places)
    assert [said[start:end] for start, end in moved] == ["hit"] * len(places)
    inside = [(at, at + 1) for at in range(len(text))]
    _, found = who.over(text, inside)
    assert all(0 <= start <= end <= len(said) for start, end in found)
